"""What the meetings have in common: parties, places, topics, series, sources, and calendars by name."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.api.catalogue_answers import (
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
from app.api.listing import answer_slice
from app.api.meetings import MANY, NAMED, UNCHANGED
from app.http.asking import strict
from app.http.callers import JudgedRoute
from app.http.conditional import conditional_json, conditional_model
from app.http.moments import InstantDep, last_change
from app.http.problems import RESYNC, answers
from app.http.service import ServiceDep, SessionDep
from app.http.slices import PlainSliceDep, SliceDep
from app.meetings.document import Party
from app.meetings.filter import Wanted
from app.meetings.text import Line
from app.store.calendars import get_calendar
from app.store.catalogue import find_calendars, get_party, get_place, get_source
from app.store.ledger import read_head
from app.store.named_tables import CalendarRow, PartyRow, PlaceRow, SourceRow
from app.store.registers import PARTIES, PLACES, SERIES, SOURCES, count_meetings, find_part, find_topics

router = APIRouter(tags=["catalogue"], route_class=JudgedRoute)

Name = Annotated[Line, Path(description="Its code, name or id.", examples=["US"])]
PlaceId = Annotated[Line, Path(description="Its id.", examples=["4475a37c-0b3d-543d-8335-e7e6750754d8"])]
SourceId = Annotated[Line, Path(description="Its id.", examples=["3442d9e0-a889-5fc8-bef9-247a96e2b14b"])]
CalendarName = Annotated[Line, Path(max_length=80, description="Its name.", examples=["us-china"])]


@router.get("/parties", response_model=PartyList, responses=MANY | RESYNC | UNCHANGED | example("parties"))
def list_parties(page: SliceDep, session: SessionDep) -> Response:
    """List the people, states and organisations of the shown meetings, by name."""
    found, last = find_part(session, PARTIES, page.part)
    answer = PartyList(items=[_party(row, count) for row, count in found], next=None, sync_token=None)
    return answer_slice(page, answer, last, last_change(page.head.told_at, page.part.wanted))


@router.get("/parties/{party}", response_model=PartyAnswer, responses=NAMED | UNCHANGED | example("party"))
def read_party(party: Name, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one party: a person, a state, an organisation, one of its bodies, or a group.

    One that turned out to be another one is read by its id alone, and can be parted from that by it (PATCH).
    """
    shown = show_party(session, get_party(session, party), moment)
    return conditional_model(request, shown, last_change(read_head(session).told_at, moment))


@router.get("/places", response_model=PlaceList, responses=MANY | RESYNC | UNCHANGED | example("places"))
def list_places(page: SliceDep, session: SessionDep) -> Response:
    """List the places of the shown meetings and what they lie in, by name."""
    found, last = find_part(session, PLACES, page.part)
    answer = PlaceList(items=[_place(row, count) for row, count in found], next=None, sync_token=None)
    return answer_slice(page, answer, last, last_change(page.head.told_at, page.part.wanted))


@router.get("/places/{place}", response_model=PlaceAnswer, responses=NAMED | UNCHANGED | example("place"))
def read_place(place: PlaceId, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one place."""
    found = get_place(session, place)
    count = _count(session, "place", found.id, moment)
    return conditional_json(request, _place(found, count), last_change(read_head(session).told_at, moment))


@router.get("/sources", response_model=SourceList, responses=MANY | RESYNC | UNCHANGED | example("sources"))
def list_sources(page: SliceDep, session: SessionDep) -> Response:
    """List the publications behind the shown meetings, by the day they came out."""
    found, last = find_part(session, SOURCES, page.part)
    answer = SourceList(items=[_source(row, count) for row, count in found], next=None, sync_token=None)
    return answer_slice(page, answer, last, last_change(page.head.told_at, page.part.wanted))


@router.get("/sources/{source}", response_model=SourceAnswer, responses=NAMED | UNCHANGED | example("source"))
def read_source(source: SourceId, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read one source. `GET /api/v1/meetings?source=` lists the meetings it is behind."""
    shown = show_source(session, get_source(session, source), moment)
    return conditional_json(request, shown, last_change(read_head(session).told_at, moment))


@router.get("/topics", response_model=TopicList, responses=MANY | RESYNC | UNCHANGED | example("topics"))
def list_topics(page: SliceDep, session: SessionDep) -> Response:
    """List the topics of the shown meetings."""
    found, last = find_topics(session, page.part)
    items = [TopicAnswer(topic=topic, meetings=count) for topic, count in found]
    answer = TopicList(items=items, next=None, sync_token=None)
    return answer_slice(page, answer, last, last_change(page.head.told_at, page.part.wanted))


@router.get("/series", response_model=SeriesList, responses=MANY | RESYNC | UNCHANGED | example("series"))
def list_series(page: SliceDep, session: SessionDep) -> Response:
    """List the series to which the shown meetings belong."""
    found, last = find_part(session, SERIES, page.part)
    items = [SeriesAnswer(slug=row.slug, name=row.name, meetings=count) for row, count in found]
    answer = SeriesList(items=items, next=None, sync_token=None)
    return answer_slice(page, answer, last, last_change(page.head.told_at, page.part.wanted))


@router.get("/calendars", response_model=CalendarList, responses=MANY | RESYNC | UNCHANGED | example("calendars"))
def list_calendars(page: PlainSliceDep, session: SessionDep, service: ServiceDep) -> Response:
    """List the calendars that have a name: each is a filter, and a feed to subscribe to."""
    limit = page.part.limit
    rows = find_calendars(session, after=page.part.after, limit=limit + 1)
    items = [show_calendar(row, service.base_url) for row in rows[:limit]]
    answer = CalendarList(items=items, next=None, sync_token=None)
    return answer_slice(page, answer, items[-1].name if len(rows) > limit else None, page.head.told_at)


@router.get(
    "/calendars/{calendar}",
    response_model=CalendarAnswer,
    dependencies=[Depends(strict())],
    responses=NAMED | answers(HTTPStatus.GONE) | UNCHANGED | example("calendar"),
)
def read_calendar(calendar: CalendarName, session: SessionDep, service: ServiceDep, request: Request) -> Response:
    """Read one named calendar."""
    answer = show_calendar(get_calendar(session, calendar), service.base_url)
    return conditional_model(request, answer, read_head(session).told_at)


def show_party(session: Session, party: PartyRow | Party, moment: Wanted) -> PartyAnswer:
    """Return a party as it is answered, with the number of its meetings at a moment."""
    return _party(party, _count(session, "party", party.id, moment))


def show_source(session: Session, row: SourceRow, moment: Wanted) -> SourceAnswer:
    """Return a source as it is answered, with the number of its meetings at a moment."""
    return _source(row, _count(session, "source", row.id, moment))


def _count(session: Session, facet: str, of: UUID, moment: Wanted) -> int:
    return count_meetings(session, facet, [str(of)], moment).get(str(of), 0)


def _party(party: PartyRow | Party, meetings: int) -> PartyAnswer:
    return PartyAnswer(
        id=party.id,
        kind=party.kind,
        name=party.name,
        code=party.code,
        same_as=party.same_as_id if isinstance(party, PartyRow) else None,
        meetings=meetings,
    )


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


def show_calendar(row: CalendarRow, base_url: str) -> CalendarAnswer:
    """Return a calendar as it is answered."""
    return CalendarAnswer(
        name=row.name,
        title=row.title,
        description=row.description,
        color=row.color,
        query=row.query,
        feed=f"{base_url}/feeds/{row.name}.ics",
        meetings=f"{base_url}/api/v1/meetings?{row.query}",
    )
