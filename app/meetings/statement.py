"""What a writer sends: plain fields of one meeting, and who said so. It is taken apart into claims."""

from dataclasses import replace
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from app.meetings.address import Url
from app.meetings.document import Value
from app.meetings.errors import SummitryError
from app.meetings.strict import Day, Flag, Instant, Latitude, Longitude, Ordinal, WallTime
from app.meetings.terms import LISTS, Attendance, Bearing, Eos, Kind, Level, Precision, Rel, Role, Stance, Status
from app.meetings.terms import Field as ClaimField
from app.meetings.text import CountryCode, Line, Name, Prose, Word
from app.meetings.when import read_clock, read_edtf
from app.meetings.window import Window
from app.meetings.zones import zone

LONGEST_EDTF = 200
"""Characters."""


def _known_zone(name: str) -> str:
    try:
        return str(zone(name))
    except SummitryError as error:
        raise ValueError(error.rule) from None


def _as_texts(said: object) -> object:
    """Refuse what can be no date in one sentence, whichever of the two shapes was meant."""
    texts = said if isinstance(said, list) else [said]
    if said is not None and not all(
        isinstance(one, str) and one.isascii() and len(one) <= LONGEST_EDTF for one in texts
    ):
        raise ValueError(f"a date is an EDTF text of at most {LONGEST_EDTF} characters, or a list of them")
    return said


