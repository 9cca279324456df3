"""Seeding: whole stories from files, one record for each source, so that the log tells them as they happened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.formats.seed import Seed, SeededSource
from app.formats.yaml_text import Path
from app.meetings.errors import SeedError, SummitryError
from app.meetings.statement import Statement
from app.store.calendars import check_calendar
from app.store.days import check_days
from app.store.drafts import Draft, Ruled, draft
from app.store.ledger import next_instant, note
from app.store.named_tables import CalendarRow, PartyAliasRow
from app.store.names import Names, named_party
from app.store.newcomers import Newcomer
from app.store.parties import check_declared
from app.store.record import record, take_meeting
from app.store.sources import take_source
from app.store.tables import LedgerRow

EDITOR = "seed"

Told = tuple[Seed, int, SeededSource]
"""A source, with the file that it is in and its place there."""


@dataclass(slots=True)
class Harvest:
    """What came of seeding. `newcomers`: the parties that no file declares, each with the line that names it first."""

    sources: int = 0
    claims: int = 0
    versions: int = 0
    meetings: set[str] = field(default_factory=set)
    newcomers: list[tuple[str, Newcomer]] = field(default_factory=list)


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
    is_named = [_plant_names(session, names, seed) for seed in seeds]
    told = sorted(_sources(seeds), key=lambda one: one[2].source.published_on)
    ids = {s.meeting: take_meeting(session, s.meeting, at) for _, _, said in told for s in said.statements}
    harvest = Harvest(sources=len(told), meetings=set(ids))
    for done, one in enumerate(told, start=1):
        seed, index, _ = one
        drafts = _draft_all(session, names, one, ids, harvest)
        with _at(seed, ("sources", index)):
            recorded = record(session, ledger, drafts, editor=EDITOR)
        harvest.claims += len(drafts)
        harvest.versions += len(recorded.versions)
        if progress:
            progress(done, len(told))
    if _take_calendars(session, seeds) or any(is_named):
        note(ledger, next_instant(ledger))
    return harvest


def _draft_all(session: Session, names: Names, told: Told, ids: Mapping[str, UUID], harvest: Harvest) -> list[Draft]:
    """Take what a source says apart into drafts, and note whom it names that nobody knows."""
    seed, index, said = told
    with _at(seed, ("sources", index)):
        check_days(said.source.published_on)
        source = take_source(session, said.source)
    drafts: list[Draft] = []
    for place, statement in enumerate(said.statements):
        path: Path = ("sources", index, "statements", place)
        known = len(names.newcomers.made)
        with _at(seed, path):
            check_days(source.published_on, statement.said_on)
            ruled = Ruled(statement.verdict, statement.reason)
            drafts += draft(names, ids[statement.meeting], statement, source, ruled)
        for newcomer in names.newcomers.made[known:]:
            harvest.newcomers.append((seed.at(_path_to(newcomer, path, statement)), newcomer))
    return drafts


def _plant_names(session: Session, names: Names, seed: Seed) -> bool:
    """Store the parties of a seed, and tell whether any of them, or a name of theirs, is new."""
    count = select(func.count()).select_from(PartyAliasRow)
    before = session.scalar(count)
    for index, party in enumerate(seed.content.parties):
        one = named_party(party.kind, party.name, party.code)
        with _at(seed, ("parties", index)):
            check_declared(session, one, party.aliases)
        names.add_party(one, party.aliases)
    return session.scalar(count) != before


def _sources(seeds: Sequence[Seed]) -> Iterator[Told]:
    for seed in seeds:
        for index, said in enumerate(seed.content.sources):
            yield seed, index, said


def _take_calendars(session: Session, seeds: Sequence[Seed]) -> bool:
    """Store the calendars that are new, once all is known that their filters can name; tell whether any is."""
    is_new = False
    for seed in seeds:
        for index, calendar in enumerate(seed.content.calendars):
            with _at(seed, ("calendars", index, "query"), "query: "):
                check_calendar(session, calendar.query)
            if session.get(CalendarRow, calendar.name) is None:
                session.execute(insert(CalendarRow), [calendar.model_dump()])
                is_new = True
    return is_new


def _path_to(newcomer: Newcomer, path: Path, statement: Statement) -> Path:
    """Return where in a statement a newcomer is named."""
    for index, one in enumerate(statement.participants if newcomer.field == "participants" else ()):
        if newcomer.party.name in (one.party, one.for_party, one.represented_by):
            return (*path, newcomer.field, index)
    return (*path, newcomer.field)


@contextmanager
def _at(seed: Seed, path: Path, within: str = "") -> Iterator[None]:
    """Say where in the file the thing stands that was refused."""
    try:
        yield
    except SummitryError as error:
        near = f"; near: {', '.join(error.near)}" if error.near else ""
        where = seed.at((*path, *(error.field or "").split(".")))
        raise SeedError(f"{where}: {within}{error.field or 'statement'}: {error.rule}{near}") from error
