"""Aliases: the names by which parties are known. One that a party gives up still means it, until another takes it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from app.meetings.text import fold
from app.store.ids import as_uuid
from app.store.named_tables import PartyAliasRow, PartyRow

Meant = aliased(PartyRow)
MEANT = func.coalesce(PartyRow.same_as_id, PartyRow.id)
"""The id of the party that is meant by one."""


def find_named(session: Session, text: str, *, proposed: bool = False) -> Sequence[PartyRow]:
    """Return the parties that a name, code or id means: of those that are only proposed, or of those that are known.

    A former name means the party that gave it up last.
    """
    uuid = as_uuid(text)
    if uuid:
        return session.scalars(_meant().where(PartyRow.id == uuid, PartyRow.proposed.is_(proposed))).all()
    present = find_bearers(session, text, proposed=proposed)
    if present:
        return present
    former = (
        _meant_by(text, proposed=proposed)
        .where(PartyAliasRow.until.is_not(None))
        .order_by(PartyAliasRow.until.desc())
        .limit(1)
    )
    return session.scalars(former).all()


def find_bearers(session: Session, name: str, *, proposed: bool = False) -> Sequence[PartyRow]:
    """Return the parties that a name means now, without those that gave it up."""
    query = _meant_by(name, proposed=proposed).where(PartyAliasRow.until.is_(None)).order_by(Meant.name, Meant.id)
    return session.scalars(query).unique().all()


def _meant_by(name: str, *, proposed: bool) -> Select[PartyRow]:
    query = _meant().join(PartyAliasRow, PartyAliasRow.party_id == PartyRow.id)
    return query.where(PartyAliasRow.folded == fold(name), PartyRow.proposed.is_(proposed))


def _meant() -> Select[PartyRow]:
    return select(Meant).join(PartyRow, Meant.id == MEANT)


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