ZoneName = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
EdtfText = Annotated[str, StringConstraints(max_length=LONGEST_EDTF)]
"""What holds no date of the subset is refused when it is read, so whatever is kept is plain ASCII."""
Edtf = Annotated[EdtfText | list[EdtfText] | None, BeforeValidator(_as_texts)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
"""BCP 47."""


class WhenSaid(Value):
    """A date as EDTF, or as local clock times; the zone may be left to the place."""

    edtf: Edtf = None
    start: WallTime | None = None
    end: WallTime | None = None
    time_zone: ZoneName | None = None
    words: Line | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if (self.edtf is None) is (self.start is None) or (self.end and not self.start):
            raise ValueError("give either edtf, or start (and end) as local clock times")
        try:
            self.window()
        except SummitryError as error:
            raise ValueError(error.rule) from None
        return self

    def window(self) -> Window:
        """Return the days that this means."""
        if self.start is not None:
            return replace(read_clock(self.start, self.end, self.time_zone), words=self.words)
        return replace(read_edtf("" if self.edtf is None else self.edtf), zone=self.time_zone, words=self.words)


def as_said(window: Window) -> WhenSaid:
    """Return a window in the shape in which it can be said again."""
    if window.starts:
        return WhenSaid(start=window.starts, end=window.ends, time_zone=window.zone, words=window.words)
    edtf = window.edtf if isinstance(window.edtf, str) else list(window.edtf)
    return WhenSaid(edtf=edtf, time_zone=window.zone, words=window.words)


def _as_edtf(value: object) -> object:
    """Take what is no mapping for EDTF."""
    return value if value is None or isinstance(value, dict | WhenSaid) else {"edtf": _as_texts(value)}


_CONTAINERS: dict[Precision, tuple[Precision, ...]] = {
    Precision.VENUE: (Precision.CITY, Precision.REGION, Precision.COUNTRY),
    Precision.UNDISCLOSED: (Precision.CITY, Precision.REGION, Precision.COUNTRY),
    Precision.CITY: (Precision.REGION, Precision.COUNTRY),
    Precision.SEVERAL: (Precision.REGION, Precision.COUNTRY),
    Precision.REGION: (Precision.COUNTRY,),
    Precision.COUNTRY: (),
    Precision.NONE: (),
}
"""What a place of each precision can lie within."""


class PlaceSaid(Value):
    """A place by its name; `within` names what it lies in."""

    name: Name | None = None
    precision: Precision
    country: CountryCode | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    time_zone: ZoneName | None = None
    confirmed: Flag = False
    within: "PlaceSaid | None" = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        is_coded = self.precision is Precision.COUNTRY and self.country is not None
        if self.name is None and not (is_coded or self.precision in (Precision.UNDISCLOSED, Precision.NONE)):
            raise ValueError(f"a {self.precision} needs a name")
        if (self.latitude is None) is not (self.longitude is None):
            raise ValueError("latitude and longitude go together")
        if self.within and self.within.precision not in _CONTAINERS[self.precision]:
            raise ValueError(f"a {self.precision} does not lie within a {self.within.precision}")
        return self


class ParticipantSaid(Value):
    """One party's part; with `absent` the claim that it has none."""

    party: Name
    for_party: Name | None = None
    office: Line | None = None
    role: Role = Role.PARTICIPANT
    attendance: Attendance | None = None
    represented_by: Name | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    absent: Flag = False

    @model_validator(mode="after")
    def _stays_some_time(self) -> Self:
        if self.from_ and self.until and self.until < self.from_:
            raise ValueError("until lies before from")
        return self


class LinkSaid(Value):
    """A relation to another meeting (slug, id or uid), or a place in a series (its name); `absent` denies it."""

    rel: Rel
    to: Name
    ordinal: Ordinal | None = None
    absent: Flag = False

    @model_validator(mode="after")
    def _counted_in_series_only(self) -> Self:
        if self.ordinal is not None and self.rel is not Rel.SERIES:
            raise ValueError("only a series has an ordinal")
        return self


class TopicSaid(Value):
    """A topic; with `absent` the claim that the meeting is not about it."""

    topic: Word
    absent: Flag = False


def _as_topic(value: object) -> object:
    """Take a bare text for a topic."""
    return {"topic": value} if isinstance(value, str) else value


Topic = Annotated[TopicSaid, BeforeValidator(_as_topic, Word | TopicSaid)]


class SourceSaid(Value):
    """One publication. Two are one when publisher, title, url and day are equal."""

    publisher: Line
    title: Line
    url: Url | None = None
    published_on: Day
    accessed_at: Instant | None = None
    archive_url: Url | None = None


class Saying(Value):
    """Who said it, for which side, when, and how it bears on what was said before."""

    said_by: Line | None = None
    said_for: Name | None = None
    said_on: Day | None = None
    """The day it was said; else the day it was published."""
    said_on_estimated: Flag = False
    """The day is the latest on which it can have been said."""
    bearing: Bearing = Bearing.STATES
    stance: Stance = Stance.AFFIRMS
    quotes: dict[ClaimField, Line] = Field(default_factory=dict)
    """The words of the source, by field; at most 300 characters each."""


class Statement(Saying):
    """Plain fields of one meeting. A field that is not sent is not claimed; null claims that there is none."""

    title: Line | None = None
    kind: Kind | None = None
    level: Level | None = None
    language: Language | None = None
    summary: Prose | None = None
    participants: list[ParticipantSaid] = Field(default_factory=list, max_length=500)
    links: list[LinkSaid] = Field(default_factory=list, max_length=100)
    topics: list[Annotated[TopicSaid, BeforeValidator(_as_topic, Word | TopicSaid)]] = Field(
        default_factory=list, max_length=50
    )
    status: Status | None = None
    certainty: Eos | None = None
    when: Annotated[WhenSaid | None, BeforeValidator(_as_edtf, EdtfText | list[EdtfText] | WhenSaid | None)] = None
    place: PlaceSaid | None = None

    @field_validator("title", "kind", "when", "status", "certainty", "language", mode="before")
    @classmethod
    def _not_null(cls, value: object) -> object:
        if value is None:
            raise ValueError("cannot be null: a meeting always has one; leave the field out instead")
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.certainty is Eos.EOS6 and self.status is not Status.CANCELLED:
            raise ValueError("eos6 means called off: it goes with status cancelled")
        unsaid = [field for field in self.quotes if field not in self.model_fields_set]
        if unsaid:
            raise ValueError(f"quotes name {', '.join(unsaid)}, of which nothing is said")
        return self

    def fields(self) -> list[ClaimField]:
        """Return the fields that are claimed, in the order in which they are folded: the status before the date."""
        sent = [field for field in ClaimField if field in self.model_fields_set]
        carried = not {ClaimField.WHEN, ClaimField.STATUS}.isdisjoint(sent)
        return [field for field in sent if field is not ClaimField.CERTAINTY or not carried]

    def entries(self, field: ClaimField) -> list[object]:
        """Return what is claimed of a field: each entry of a list, or the one value."""
        value = getattr(self, field)
        return list(value) if field in LISTS else [value]
