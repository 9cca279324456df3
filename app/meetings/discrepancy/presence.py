"""Who is where, and on which days: what the documents say of people."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.meetings.discrepancy.days import Days, days_of, kept_to
from app.meetings.document import Meeting, Participation, Party
from app.meetings.placing import country_of
from app.meetings.terms import TRAVEL, Attendance, Kind, PartyKind, Role, Status

_THERE = frozenset({None, Attendance.EXPECTED, Attendance.CONFIRMED, Attendance.ATTENDED})
_AT_HOME = frozenset({Role.HOST, Role.CHAIR, Role.ORGANISER})


@dataclass(frozen=True, slots=True)
class Stay:
    """A person's presence at a meeting, and the days of it. `travels`: the meeting is their own journey."""

    person: Party
    part: Participation
    meeting: Meeting
    days: Days
    travels: bool

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2 code of where it is."""
        return country_of(self.meeting.place)


def is_on(meeting: Meeting) -> bool:
    """Tell whether the meeting is shown as one that takes place, or took place, in its window."""
    return meeting.listed and meeting.status in (Status.SCHEDULED, Status.HELD) and not meeting.when.former


def stays(meeting: Meeting) -> Iterator[Stay]:
    """Return who is there in person, once each. On the phone nobody is."""
    if meeting.kind is Kind.CALL:
        return
    days = days_of(meeting.when)
    travellers = _travellers(meeting)
    seen = set[UUID]()
    for part in meeting.participants:
        person = _in_person(part)
        there = kept_to(days, part.from_, part.until)
        if person is None or person.id in seen or not there.spans:
            continue
        seen.add(person.id)
        yield Stay(person, part, meeting, there, travels=part in travellers)


def _in_person(part: Participation) -> Party | None:
    """Return the person who comes: the party, or whoever represents it."""
    if part.represented_by is not None:
        comes, who = part.attendance is not Attendance.REMOTE, part.represented_by
    else:
        comes, who = part.attendance in _THERE, part.party
    return who if comes and who.kind is PartyKind.PERSON else None


def _travellers(meeting: Meeting) -> list[Participation]:
    """Return whose journey a visit is: the visitors; where none is named, all who neither receive nor are at home."""
    if meeting.kind not in TRAVEL:
        return []
    visitors = [part for part in meeting.participants if part.role is Role.VISITOR]
    country = country_of(meeting.place)
    return visitors or [
        part
        for part in meeting.participants
        if part.role not in _AT_HOME and not (part.for_party and country and part.for_party.code == country)
    ]
