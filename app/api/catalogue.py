"""What the meetings have in common: parties, places, topics, series, sources, and calendars by name."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from app.api.answers import (
    CalendarAnswer,
    CalendarList,
    PartyAnswer,
    PartyList,
    PlaceAnswer,
    PlaceList,
    SeriesAnswer,
    SeriesList,
    SourceAnswer,
    SourceList,
    TopicAnswer,
    TopicList,
)
from app.api.examples import example
from app.api.listing import answer_list
from app.api.meetings import MANY, NAMED, UNCHANGED
from app.http.asking import strict
from app.http.conditional import conditional_json
from app.http.moments import InstantDep, last_change
from app.http.service import ServiceDep, SessionDep
from app.http.slices import SliceDep
from app.meetings.document import Party
from app.meetings.text import Line, fold
from app.store.catalogue import (
    count_facets,
    find_by_facet,
    find_calendars,
    find_series,
    get_calendar,
    get_party,
    get_place,
    get_source,
)
from app.store.ledger import read_head
from app.store.tables import CalendarRow, PartyRow, PlaceRow, SourceRow

router = APIRouter(tags=["catalogue"])

Name = Annotated[Line, Path(description="Its code, name or id.", examples=["US"])]
PlaceId = Annotated[Line, Path(description="Its id.", examples=["4475a37c-0b3d-543d-8335-e7e6750754d8"])]
SourceId = Annotated[Line, Path(description="Its id.", examples=["3442d9e0-a889-5fc8-bef9-247a96e2b14b"])]
CalendarName = Annotated[Line, Path(max_length=80, description="Its name.", examples=["us-china"])]


@router.get("/parties", response_model=PartyList, responses=MANY | UNCHANGED | example("parties"))
def list_parties(part: SliceDep, session: SessionDep, request: Request) -> Response:
    """List the people, states and organisations of the shown meetings, by name."""
    every = [_party(row, count) for row, count in find_by_facet(session, PartyRow, "party", part.wanted)]
    items, following = part.cut(every, lambda one: f"{fold(one.name)} {one.id}")
    answer = PartyList(items=items, next=following, sync_token=None)
    return answer_list(request, answer, last_change(read_head(session), part.wanted))


@router.get("/parties/{party}", response_model=PartyAnswer, responses=NAMED | UNCHANGED | example("party"))
def read_party(party: Name, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one party: a person, a state, an organisation, one of its bodies, or a group."""
    found = get_party(session, party)
    count = count_facets(session, "party", moment).get(str(found.id), 0)
    return conditional_json(request, _party(found, count), last_change(read_head(session), moment))


@router.get("/places", response_model=PlaceList, responses=MANY | UNCHANGED | example("places"))
def list_places(part: SliceDep, session: SessionDep, request: Request) -> Response:
    """List the places of the shown meetings and what they lie in, by name."""
    every = [_place(row, count) for row, count in find_by_facet(session, PlaceRow, "place", part.wanted)]
    items, following = part.cut(every, lambda one: f"{fold(one.name)} {one.id}")
    answer = PlaceList(items=items, next=following, sync_token=None)
    return answer_list(request, answer, last_change(read_head(session), part.wanted))


