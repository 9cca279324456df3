"""Parties: renamed, given other names, or told to be the same as another one, in every meeting that they are in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.meetings.errors import MergerError
from app.meetings.terms import PartyKind
from app.meetings.text import fold
from app.store.catalogue import get_party
from app.store.ledger import note
from app.store.names import Names, as_uuid
from app.store.record import Recorded, render_again
from app.store.render import next_moment
from app.store.tables import ClaimRow, FacetRow, LedgerRow, PartyAliasRow, PartyRow, VersionRow


@dataclass(frozen=True, slots=True)
class PartyChange:
    """What an editor changes of a party: `values` by column, and the names by which it is known beside its own."""

    values: dict[str, Any] = field(default_factory=dict)
    aliases: Sequence[str] | None = None


def set_party(session: Session, ledger: LedgerRow, row: PartyRow, change: PartyChange) -> Recorded:
    """Change a party, and write a version of each meeting that looks different by it. The caller commits.

    Raises:
        MergerError: if it would be the same as itself, or as one that is itself another.
    """
    other_id = change.values.get("same_as_id")
    _check_same(session, row, other_id)
    for name, value in change.values.items():
        setattr(row, name, value)
    # Whom an editor tells about is known, whoever named them first.
    row.proposed = False
    if other_id is not None:
        session.get_one(PartyRow, other_id).proposed = False
    session.flush()
    _take_names(session, row, change.aliases)
    touched = _meetings_of(session, row.id)
    at = next_moment(session, ledger, touched)
    note(ledger, at)
    return render_again(session, ledger, at, touched)


def get_party_row(session: Session, text: str) -> PartyRow:
    """Return the row of a party by its code, name or id: itself, also where it turned out to be another one.

    Raises:
        NotFoundError: if there is none, with the nearest names.
    """
    uuid = as_uuid(text)
    row = session.get(PartyRow, uuid) if uuid else None
    # A state is known before anything is said of it: it is stored now.
    return row or session.get_one(PartyRow, Names(session).add_party(get_party(session, text, proposals=True)).id)


def find_aliases(session: Session, party_id: UUID) -> list[str]:
    """Return the folded names by which a party is known."""
    query = select(PartyAliasRow.folded).where(PartyAliasRow.party_id == party_id)
    return sorted(session.scalars(query))


def _check_same(session: Session, row: PartyRow, other_id: UUID | None) -> None:
    if other_id is None:
        return
    other = session.get_one(PartyRow, other_id)
    is_held = session.scalar(select(PartyRow.id).where(PartyRow.same_as_id == row.id).limit(1))
    if other.id == row.id or other.same_as_id is not None:
        raise MergerError("a party is the same as another one, which is itself no other", field="same_as")
    if is_held is not None:
        raise MergerError(f"others are the same as {row.name!r}: let these be the other one first", field="same_as")
    if PartyKind.STATE in (row.kind, other.kind) and row.kind is not other.kind:
        raise MergerError(f"a {row.kind} is no {other.kind}", field="same_as")


def _take_names(session: Session, row: PartyRow, aliases: Sequence[str] | None) -> None:
    """Let the party be known by its name and code, and by these names instead of those before, if any are given."""
    wanted = {fold(name) for name in (row.name, row.code, *(aliases or ())) if name}
    known = set(find_aliases(session, row.id))
    if aliases is not None and known - wanted:
        gone = PartyAliasRow.folded.in_(known - wanted)
        session.execute(delete(PartyAliasRow).where(PartyAliasRow.party_id == row.id, gone))
    if wanted - known:
        session.execute(insert(PartyAliasRow), [{"folded": one, "party_id": row.id} for one in sorted(wanted - known)])


def _meetings_of(session: Session, party_id: UUID) -> list[UUID]:
    """Return the meetings that show a party, and those of which something was said in its name."""
    shown = (
        select(VersionRow.meeting_id)
        .join(FacetRow, FacetRow.number == VersionRow.number)
        .where(FacetRow.name == "party", FacetRow.value == str(party_id), VersionRow.until.is_(None))
    )
    speaking = select(ClaimRow.meeting_id).where(ClaimRow.said_for_id == party_id)
    named = select(ClaimRow.meeting_id).where(ClaimRow.value.contains(str(party_id)))
    return sorted({*session.scalars(shown), *session.scalars(speaking), *session.scalars(named)})
