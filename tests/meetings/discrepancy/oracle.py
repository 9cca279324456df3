"""Contradictions 3 to 5 by their definitions: every pair of meetings is looked at, and nothing is indexed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from math import acos, cos, radians, sin
from uuid import UUID
from zoneinfo import ZoneInfo

from app.meetings.document import Locality, Meeting, Participation

DAY = timedelta(days=1)
TRAVEL = {"state_visit", "official_visit", "working_visit", "private_visit", "visit", "stopover"}
Days = list[date]


def expected(documents: Sequence[Meeting]) -> set[tuple[str, ...]]:
    """Return what is to be found, by kind and slugs; those of two places in alphabetical order."""
    standing = [one for one in documents if one.listed and one.status in ("scheduled", "held") and not one.when.former]
    people = {person for one in standing for person in present(one)}
    return {
        *outside_wholes(standing),
        *(found for person in people for found in outside_visits(person, standing)),
        *(found for person in people for found in two_places(person, standing)),
    }


def outside_wholes(standing: Sequence[Meeting]) -> Iterator[tuple[str, ...]]:
    for part in standing:
        for whole in standing:
            if is_part(part, whole) and not meet(part, days(part), whole, days(whole)):
                yield "outside_whole", part.slug, whole.slug


def outside_visits(person: UUID, standing: Sequence[Meeting]) -> Iterator[tuple[str, ...]]:
    visits = [one for one in standing if person in travellers(one) and present(one).get(person)]
    for meeting in standing:
        there = present(meeting).get(person)
        if meeting.kind in TRAVEL or not there or country(meeting) is None:
            continue
        near = [
            (gap(there, present(visit)[person]), visit.when.starts_at, visit.slug)
            for visit in visits
            if country(visit) == country(meeting) and not is_part(meeting, visit) and not is_part(visit, meeting)
        ]
        explained = any(
            country(visit) in (country(meeting), None) and meet(meeting, there, visit, present(visit)[person])
            for visit in visits
        )
        if near and min(near)[0] <= 7 and not explained:
            yield "outside_visit", min(near)[2], meeting.slug


def two_places(person: UUID, standing: Sequence[Meeting]) -> Iterator[tuple[str, ...]]:
    for one, other in combinations([each for each in standing if present(each).get(person)], 2):
        here, there = point(one.place), point(other.place)
        if here is None or there is None or is_part(one, other) or is_part(other, one):
            continue
        at_home = country(one) is not None and country(one) == country(other)
        if at_home and (person in travellers(one) or person in travellers(other)):
            continue
        times = clock(one), clock(other)
        if times[0] and times[1]:
            hours = (max(times[0][0], times[1][0]) - min(times[0][1], times[1][1])) / timedelta(hours=1)
            same, reach = share_a_day(one, times[0], other, times[1]), max(3000.0, 900 * hours)
        else:
            same = bool(set(sure_days(one, person)) & set(sure_days(other, person)))
            reach = 3000 + 900 * abs(here[1] - there[1]) / 15
        if same and distance(here, there) > reach:
            yield "two_places", *sorted((one.slug, other.slug))


def days(meeting: Meeting) -> Days:
    """Return every day of a window; where the end is not known, those of two months."""
    when = meeting.when
    spans = [(one.first_date, one.last_date) for one in when.alternatives] or [(when.first_date, when.last_date)]
    if when.open_end:
        spans = [(when.first_date, when.first_date + 60 * DAY)]
    return sorted({first + n * DAY for first, last in spans for n in range((last - first).days + 1)})


def present(meeting: Meeting) -> dict[UUID, Days]:
    """Return who is there in person, and on which days."""
    found: dict[UUID, Days] = {}
    for part in meeting.participants if meeting.kind != "call" else ():
        person = part.represented_by or part.party
        comes = part.attendance != "remote" if part.represented_by else part.attendance in _COMING
        kept = [day for day in days(meeting) if (part.from_ or day) <= day <= (part.until or day)]
        if comes and person.kind == "person" and kept:
            found.setdefault(person.id, kept)
    return found


_COMING = (None, "expected", "confirmed", "attended")


def travellers(meeting: Meeting) -> set[UUID]:
    if meeting.kind not in TRAVEL:
        return set()
    visitors = [part for part in meeting.participants if part.role == "visitor"]
    others = [part for part in meeting.participants if not receives(part, country(meeting))]
    return {(part.represented_by or part.party).id for part in visitors or others}


def receives(part: Participation, where: str | None) -> bool:
    at_home = part.for_party is not None and where is not None and part.for_party.code == where
    return at_home or part.role in ("host", "chair", "organiser")


def is_part(one: Meeting, other: Meeting) -> bool:
    return any(link.rel == "part_of" and link.to is not None and link.to.id == other.id for link in one.links)


def meet(one: Meeting, mine: Days, other: Meeting, theirs: Days) -> bool:
    """Tell whether two days are the same, or have an instant in common where they are counted in two known zones."""
    if not (one.when.zone_known and other.when.zone_known):
        return bool(set(mine) & set(theirs))
    return any(
        begin(a, one) < begin(b + DAY, other) and begin(b, other) < begin(a + DAY, one)
        for a in mine
        for b in theirs
        if abs((a - b).days) <= 2
    )


def begin(day: date, meeting: Meeting) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(meeting.when.time_zone))


def gap(one: Days, other: Days) -> int:
    return min(abs((a - b).days) for a in one for b in other)


def country(meeting: Meeting) -> str | None:
    return next((level.country for level in chain_of(meeting.place) if level.country), None)


def point(place: Locality | None) -> tuple[float, float] | None:
    for level in chain_of(place):
        if level.precision not in ("country", "several", "none") and level.latitude is not None:
            return level.latitude, level.longitude or 0.0
    return None


def chain_of(place: Locality | None) -> Iterator[Locality]:
    if place is not None:
        yield place
        yield from chain_of(place.within)


def clock(meeting: Meeting) -> tuple[datetime, datetime] | None:
    """Return between which instants a meeting takes place that has a time of day and does not go on for days."""
    when = meeting.when
    is_short = when.ends_at - when.starts_at <= DAY
    return (when.starts_at, when.ends_at) if when.start and is_short and when.extent == "throughout" else None


def share_a_day(
    one: Meeting, mine: tuple[datetime, datetime], other: Meeting, theirs: tuple[datetime, datetime]
) -> bool:
    if one.when.first_date == other.when.first_date:
        return True
    zones = [ZoneInfo(each.when.time_zone) for each in (one, other)]
    return abs((one.when.first_date - other.when.first_date).days) == 1 and any(
        {moment.astimezone(zone).date() for moment in mine} & {moment.astimezone(zone).date() for moment in theirs}
        for zone in zones
    )


def sure_days(meeting: Meeting, person: UUID) -> Days:
    """Return the days on which somebody is certainly at a meeting."""
    there = present(meeting)[person]
    if meeting.when.extent != "throughout":
        return []
    if clock(meeting):
        return [meeting.when.first_date]
    if len(there) == 1:
        return there
    stays = (person in travellers(meeting) or meeting.when.start is not None) and len(there) <= 31
    return there[1:-1] if stays else []


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the kilometres between two points (spherical law of cosines)."""
    (a, b), (c, d) = [(radians(latitude), radians(longitude)) for latitude, longitude in (one, other)]
    return 6371 * acos(max(-1.0, min(1.0, sin(a) * sin(c) + cos(a) * cos(c) * cos(d - b))))
