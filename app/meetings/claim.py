"""A claim: one thing that one source says about one meeting. Claims are never edited."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from app.meetings.document import Link, Participation, Party, Place, Source
from app.meetings.terms import Bearing, Eos, Field, Kind, Level, Stance, Status, Verdict
from app.meetings.window import Window

ClaimValue = str | bool | Kind | Level | Status | Eos | Window | Place | Participation | Link | None
"""The typed value of a claim: the document's own type for its field. None: the source says that there is none."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one field, or of one entry of a list.

    `key` names the entry of a list: a party's id, a relation and its target, a topic. `absent` denies the entry.
    `reason` is that of the verdict. `serial` grows in the order in which claims were recorded, and within one source in
    the order of the text.
    """

    id: UUID
    field: Field
    value: ClaimValue
    said_on: date
    serial: int
    verdict: Verdict
    reason: str | None = None
    key: str | None = None
    absent: bool = False
    said_on_estimated: bool = False
    said_by: str | None = None
    said_for: Party | None = None
    quote: str | None = None
    bearing: Bearing = Bearing.STATES
    stance: Stance = Stance.AFFIRMS
    certainty: Eos | None = None
    source: Source | None = None
    recorded_at: datetime | None = None

    @property
    def slot(self) -> tuple[Field, str | None]:
        """What the claim is about: its field, and the entry where the field is a list."""
        return self.field, self.key


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims in the order in which they are folded: by the day they were said, then as recorded."""
    return sorted(claims, key=lambda claim: (claim.said_on, claim.serial, claim.id))


def repeated(claims: Iterable[Claim]) -> frozenset[UUID]:
    """Return the ids of the claims in which a source only says again what it said last, for the same side and day.

    `claims` are given in order. However often its words are recorded, a source says a thing once.
    """
    last: dict[tuple[object, ...], tuple[object, ...]] = {}
    found = []
    for claim in claims:
        if claim.source is None:
            continue
        value = replace(claim.value, words=None) if isinstance(claim.value, Window) else claim.value
        matter = (claim.source.id, claim.said_for and claim.said_for.id, claim.said_on, *claim.slot)
        said = (value, claim.absent, claim.bearing, claim.stance, claim.certainty)
        if last.get(matter) == said:
            found.append(claim.id)
        last[matter] = said
    return frozenset(found)
