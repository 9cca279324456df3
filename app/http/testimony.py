"""Who says what of a meeting, as far as everybody may read it, and what each claim did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.meetings.claim import Claim, in_order
from app.meetings.errors import NotAMeetingError
from app.meetings.filter import Wanted
from app.meetings.projection import project
from app.meetings.terms import Effect, Verdict
from app.store.claims import Horizon
from app.store.known import read_known_claims

_PUBLIC = (Verdict.ACCEPTED, Verdict.CONFLICT)
"""Verdicts that everybody may read; what is proposed or was rejected is shown to key holders only."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """The public claims on one meeting in the order in which they count, and the effect of each accepted one."""

    claims: Sequence[Claim]
    effects: Mapping[UUID, Effect]


def read_testimony(session: Session, meeting_id: UUID, moment: Wanted) -> Testimony:
    """Return what had been said by the moment's day, and recorded and ruled by its instant."""
    horizon = Horizon(said_by=moment.known_on, recorded_by=moment.as_of)
    claims = in_order(read_known_claims(session, [meeting_id], horizon)[meeting_id])
    return Testimony([claim for claim in claims if claim.verdict in _PUBLIC], _effects(claims))


def _effects(claims: Sequence[Claim]) -> Mapping[UUID, Effect]:
    """Return each claim's effect. Between a claim and the version that it makes lies an instant without a meeting."""
    try:
        return project(claims).effects
    except NotAMeetingError:
        return {}
