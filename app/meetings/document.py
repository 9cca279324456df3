"""The document: a meeting as every reader sees it. Names are those of IPTC, schema.org, PLOVER, RFC 9073 and EDTF."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, SerializationInfo, field_serializer

from app.meetings.terms import (
    Attendance,
    Eos,
    Extent,
    Kind,
    Level,
    PartyKind,
    Precision,
    Rel,
    Role,
    Status,
)


class Value(BaseModel):
    """A value that never changes; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, populate_by_name=True)


class Party(Value):
    """An actor: a person, a state, an organisation, one of its bodies, or a group."""

    id: UUID
    kind: PartyKind
    name: str
    code: str | None
    """ISO 3166-1 for states, the usual abbreviation for organisations."""


class Locality(Value):
    """A place, and what it lies in: a venue in a city in a region in a country."""

    id: UUID
    name: str | None
    precision: Precision
    country: str | None
    """ISO 3166-1 alpha-2."""
    latitude: float | None
    longitude: float | None
    time_zone: str | None
    within: "Locality | None"


class Place(Locality):
    """Where a meeting takes place, as finely as it is known."""

    confirmed: bool
    """Whether somebody with authority over the meeting has named it."""


class DaySpan(Value):
    """A first and a last day, both inclusive."""

    first_date: date
    last_date: date


class When(Value):
    """A window of days in a zone, and clock times where they are known."""

    edtf: str | list[str]
    """EDTF (ISO 8601-2); a list where one of several holds."""
    first_date: date
    last_date: date
    extent: Extent
    alternatives: list[DaySpan]
    start: datetime | None
    """Wall-clock time in `time_zone`, without an offset."""
    end: datetime | None
    """Wall-clock time in `time_zone`; null: not announced."""
    time_zone: str
    """IANA name."""
    zone_known: bool
    """False: nobody has said where, so days are counted in UTC."""
    former: bool
    """The date no longer holds, and no new one is known."""
    open_end: bool
    """It has begun; its end is not known."""
    words: str | None
    """The words in which the date was given."""
    starts_at: datetime
    """Start of the window in UTC."""
    ends_at: datetime
    """End of the window in UTC, exclusive. A time without an end is counted as one hour."""

    @field_serializer("start", "end")
    def _wall(self, wall: datetime | None, _info: SerializationInfo) -> str | None:
        return f"{wall:%Y-%m-%dT%H:%M}" if wall else None


class Participation(Value):
    """One party's part in a meeting."""

    party: Party
    for_party: Party | None
    """The state or organisation that is spoken for."""
    office: str | None
    """The office as it was held then."""
    role: Role
    attendance: Attendance | None
    represented_by: Party | None
    from_: date | None = Field(alias="from", serialization_alias="from")
    """First day, where the party stays for a part only."""
    until: date | None
    """Last day, where the party stays for a part only."""


class MeetingRef(Value):
    """Another meeting, by name."""

    id: UUID
    slug: str
    title: str


class SeriesRef(Value):
    """A series of meetings."""

    slug: str
    name: str


class Link(Value):
    """How this meeting relates to another one, or to a series."""

    rel: Rel
    to: MeetingRef | None
    series: SeriesRef | None
    ordinal: int | None
    """Which one of the series: the 47th ASEAN summit is 47."""


class Source(Value):
    """One publication: an article, a communiqué, a post, an upstream calendar."""

    id: UUID
    publisher: str
    title: str
    url: str | None
    published_on: date


class Certainty(Value):
    """How sure it is that the meeting takes place, and which sides have said so themselves."""

    eos: Eos
    """IPTC event occurrence status."""
    confirmed_by: list[Party]


class Identity(Value):
    """What a meeting is called. None of it ever changes or is used again."""

    id: UUID
    uid: str
    """iCalendar UID (RFC 7986, section 5.3)."""
    slug: str


class Content(Value):
    """What the accepted claims say of a meeting."""

    title: str
    summary: str | None
    kind: Kind
    level: Level | None
    when: When
    place: Place | None
    participants: list[Participation]
    status: Status
    certainty: Certainty
    links: list[Link]
    topics: list[str]
    language: str
    """BCP 47 language of title and summary."""
    listed: bool
    """False: taken off the calendar by an editor."""
    sources: list[Source]
    disputed: list[str]
    """Fields of which something else is said as well."""


class Meeting(Content, Identity):
    """One version of a meeting, as it is stored and shown."""

    version: int
    """Counts this meeting's versions, from 1."""
    sequence: int
    """RFC 5545 SEQUENCE: rises when the day, time, place, title or status that a calendar shows changes."""
    number: int
    """This version's place in the whole calendar's log."""
    created_at: datetime
    modified_at: datetime
