"""Acknowledging: what was only proposed is known to everybody once an editor accepts a claim that names it."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.meetings.document import Place
from app.meetings.terms import PUBLIC, Field, PartyKind, Verdict
from app.store.aliases import find_aliases, find_bearers
from app.store.named_tables import PartyRow, SeriesRow, SourceRow
from app.store.places import acknowledge_place
from app.store.tables import ClaimRow

_PARTIES = ("party", "for_party", "represented_by")


def acknowledge(session: Session, claim: ClaimRow, verdict: Verdict) -> None:
    """Let all that a claim names be known, once everybody is shown it. What was known once stays so."""
    if verdict not in PUBLIC:
        return
    value: Any = json.loads(claim.value)
    parties = [value[name] for name in _PARTIES if value[name]] if claim.field is Field.PARTICIPANTS else []
    for party_id in (*map(UUID, parties), *([claim.said_for_id] if claim.said_for_id else [])):
        acknowledge_party(session, party_id)
    if claim.field is Field.PLACE and value is not None:
        acknowledge_place(session, Place.model_validate(value))
    if claim.field is Field.LINKS and "series" in value:
        session.get_one(SeriesRow, value["series"]).proposed = False
    if claim.source_id:
        session.get_one(SourceRow, claim.source_id).proposed = False
    session.flush()


def acknowledge_party(session: Session, party_id: UUID) -> UUID | None:
    """Let a party be known that was only proposed, and return the id of the one that is meant by it; None if it is not.

    Where another one has come to be known by its name meanwhile, it is that one.
    """
    row = session.get(PartyRow, party_id)
    if row is None or not row.proposed:
        return None
    row.proposed = False
    row.same_as_id = row.same_as_id or _namesake(session, row)
    session.flush()
    return row.same_as_id or row.id


def _namesake(session: Session, row: PartyRow) -> UUID | None:
    """Return the id of the party that a name of this one means, if there is one, and it can be the same."""
    found = {one.id: one for name in find_aliases(session, row.id) for one in find_bearers(session, name)}
    found.pop(row.id, None)
    for other in found.values():
        if len(found) == 1 and (other.kind is row.kind or PartyKind.STATE not in (other.kind, row.kind)):
            return other.id
    return None
