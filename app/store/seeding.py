"""Seeding: whole stories from files, one record for each source, so that the log tells them as they happened."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.formats.seed import Seed, SeededSource
from app.formats.yaml_text import Path
from app.meetings.errors import SeedError, SummitryError
from app.store.drafts import Draft, Ruled, draft
from app.store.ledger import next_instant
from app.store.names import Names, named_party
from app.store.record import record, take_meeting
from app.store.sources import take_source
from app.store.tables import CalendarRow, LedgerRow

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
        for party in seed.content.parties:
            names.add_party(named_party(party.kind, party.name, party.code), party.aliases)
        for calendar in seed.content.calendars:
            if session.get(CalendarRow, calendar.name) is None:
                session.execute(insert(CalendarRow), [calendar.model_dump()])
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
