"""Contradiction 5: somebody is in two places that are too far apart for one day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, combinations, product
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding, FindingKind, finding
from app.meetings.discrepancy.presence import Stay
from app.meetings.discrepancy.telling import by, called, days_of_meeting, listing
from app.meetings.discrepancy.wholes import are_linked
from app.meetings.document import Place
from app.meetings.placing import levels
from app.meetings.terms import Extent, Precision
from app.meetings.window import DAY
from app.meetings.words import place_in_words
from app.meetings.zones import zone

FAR = 3000
"""Kilometres that are too far for two meetings on one day."""
SPEED = 900
"""Kilometres that an airliner flies in an hour."""
LONGEST = 31
"""Days of a visit that leaves no room for journeys elsewhere."""
MOST_A_DAY = 50
"""Meetings of one person on one day that are compared. Nobody has that many."""

_EARTH = 6371
_DEGREES_AN_HOUR = 15
_EXACT = frozenset({Precision.VENUE, Precision.CITY, Precision.REGION, Precision.UNDISCLOSED})
"""Places whose coordinates say where somebody is: those of a country lie somewhere in its middle."""

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class _Fix:
    """Where a person is on a day, and where it is known between which instants."""

    stay: Stay
    point: Point
    day: date
    clock: tuple[datetime, datetime] | None

    @property
    def zone(self) -> str:
        return self.stay.meeting.when.time_zone

    def days_in(self, zone_name: str) -> set[date]:
        """Return the days of the time of day as another zone counts them."""
        return {moment.astimezone(zone(zone_name)).date() for moment in self.clock or ()}


def two_places(everywhere: Iterable[Stay], evidence: Evidence) -> Iterator[Finding]:
    """Return a finding for each two meetings that somebody cannot both be at."""
    found: dict[tuple[UUID, UUID], dict[UUID, tuple[_Fix, _Fix]]] = {}
    for days in _by_person_and_day(everywhere).values():
        for one, other in chain(_on_one_day(days), _across_midnight(days)):
            if _is_too_far(one, other):
                pair = sorted((one, other), key=_in_order)
                ids = (pair[0].stay.meeting.id, pair[1].stay.meeting.id)
                found.setdefault(ids, {})[one.stay.person.id] = (pair[0], pair[1])
    for people in found.values():
        yield _tell(sorted(people.values(), key=_by_name), evidence)


def kilometres(one: Point, other: Point) -> float:
    """Return the distance along a great circle (haversine formula)."""
    (a, b), (c, d) = [(radians(latitude), radians(longitude)) for latitude, longitude in (one, other)]
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))


def _by_person_and_day(everywhere: Iterable[Stay]) -> dict[UUID, dict[date, list[_Fix]]]:
    people: dict[UUID, dict[date, list[_Fix]]] = {}
    for stay in everywhere:
        for fix in _fixes(stay):
            people.setdefault(stay.person.id, {}).setdefault(fix.day, []).append(fix)
    return {
        person: {day: sorted(fixes, key=_in_order)[:MOST_A_DAY] for day, fixes in days.items()}
        for person, days in people.items()
    }


def _fixes(stay: Stay) -> Iterator[_Fix]:
    """Return where somebody certainly is: at a time of day, on a single day, or in the midst of their own visit.

    On the first and the last day of several they can be elsewhere as well; and who takes part in a meeting of several
    days need not be there on each of them.
    """
    when, point = stay.meeting.when, _point(stay.meeting.place)
    if point is None or when.extent is not Extent.THROUGHOUT:
        return
    ((first, last),) = stay.days.spans
    if when.start and when.ends_at - when.starts_at <= DAY:
        yield _Fix(stay, point, when.first_date, (when.starts_at, when.ends_at))
    elif first == last:
        yield _Fix(stay, point, first, None)
    elif (stay.travels or when.start) and (last - first).days < LONGEST:
        for number in range(1, (last - first).days):
            yield _Fix(stay, point, first + number * DAY, None)


def _point(place: Place | None) -> Point | None:
    """Return the coordinates of the finest level that states them."""
    for level in levels(place) if place else ():
        if level.precision in _EXACT and level.latitude is not None and level.longitude is not None:
            return level.latitude, level.longitude
    return None


def _on_one_day(days: dict[date, list[_Fix]]) -> Iterator[tuple[_Fix, _Fix]]:
    for fixes in days.values():
        yield from combinations(fixes, 2)


def _across_midnight(days: dict[date, list[_Fix]]) -> Iterator[tuple[_Fix, _Fix]]:
    """Return the times of day that are of one day only as one of their zones counts them."""
    for day, fixes in days.items():
        for one, other in product(fixes, days.get(day + DAY, ())):
            zones = (one.zone, other.zone)
            if one.clock and other.clock and any(one.days_in(name) & other.days_in(name) for name in zones):
                yield one, other


def _is_too_far(one: _Fix, other: _Fix) -> bool:
    if one.stay.meeting.id == other.stay.meeting.id or _is_on_the_way(one.stay, other.stay):
        return False
    return kilometres(one.point, other.point) > _reach(one, other)


def _is_on_the_way(one: Stay, other: Stay) -> bool:
    """Whether a journey includes the other meeting: as its part, or in the country that it leads to."""
    if are_linked(one.meeting, other.meeting):
        return True
    return (one.travels or other.travels) and one.country is not None and one.country == other.country


def _reach(one: _Fix, other: _Fix) -> float:
    """Return how many kilometres somebody may travel between the two.

    Between times of day it is what a flight covers. Where one is not known, flying west makes a day longer: who leaves
    Seoul at noon is in Washington by the evening of the same date.
    """
    if one.clock and other.clock:
        between = max(one.clock[0], other.clock[0]) - min(one.clock[1], other.clock[1])
        return max(FAR, SPEED * (between / timedelta(hours=1)))
    return FAR + SPEED * abs(one.point[1] - other.point[1]) / _DEGREES_AN_HOUR


def _in_order(fix: _Fix) -> tuple[datetime, str]:
    return fix.stay.meeting.when.starts_at, fix.stay.meeting.slug


def _by_name(pair: tuple[_Fix, _Fix]) -> tuple[str, UUID]:
    return pair[0].stay.person.name, pair[0].stay.person.id


def _tell(pairs: list[tuple[_Fix, _Fix]], evidence: Evidence) -> Finding:
    one, other = pairs[0]
    meetings = (one.stay.meeting, other.stay.meeting)
    at = [f"at {called(each)}, {place_in_words(each.place)}, {days_of_meeting(each)}" for each in meetings]
    places = [f"{where}{by(evidence.dated(each))}" for where, each in zip(at, meetings, strict=True)]
    people = listing(pair[0].stay.person.name for pair in pairs)
    words = (
        f"{people} cannot be both {' and '.join(places)}: "
        f"they are {round(kilometres(one.point, other.point), -2):,.0f} kilometres apart."
    )
    claims = [claim for pair in pairs for fix in pair for claim in evidence.there(fix.stay)]
    return finding(FindingKind.TWO_PLACES, [one.stay.meeting, other.stay.meeting], claims, words)
