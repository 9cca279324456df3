"""Parties: renamed, given other names, or told to be the same as another one, in every meeting that they are in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings import countries
from app.meetings.document import Party
from app.meetings.errors import MergerError, TakenError
from app.meetings.terms import PartyKind
from app.meetings.text import fold
from app.store.aliases import find_aliases, find_bearers, take_names
from app.store.catalogue import get_party
from app.store.ledger import note
from app.store.named_tables import PartyRow
from app.store.names import Names, named_party
from app.store.record import Recorded, render_again
from app.store.render import next_moment
from app.store.tables import ClaimRow, FacetRow, LedgerRow, VersionRow


@dataclass(frozen=True, slots=True)
class PartyChange:
    """What an editor changes of a party: `values` by column, and the names by which it is known beside its own."""

    values: dict[str, Any] = field(default_factory=dict)
    aliases: Sequence[str] | None = None


def set_party(session: Session, ledger: LedgerRow, row: PartyRow, change: PartyChange) -> Recorded:
    """Change a party, and write a version of each meeting that looks different by it. The caller commits.

    Raises:
        MergerError: if it would be the same as itself, or as one that is itself another.
        TakenError: if a name of it would mean another party, too.
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
    _check_free(session, row.same_as_id or row.id, list(_new_names(session, row, change)))
    touched = _meetings_of(session, row.id)
    at = next_moment(session, ledger, touched)
    take_names(session, row, change.aliases, note(ledger, at))
    return render_again(session, ledger, at, touched)


def get_party_row(session: Session, text: str) -> PartyRow:
    """Return the row of a party by its code, name or id: itself, also where it turned out to be another one.

    Raises:
        NotFoundError: if there is none, with the nearest names.
    """
    found = get_party(session, text, proposals=True)
    if isinstance(found, PartyRow):
        return found
    # A state is known before anything is said of it: it is stored now.
    return session.get_one(PartyRow, Names(session).add_party(found).id)


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


def _new_names(session: Session, row: PartyRow, change: PartyChange) -> Iterator[tuple[str, str]]:
    """Return the names that come to mean the party by a change, each with the field that gives it."""
    known = find_aliases(session, row.id)
    given = [("name", row.name), ("code", row.code), *(("aliases", name) for name in change.aliases or ())]
    yield from ((by, name) for by, name in given if name and fold(name) not in known)
    if "same_as_id" in change.values:
        left = known if change.aliases is None else {fold(name) for _, name in given if name}.intersection(known)
        yield from (("same_as", name) for name in sorted(left))


def check_declared(session: Session, party: Party, aliases: Sequence[str]) -> None:
    """Refuse a party that is told to exist by names that mean another one.

    Raises:
        TakenError: naming the other party, and the field that gives the name.
    """
    stored = session.get(PartyRow, party.id)
    own = (stored.same_as_id if stored else None) or party.id
    given = [("name", party.name), *([("code", party.code)] if party.code else [])]
    _check_free(session, own, [*given, *(("aliases", alias) for alias in aliases)])


def _check_free(session: Session, own: UUID, names: Sequence[tuple[str, str]]) -> None:
    """Refuse names for the party of an id that mean another one. Each comes with the field that gives it.

    Former names of others are free, but those of states never are: they are always known.

    Raises:
        TakenError: naming the other party.
    """
    for given_by, name in names:
        other = next((one for one in _bearers(session, name) if one[0] != own), None)
        if other is not None:
            rule = f"{name!r} already means {other[1]!r}, and can mean one party alone"
            raise TakenError(rule, field=given_by, near=[f"{other[1]} ({other[0]})"])


def _bearers(session: Session, name: str) -> Iterator[tuple[UUID, str]]:
    """Return the parties that a name means now, and the state that it always means."""
    yield from ((row.id, row.name) for row in find_bearers(session, name))
    code = countries.code_of(name) or countries.code_of(fold(name).upper())
    if code is not None:
        state = named_party(PartyKind.STATE, countries.names()[code], code)
        stored = session.get(PartyRow, state.id)
        yield (stored.same_as_id if stored and stored.same_as_id else state.id), state.name


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
