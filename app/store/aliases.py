"""Aliases: the names by which parties are known. One that a party gives up still means it, until another takes it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from app.meetings.text import fold
from app.store.tables import PartyAliasRow, PartyRow

Meant = aliased(PartyRow)
MEANT = func.coalesce(PartyRow.same_as_id, PartyRow.id)
"""The id of the party that is meant by one."""


def find_named(session: Session, text: str) -> Sequence[PartyRow]:
    """Return the parties that a name or code means: one, unless seeds have given it to several.

    A former name means the party that gave it up last.
    """
    present = find_bearers(session, text)
    if present:
        return present
    former = _meant_by(text).where(PartyAliasRow.until.is_not(None)).order_by(PartyAliasRow.until.desc()).limit(1)
    return session.scalars(former).all()


def find_bearers(session: Session, name: str) -> Sequence[PartyRow]:
    """Return the parties that a name means now, without those that gave it up."""
    query = _meant_by(name).where(PartyAliasRow.until.is_(None)).order_by(Meant.name, Meant.id)
    return session.scalars(query).unique().all()


def _meant_by(name: str) -> Select[PartyRow]:
    query = select(Meant).join(PartyRow, Meant.id == MEANT)
    return query.join(PartyAliasRow, PartyAliasRow.party_id == PartyRow.id).where(PartyAliasRow.folded == fold(name))


def find_aliases(session: Session, party_id: UUID) -> list[str]:
    """Return the folded names by which a party is known, without its former ones."""
    query = select(PartyAliasRow.folded).where(PartyAliasRow.party_id == party_id, PartyAliasRow.until.is_(None))
    return sorted(session.scalars(query))


def take_names(session: Session, row: PartyRow, aliases: Sequence[str] | None, serial: int) -> None:
    """Let a party be known by its name and code, and by these names instead of those before, if any are given.

    Those before are its former names, as of the serial.
    """
    wanted = {fold(name) for name in (row.name, row.code, *(aliases or ())) if name}
    known = set(find_aliases(session, row.id))
    own = update(PartyAliasRow).where(PartyAliasRow.party_id == row.id)
    if aliases is not None:
        session.execute(own.where(PartyAliasRow.folded.in_(known - wanted)).values(until=serial))
    session.execute(own.where(PartyAliasRow.folded.in_(wanted - known)).values(until=None))
    new = wanted - set(session.scalars(select(PartyAliasRow.folded).where(PartyAliasRow.party_id == row.id)))
    if new:
        session.execute(insert(PartyAliasRow), [{"folded": one, "party_id": row.id} for one in sorted(new)])