@router.get("/places/{place}", response_model=PlaceAnswer, responses=NAMED | UNCHANGED | example("place"))
def read_place(place: PlaceId, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one place."""
    found = get_place(session, place)
    count = count_facets(session, "place", moment).get(str(found.id), 0)
    return conditional_json(request, _place(found, count), last_change(read_head(session), moment))


@router.get("/sources", response_model=SourceList, responses=MANY | UNCHANGED | example("sources"))
def list_sources(part: SliceDep, session: SessionDep, request: Request) -> Response:
    """List the publications behind the shown meetings, by the day they came out."""
    every = [_source(row, count) for row, count in find_by_facet(session, SourceRow, "source", part.wanted)]
    items, following = part.cut(every, lambda one: f"{one.published_on} {fold(one.publisher)} {one.id}")
    answer = SourceList(items=items, next=following, sync_token=None)
    return answer_list(request, answer, last_change(read_head(session), part.wanted))


@router.get("/sources/{source}", response_model=SourceAnswer, responses=NAMED | UNCHANGED | example("source"))
def read_source(source: SourceId, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one source. `GET /api/v1/meetings?source=` lists the meetings it is behind."""
    found = get_source(session, source)
    count = count_facets(session, "source", moment).get(str(found.id), 0)
    return conditional_json(request, _source(found, count), last_change(read_head(session), moment))


@router.get("/topics", response_model=TopicList, responses=MANY | UNCHANGED | example("topics"))
def list_topics(part: SliceDep, session: SessionDep, request: Request) -> Response:
    """List the topics of the shown meetings."""
    counts = count_facets(session, "topic", part.wanted)
    every = [TopicAnswer(topic=topic, meetings=count) for topic, count in counts.items()]
    items, following = part.cut(every, lambda one: one.topic)
    answer = TopicList(items=items, next=following, sync_token=None)
    return answer_list(request, answer, last_change(read_head(session), part.wanted))


@router.get("/series", response_model=SeriesList, responses=MANY | UNCHANGED | example("series"))
def list_series(part: SliceDep, session: SessionDep, request: Request) -> Response:
    """List the series to which the shown meetings belong."""
    rows = find_series(session, part.wanted)
    every = [SeriesAnswer(slug=row.slug, name=row.name, meetings=count) for row, count in rows]
    items, following = part.cut(every, lambda one: one.slug)
    answer = SeriesList(items=items, next=following, sync_token=None)
    return answer_list(request, answer, last_change(read_head(session), part.wanted))


@router.get(
    "/calendars",
    response_model=CalendarList,
    dependencies=[Depends(strict())],
    responses=MANY | UNCHANGED | example("calendars"),
)
def list_calendars(session: SessionDep, service: ServiceDep, request: Request) -> Response:
    """List the calendars that have a name: each is a filter, and a feed to subscribe to."""
    items = [_calendar(row, service.base_url) for row in find_calendars(session)]
    answer = CalendarList(items=items, next=None, sync_token=None)
    return answer_list(request, answer, read_head(session).changed_at)


@router.get(
    "/calendars/{calendar}",
    response_model=CalendarAnswer,
    dependencies=[Depends(strict())],
    responses=NAMED | UNCHANGED | example("calendar"),
)
def read_calendar(calendar: CalendarName, session: SessionDep, service: ServiceDep, request: Request) -> Response:
    """Read one named calendar."""
    answer = _calendar(get_calendar(session, calendar), service.base_url)
    return conditional_json(request, answer, read_head(session).changed_at)


def _party(party: PartyRow | Party, meetings: int) -> PartyAnswer:
    return PartyAnswer(id=party.id, kind=party.kind, name=party.name, code=party.code, meetings=meetings)


def _place(row: PlaceRow, meetings: int) -> PlaceAnswer:
    return PlaceAnswer(
        id=row.id,
        name=row.name,
        precision=row.precision,
        country=row.country,
        latitude=row.latitude,
        longitude=row.longitude,
        time_zone=row.time_zone,
        within_id=row.within_id,
        meetings=meetings,
    )


def _source(row: SourceRow, meetings: int) -> SourceAnswer:
    return SourceAnswer(
        id=row.id,
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        published_on=row.published_on,
        accessed_at=row.accessed_at,
        archive_url=row.archive_url,
        meetings=meetings,
    )


def _calendar(row: CalendarRow, base_url: str) -> CalendarAnswer:
    return CalendarAnswer(
        name=row.name,
        title=row.title,
        description=row.description,
        color=row.color,
        query=row.query,
        feed=f"{base_url}/feeds/{row.name}.ics",
        meetings=f"{base_url}/api/v1/meetings?{row.query}",
    )
