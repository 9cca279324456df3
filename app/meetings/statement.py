"""What a writer sends: plain fields of one meeting, and who said so. It is taken apart into claims."""

from typing import Annotated, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    field_validator,
    model_validator,
)

from app.meetings.address import Url
from app.meetings.dating import When, ZoneName
from app.meetings.document import Value
from app.meetings.strict import Day, Flag, Instant, Latitude, Longitude, Ordinal
from app.meetings.terms import LISTS, Attendance, Bearing, Eos, Kind, Level, Precision, Rel, Role, Stance, Status
from app.meetings.terms import Field as ClaimField
from app.meetings.text import CountryCode, Form, Line, Name, Prose, Word

Language = Annotated[
    str,
    StringConstraints(max_length=35),
    Form(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "wants a tag of BCP 47, such as en or zh-Hant"),
]
"""BCP 47."""


def written(example: dict[str, JsonValue]) -> ConfigDict:
    """Return the configuration of a value that is written like this: whoever writes it otherwise is shown it."""
    return ConfigDict(json_schema_extra={"examples": [example]})


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

    model_config = written({"name": "Tokyo", "precision": "city", "country": "JP"})

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

    model_config = written({"party": "Xi Jinping", "for_party": "CN", "office": "President"})

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

    model_config = written({"rel": "part_of", "to": "asean-summit-2025"})

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

    model_config = written({"topic": "trade"})

    topic: Word
    absent: Flag = False


def _as_topic(value: object) -> object:
    """Take a bare text for a topic."""
    return {"topic": value} if isinstance(value, str) else value


Topic = Annotated[TopicSaid, BeforeValidator(_as_topic, Word | TopicSaid)]


class SourceSaid(Value):
    """One publication. Two are one when publisher, title, url and day are equal."""

    model_config = written({"publisher": "The Paper", "title": "Leaders to meet", "published_on": "2025-10-18"})

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
    when: When | None = None
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
