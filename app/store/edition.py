"""Editions: the calendar as it was known on a day, or the part of it that mentions something.

What is shown now and was known by then in full is taken as it is stored, with stamps of its own; only the rest is
projected again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.formats.stamps import restamp_document, restamp_vevent
from app.meetings.difference import Difference
from app.meetings.errors import FilterError
from app.meetings.filter import Wanted
from app.meetings.terms import Field, Verdict
from app.store.facets import columns, facets
from app.store.horizon import Horizon
from app.store.known import KnownClaims, describe, fetch_known_claims
from app.store.merging import find_holders, find_merged
from app.store.named_tables import PartyRow
from app.store.names import Names
from app.store.render import BATCH
from app.store.tables import ClaimRow, FacetRow, MeetingRow, RulingRow, VersionRow

MOST_CANDIDATES = 5000
"""How many meetings an edition holds."""

_NOTHING = Difference((), "")
_COLUMNS = [one for one in VersionRow.__table__.columns if one.name not in ("until", "superseded_at")]


@dataclass(frozen=True, slots=True)
class Mention:
    """What a claim about a field may say: one of these texts."""

    field: Field
    texts: tuple[str, ...]

    def claims(self) -> ColumnElement[bool]:
        """The claims that say it."""
        is_key = self.field in (Field.TOPICS, Field.LINKS)
        says = (ClaimRow.key == text if is_key else ClaimRow.value.contains(text) for text in self.texts)
        return and_(ClaimRow.field == self.field, or_(*says))


@dataclass(frozen=True, slots=True)
class Edition:
    """Which claims a calendar of the past is made of, and what must have been said of a meeting to be in it."""

    horizon: Horizon
    mentions: tuple[Mention, ...] = ()
    era: str = ""
    """That of the calendar: a serial is given out again where it was put back."""


def choose(names: Names, wanted: Wanted, serial: int) -> Edition:
    """Return the edition in which a filter finds all that it lets through: what mentions what it asks for is enough."""
    horizon = Horizon(said_by=wanted.known_on, recorded_by=wanted.as_of, serial=serial)
    return Edition(horizon, tuple(_mentions(names, wanted)))


def _mentions(names: Names, wanted: Wanted) -> Iterator[Mention]:
    people = {str(names.get_party(text).id) for text in (*wanted.party, *wanted.person)}
    everybody = [{str(names.get_party(text).id)} for text in wanted.party_all]
    places = {str(one) for text in wanted.place for one in names.find_places(text)}
    series = {f"series {slug}" for slug in wanted.series}
    for field, texts in (
        *((Field.PARTICIPANTS, one) for one in (people, *everybody)),
        (Field.PLACE, places),
        (Field.TOPICS, set(wanted.topic)),
        (Field.LINKS, series),
    ):
        if texts:
            yield Mention(field, tuple(sorted(texts)))


@dataclass(frozen=True, slots=True)
class Known:
    """A meeting as it was known: the columns that it is found by, and the names and values of its facets."""

    columns: Mapping[str, Any]
    facets: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Material:
    """What an edition is made of: meetings as they are shown now, and the claims on those that were known otherwise."""

    shown: Sequence[Known]
    named: Sequence[MeetingRow]
    claims: Sequence[KnownClaims]

    def read(self) -> Iterator[Known]:
        """Return every meeting, in no order. It takes no database to project those that were known otherwise."""
        yield from self.shown
        said = {id_: of_one for batch in self.claims for id_, of_one in batch.read().items()}
        for named in self.named:
            meeting = describe(named, said[named.id])
            if meeting is not None:
                # A list shows no events, and a feed only some: they are written for those who ask.
                found_by = [(one["name"], one["value"]) for one in facets(meeting)]
                yield Known(columns(meeting, b"", _NOTHING), found_by)


def fetch(session: Session, edition: Edition) -> Material:
    """Return what an edition is made of.

    Raises:
        FilterError: if it would hold too many meetings.
    """
    ids = _candidates(session, edition)
    # What holds the claims of others, then or now, is looked at with theirs.
    merged = [find_merged(session, ids, as_of) for as_of in {edition.horizon.recorded_by, None}]
    holders = {holder for then in merged for of_one in then.values() for holder in of_one}
    unchanged = [one for batch in _batches(ids) for one in _unchanged(session, batch, edition.horizon)]
    same = [one for one in unchanged if one not in holders]
    stored = [one for batch in _batches(same) for one in _stored(session, batch, edition.horizon)]
    # A meeting that names another one shows its title, which may be another one since.
    as_now = {str(one.columns["meeting_id"]) for one in stored}
    shown = [one for one in stored if all(value in as_now for name, value in one.facets if name == "link")]
    taken = {one.columns["meeting_id"] for one in shown}
    rest = [id_ for id_ in ids if id_ not in taken]
    named = [one for batch in _batches(rest) for one in session.scalars(_named(batch))]
    return Material(shown, named, [fetch_known_claims(session, batch, edition.horizon) for batch in _batches(rest)])


def _candidates(session: Session, edition: Edition) -> list[UUID]:
    query = select(ClaimRow.meeting_id).where(edition.horizon.claims()).distinct()
    for mention in edition.mentions:
        claims = _by_any_name(session, mention).claims()
        query = query.where(ClaimRow.meeting_id.in_(select(ClaimRow.meeting_id).where(claims)))
    found = session.scalars(query.order_by(ClaimRow.meeting_id).limit(MOST_CANDIDATES + 1)).all()
    if len(found) > MOST_CANDIDATES:
        rule = f"over {MOST_CANDIDATES} meetings were known by then; narrow the view by party, place, topic or series"
        raise FilterError(rule, field="known_on")
    # What was said of a meeting is said of the one into which it was merged.
    return sorted({*found} | find_holders(session, found, edition.horizon.recorded_by))


def _by_any_name(session: Session, mention: Mention) -> Mention:
    """Return the mention of a party, or of one that turned out to be the same."""
    if mention.field is not Field.PARTICIPANTS:
        return mention
    twins = select(PartyRow.id).where(PartyRow.same_as_id.in_([UUID(text) for text in mention.texts]))
    return replace(mention, texts=(*mention.texts, *(str(twin) for twin in session.scalars(twins))))


def _unchanged(session: Session, batch: Sequence[UUID], horizon: Horizon) -> list[UUID]:
    """Return the meetings of which nothing has been said or ruled beyond the horizon."""
    changed = select(ClaimRow.meeting_id).where(ClaimRow.meeting_id.in_(batch), horizon.beyond()).distinct()
    return sorted({*batch} - {*session.scalars(changed)})


def _stored(session: Session, batch: Sequence[UUID], horizon: Horizon) -> Iterator[Known]:
    """Return the meetings as they are shown now, as first versions that are stamped by the newest claim used."""
    stamp = (
        select(ClaimRow.meeting_id, func.max(ClaimRow.recorded_at))
        .join(RulingRow, RulingRow.serial == horizon.newest_ruling())
        .where(ClaimRow.meeting_id.in_(batch), horizon.claims(), RulingRow.verdict == Verdict.ACCEPTED)
        .group_by(ClaimRow.meeting_id)
    )
    stamps = dict(session.execute(stamp).all())
    now = select(*_COLUMNS).where(VersionRow.meeting_id.in_(batch), VersionRow.until.is_(None))
    rows = session.execute(now).mappings().all()
    found_by: dict[int, list[tuple[str, str]]] = {row["number"]: [] for row in rows}
    for number, name, value in session.execute(
        select(FacetRow.number, FacetRow.name, FacetRow.value).where(FacetRow.number.in_(found_by))
    ):
        found_by[number].append((name, value))
    for row in rows:
        yield Known(_restamped(row, stamps[row["meeting_id"]]), found_by[row["number"]])


def _restamped(row: Mapping[Any, Any], at: datetime) -> dict[str, Any]:
    """Return the columns of a version as `columns` gives those of a meeting that is projected again."""
    document = restamp_document(row["document"], at)
    # The event of a later version says what changed last; a first one has nothing to say of that.
    vevent = restamp_vevent(row["vevent"], at) if row["version"] == 1 else b""
    stamps = {"number": 1, "version": 1, "sequence": 0, "modified_at": at, "changed": "[]", "words": ""}
    return {**row, **stamps, "document": document, "vevent": vevent}


def _named(batch: Sequence[UUID]) -> Select[MeetingRow]:
    return select(MeetingRow).where(MeetingRow.id.in_(batch)).order_by(MeetingRow.id)


def _batches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
