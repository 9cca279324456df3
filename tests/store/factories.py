"""Statements and what becomes of them: a test names only the fields that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.meetings.document import Meeting
from app.meetings.filter import Door, MeetingFilter, Wanted, resolve
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import Field, Verdict
from app.store.almanac import Almanac
from app.store.columns import Base
from app.store.database import Database
from app.store.drafts import Draft, Ruled, draft, draft_listing
from app.store.find import find_page
from app.store.ids import identify
from app.store.ledger import Head, next_instant, note, open_ledger, read_head, settle
from app.store.log import Change, find_changes, find_history
from app.store.names import Names
from app.store.record import Recorded, record, take_meeting
from app.store.render import Rendering, next_moment
from app.store.sources import take_source
from app.store.tables import ClaimRow, LedgerRow, MeetingRow, RulingRow, VersionRow
from tests.conftest import BASE_URL

MEETING = "trump-xi-meeting"
EDITOR = "editor"
EVERYTHING = Wanted()
"""The filter that lets every meeting through."""

Fields = Mapping[str, Any]


def basics(slug: str) -> dict[str, object]:
    """Return the least that makes a meeting."""
    return {"title": slug.replace("-", " ").capitalize(), "kind": "bilateral", "when": "2025-10-30"}


def source(publisher: str = "Reuters", published_on: str = "2025-10-18") -> SourceSaid:
    return SourceSaid(publisher=publisher, title="Leaders to meet", published_on=date.fromisoformat(published_on))


@contextmanager
def writing(database: Database) -> Iterator[tuple[Session, LedgerRow]]:
    """Open the calendar as a writer does."""
    with database.writing() as session:
        ledger = open_ledger(session)
        settle(ledger, BASE_URL, BASE_URL)
        yield session, ledger


def tell(database: Database, slug: str = MEETING, *, by: SourceSaid | None = None, **fields: object) -> Recorded:
    """Record what one source says of one meeting."""
    return tell_all(database, {slug: fields}, by=by)


def meet(database: Database, slug: str = MEETING, *, by: SourceSaid | None = None, **fields: object) -> Recorded:
    """Record what makes a meeting, and more if a test is about it."""
    return tell_all(database, {slug: basics(slug) | fields}, by=by)


def tell_all(database: Database, said: Mapping[str, Fields], *, by: SourceSaid | None = None) -> Recorded:
    """Record what one source says of several meetings, in one transaction."""
    with writing(database) as (session, ledger):
        return record_all(session, ledger, said.items(), by=by)


def record_all(
    session: Session, ledger: LedgerRow, said: Iterable[tuple[str, Fields]], *, by: SourceSaid | None = None
) -> Recorded:
    """Record the statements of one source. `verdict` and `reason` among the fields are the editor's."""
    names, stored = Names(session), take_source(session, by or source())
    drafts: list[Draft] = []
    for slug, fields in said:
        spoken = {name: value for name, value in fields.items() if name not in ("verdict", "reason")}
        ruled = Ruled(Verdict(fields.get("verdict", "accepted")), fields.get("reason"))
        meeting_id = take_meeting(session, slug, next_instant(ledger))
        drafts += draft(names, meeting_id, Statement.model_validate(spoken), stored, ruled)
    return record(session, ledger, drafts, editor=EDITOR)


def list_again(database: Database, slug: str = MEETING, *, listed: bool) -> Recorded:
    """Record that a meeting is on the calendar, or was taken off it."""
    with writing(database) as (session, ledger):
        claim = draft_listing(identify("meeting", slug), listed=listed, on=clock.now().date())
        return record(session, ledger, [claim], editor=EDITOR)


def rule(database: Database, slug: str, field: Field, verdict: Verdict) -> None:
    """Rule again on every claim about a field of a meeting."""
    with writing(database) as (session, ledger):
        meeting_id = identify("meeting", slug)
        at = next_moment(session, ledger, [meeting_id])
        about = select(ClaimRow.id).where(ClaimRow.meeting_id == meeting_id, ClaimRow.field == field)
        for claim_id in session.scalars(about.order_by(ClaimRow.serial)).all():
            ruling = {"serial": note(ledger, at), "claim_id": claim_id, "verdict": verdict, "reason": None}
            session.execute(insert(RulingRow), [ruling | {"editor": EDITOR, "ruled_at": at}])
        Rendering(session, ledger, at).render([meeting_id])


def head_of(database: Database) -> Head:
    with database.reading() as session:
        return read_head(session)


@contextmanager
def knowing(database: Database, asked: Wanted) -> Iterator[tuple[Session, Wanted]]:
    """Open the calendar as it was known on a day, made anew."""
    almanac = Almanac(database, 0)
    with database.reading() as session, almanac.looking(session, asked, read_head(session).serial) as (known, plain):
        yield known, plain


def wanted(**asked: object) -> Wanted:
    """Return the filter that a URL asks for at a door that shows everything."""
    return resolve(MeetingFilter.model_validate(asked), clock.now(), Door())


def find(database: Database, **asked: object) -> list[Meeting]:
    """Return the meetings that a filter lets through."""
    with database.reading() as session:
        found, _ = find_page(session, wanted(**asked), limit=1000, number=None, after=None)
    return [Meeting.model_validate_json(one.document) for one in found]


def slugs(database: Database, **asked: object) -> list[str]:
    return [meeting.slug for meeting in find(database, **asked)]


def get(database: Database, slug: str = MEETING, **asked: object) -> Meeting:
    return next(meeting for meeting in find(database, **asked) if meeting.slug == slug)


def changes(database: Database, since: int = 0, asked: Wanted = EVERYTHING) -> list[Change]:
    with database.reading() as session:
        return find_changes(session, asked, since, limit=1000)


def history(database: Database, slug: str = MEETING, asked: Wanted = EVERYTHING) -> list[Change]:
    with database.reading() as session:
        return find_history(session, identify("meeting", slug), asked)


def stored_versions(database: Database, slug: str = MEETING) -> list[VersionRow]:
    with database.reading() as session:
        query = select(VersionRow).where(VersionRow.meeting_id == identify("meeting", slug))
        return list(session.scalars(query.order_by(VersionRow.number)))


def count_rows(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return everything that is stored."""
    with database.reading() as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def meeting_ids(database: Database) -> dict[UUID, str]:
    with database.reading() as session:
        return {row.id: row.slug for row in session.scalars(select(MeetingRow))}
