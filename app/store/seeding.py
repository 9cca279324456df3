"""Seeding: whole stories from files, one record for each source, so that the log tells them as they happened."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.formats.seed import Seed, SeededSource
from app.formats.yaml_text import Path
from app.meetings.document import Source
from app.meetings.errors import SeedError, SummitryError
from app.meetings.statement import SourceSaid
from app.store.drafts import Draft, Ruled, draft
from app.store.ledger import next_instant, note
from app.store.names import Names, identify, named_party
from app.store.record import record, take_meeting
from app.store.tables import CalendarRow, LedgerRow, PartyAliasRow, SourceRow

EDITOR = "seed"


@dataclass(slots=True)
class Harvest:
    """What came of seeding."""

    sources: int = 0
    claims: int = 0
    versions: int = 0
    meetings: set[str] = field(default_factory=set)


def plant(
    session: Session, ledger: LedgerRow, seeds: Sequence[Seed], *, progress: Callable[[int, int], None] | None = None
) -> Harvest:
    """Load seed files: one record for each source, by the day it was published, then in the order of the files.

    What is stored already stays as it is, so loading a file twice changes nothing. The caller commits.

    Raises:
        SeedError: naming file, line, field and rule, if anything in a file cannot be recorded. Nothing is kept then.
    """
    names = Names(session)
    at = next_instant(ledger)
    for seed in seeds:
        if _plant_names(session, names, seed):
            note(ledger, at)
    told = sorted(_sources(seeds), key=lambda one: one[2].source.published_on)
    ids = {s.meeting: take_meeting(session, s.meeting, at) for _, _, said in told for s in said.statements}
    harvest = Harvest(sources=len(told), meetings=set(ids))
    for done, (seed, index, said) in enumerate(told, start=1):
        source = take_source(session, said.source)
        drafts: list[Draft] = []
        for place, statement in enumerate(said.statements):
            with _at(seed, ("sources", index, "statements", place)):
                ruled = Ruled(statement.verdict, statement.reason)
                drafts += draft(names, ids[statement.meeting], statement, source, ruled)
        with _at(seed, ("sources", index)):
            recorded = record(session, ledger, drafts, editor=EDITOR)
        harvest.claims += len(drafts)
        harvest.versions += len(recorded.versions)
        if progress:
            progress(done, len(told))
    return harvest


def _plant_names(session: Session, names: Names, seed: Seed) -> bool:
    """Store the parties and calendars of a seed, and tell whether any of them, or a name of theirs, is new."""
    count = select(func.count()).select_from(PartyAliasRow)
    before = session.scalar(count)
    for party in seed.content.parties:
        names.add_party(named_party(party.kind, party.name, party.code), party.aliases)
    known = set(session.scalars(select(CalendarRow.name)))
    # Of two with one name the first counts.
    new = {one.name: one.model_dump() for one in reversed(seed.content.calendars) if one.name not in known}
    if new:
        session.execute(insert(CalendarRow), list(new.values()))
    return bool(new) or session.scalar(count) != before


def take_source(session: Session, said: SourceSaid) -> Source:
    """Return the stored source that this is, stored if it is new: publisher, title, url and day make it what it is."""
    source_id = identify("source", said.publisher, said.title, said.url, said.published_on)
    if session.get(SourceRow, source_id) is None:
        session.execute(insert(SourceRow), [{"id": source_id, **said.model_dump()}])
    return Source(id=source_id, **said.model_dump(include={"publisher", "title", "url", "published_on"}))


def _sources(seeds: Sequence[Seed]) -> Iterator[tuple[Seed, int, SeededSource]]:
    for seed in seeds:
        for index, said in enumerate(seed.content.sources):
            yield seed, index, said


@contextmanager
def _at(seed: Seed, path: Path) -> Iterator[None]:
    """Say where in the file the thing stands that was refused."""
    try:
        yield
    except SummitryError as error:
        near = f"; near: {', '.join(error.near)}" if error.near else ""
        raise SeedError(f"{seed.at(path)}: {error.field or 'statement'}: {error.rule}{near}") from error
