"""Contradiction 4: somebody is present in a country outside their visit there."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import accumulate
from uuid import UUID

from app.meetings.discrepancy.days import NEAR, Days, are_apart
from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding, FindingKind, finding
from app.meetings.discrepancy.presence import Stay
from app.meetings.discrepancy.telling import are_to_be, by, called, days_of_meeting, is_to_be, listing, takes_place
from app.meetings.discrepancy.wholes import are_linked
from app.meetings.terms import TRAVEL

MOST_DAYS = 7
"""How many days from a visit somebody's presence is taken to belong to it."""

_Pair = tuple[UUID, UUID]
_Edge = tuple[str, int, bool]
"""Whether visits begin or end on a day, which day that is, and whether it is known where they lead."""


def outside_visits(everywhere: Iterable[Stay], evidence: Evidence, on: date) -> Iterator[Finding]:
    """Return a finding for each meeting that lies outside the nearest visit of those who are at both."""
    outside: dict[_Pair, list[tuple[Stay, Stay]]] = {}
    for visits, meetings in _by_person_and_country(everywhere):
        journeys = _Journeys(visits)
        for stay in meetings:
            visit = None if journeys.can_hold(stay.days) else journeys.nearest(stay)
            if visit:
                outside.setdefault((visit.meeting.id, stay.meeting.id), []).append((visit, stay))
    for pairs in outside.values():
        yield _tell(sorted(pairs, key=lambda pair: (pair[0].person.name, pair[0].person.id)), evidence, on)


def _by_person_and_country(everywhere: Iterable[Stay]) -> Iterator[tuple[list[Stay], list[Stay]]]:
    """Group by person: for each country that they visit, all visits that may lead there, and the meetings there."""
    visits: dict[UUID, list[Stay]] = {}
    meetings: dict[tuple[UUID, str], list[Stay]] = {}
    for stay in everywhere:
        if stay.meeting.kind in TRAVEL:
            if stay.travels:
                visits.setdefault(stay.person.id, []).append(stay)
        elif stay.country:
            meetings.setdefault((stay.person.id, stay.country), []).append(stay)
    for (person, country), there in meetings.items():
        leading_there = [one for one in visits.get(person, ()) if one.country in (country, None)]
        if any(one.country for one in leading_there):
            yield leading_there, there


class _Journeys:
    """One person's visits that may lead to a country, by their first and last days. Days are counted from the year 1.

    A visit of which nobody has said where it leads can hold a meeting; it cannot be missed by one.
    """

    def __init__(self, visits: Iterable[Stay]) -> None:
        """Index the visits, so that a meeting is compared only with those beside it."""
        self._beside: dict[_Edge, dict[str | None, list[Stay]]] = {}
        spans = []
        for visit in sorted(visits, key=_in_order):
            for first, last in visit.days.spans:
                spans.append((first.toordinal(), last.toordinal()))
                for edge in (("begins", first.toordinal()), ("ends", last.toordinal())):
                    by_zone = self._beside.setdefault((*edge, visit.country is not None), {})
                    by_zone.setdefault(visit.days.zone, []).append(visit)
        spans.sort()
        self._firsts = [first for first, _ in spans]
        self._reaches = list(accumulate((last for _, last in spans), max))

    def can_hold(self, days: Days) -> bool:
        """Tell whether some visit has a day in common with these."""
        for first, last in days.spans:
            begun = bisect_right(self._firsts, last.toordinal())
            if begun and self._reaches[begun - 1] >= first.toordinal():
                return True
        near = range(1, NEAR + 1)
        beside = (visits[0] for gap in near for known in (True, False) for visits in self._at(days, gap, known=known))
        return any(not are_apart(days, visit.days) for visit in beside)

    def nearest(self, stay: Stay) -> Stay | None:
        """Return the visit that is the nearest to a presence which none holds, unless it is too far off.

        What is said to be a part of the visit is another contradiction.
        """
        for gap in range(1, MOST_DAYS + 1):
            visits = self._at(stay.days, gap, known=True)
            first = (
                next((one for one in of_zone if not are_linked(one.meeting, stay.meeting)), None) for of_zone in visits
            )
            if found := [one for one in first if one]:
                return min(found, key=_in_order)
        return None

    def _at(self, days: Days, gap: int, *, known: bool) -> Iterator[list[Stay]]:
        """Return the visits that end so many days before, or begin so many days after; by the zones of their days."""
        for first, last in days.spans:
            for edge in (("ends", first.toordinal() - gap), ("begins", last.toordinal() + gap)):
                yield from self._beside.get((*edge, known), {}).values()


def _in_order(stay: Stay) -> tuple[datetime, str]:
    return stay.meeting.when.starts_at, stay.meeting.slug


def _tell(pairs: list[tuple[Stay, Stay]], evidence: Evidence, on: date) -> Finding:
    visit, stay = pairs[0][0].meeting, pairs[0][1].meeting
    people = listing(one.person.name for one, _ in pairs)
    verb = is_to_be(stay) if len(pairs) == 1 else are_to_be(stay)
    words = (
        f"{called(visit)} {takes_place(visit, on)}{by(evidence.dated(visit))}, but {people} {verb} at {called(stay)} "
        f"there {days_of_meeting(stay)}{by(evidence.dated(stay))}."
    )
    claims = [claim for pair in pairs for one in pair for claim in evidence.there(one)]
    return finding(FindingKind.OUTSIDE_VISIT, [visit, stay], claims, words)
