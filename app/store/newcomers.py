"""Newcomers: parties that were made because a text names nobody who is known. One of them may be a slip of the pen."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings import countries
from app.meetings.document import Party
from app.meetings.spelling import Spellings
from app.store.named_tables import PartyAliasRow, PartyRow

MOST_NAMES = 20_000
"""How many names are looked at to find the nearest ones: the first in their order, so the same on every database."""
MOST_COMPARED = 200
"""How many newcomers are compared with them: each takes up to a fifth of a second, while other writers wait."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new party, and the known ones whose names are spelled much like its own. `field` is the one that named it."""

    party: Party
    field: str
    near: tuple[str, ...]


class Newcomers:
    """The parties that were made in a session without having been declared."""

    def __init__(self, session: Session, *, proposals: bool) -> None:
        """Compare with the parties that are known in this session; with `proposals` also with those only proposed."""
        self._session, self._proposals = session, proposals
        self._known: Spellings | None = None
        self.made: list[Newcomer] = []

    def add(self, party: Party, field: str) -> None:
        """Note a party that is about to be made."""
        if self._known is None:
            self._known = spellings(self._session, proposals=self._proposals)
        near = self._known.nearest(party.name) if len(self.made) < MOST_COMPARED else []
        self._known.add(party.name, party.name)
        self.made.append(Newcomer(party, field, tuple(near)))


def spellings(session: Session, *, proposals: bool) -> Spellings:
    """Return the names of all parties and states, with their spellings."""
    query = select(PartyRow.name, PartyAliasRow.folded).join(PartyAliasRow, PartyAliasRow.party_id == PartyRow.id)
    if not proposals:
        query = query.where(PartyRow.proposed.is_(False))
    in_order = query.order_by(PartyAliasRow.folded, PartyAliasRow.party_id).limit(MOST_NAMES)
    known = Spellings((name, spelled) for name, spelled in session.execute(in_order))
    for name in countries.names().values():
        known.add(name, name)
    return known
