"""The shapes of what meetings have in common: parties, places, topics, series, sources, and named calendars."""

from datetime import date, datetime
from uuid import UUID

from app.api.answers import Answer, ListAnswer
from app.meetings.terms import PartyKind, Precision


class PartyAnswer(Answer):
    """A party of the shown meetings."""

    id: UUID
    kind: PartyKind
    name: str
    code: str | None
    same_as: UUID | None
    """The id of the party that this one turned out to be. Its own names mean that one; its id alone reads this one."""
    meetings: int
    """How many of the shown meetings it takes part in, is spoken for or represents."""


class PlaceAnswer(Answer):
    """A place of the shown meetings."""

    id: UUID
    name: str
    precision: Precision
    country: str | None
    latitude: float | None
    longitude: float | None
    time_zone: str | None
    within_id: UUID | None
    meetings: int
    """How many of the shown meetings take place there or in it."""


class TopicAnswer(Answer):
    """A topic of the shown meetings."""

    topic: str
    meetings: int


class SeriesAnswer(Answer):
    """A series of meetings."""

    slug: str
    name: str
    meetings: int


class SourceAnswer(Answer):
    """A source of the shown meetings."""

    id: UUID
    publisher: str
    title: str
    url: str | None
    published_on: date
    accessed_at: datetime | None
    archive_url: str | None
    meetings: int


class CalendarAnswer(Answer):
    """A named filter, and its feed."""

    name: str
    title: str
    description: str
    color: str
    query: str
    feed: str
    """Address of its feed, to subscribe to."""
    meetings: str
    """The same view in this API."""


class PartyList(ListAnswer[PartyAnswer]):
    """A page of parties, by name."""


class PlaceList(ListAnswer[PlaceAnswer]):
    """A page of places, by name."""


class TopicList(ListAnswer[TopicAnswer]):
    """A page of topics, by name."""


class SeriesList(ListAnswer[SeriesAnswer]):
    """A page of series, by name."""


class SourceList(ListAnswer[SourceAnswer]):
    """A page of sources, by the day they came out."""


class CalendarList(ListAnswer[CalendarAnswer]):
    """The named calendars, by name."""
