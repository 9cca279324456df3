"""Who says what of a meeting, as far as its reader may read it, and what each claim did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from app.access.keys import Caller
from app.access.visibility import may_read
from app.meetings.claim import Claim, in_order
from app.meetings.errors import NotAMeetingError
from app.meetings.filter import Wanted
from app.meetings.projection import project
from app.meetings.terms import Effect
from app.store.horizon import Horizon
from app.store.known import read_known_claims


@dataclass(frozen=True, slots=True)
class Testimony:
    """The claims on one meeting in the order in which they count, and the effect of each accepted one."""

    claims: Sequence[Claim]
    effects: Mapping[UUID, Effect]


def read_testimony(session: Session, meeting_id: UUID, moment: Wanted, caller: Caller | None = None) -> Testimony:
    """Return what had been said by the moment's day, and recorded and ruled by its instant, as far as it is shown."""
    horizon = Horizon(said_by=moment.known_on, recorded_by=moment.as_of)
    claims = in_order(read_known_claims(session, [meeting_id], horizon)[meeting_id])
    return Testimony([claim for claim in claims if may_read(claim.verdict, caller)], _effects(claims))


def _effects(claims: Sequence[Claim]) -> Mapping[UUID, Effect]:
    """Return each claim's effect. Between a claim and the version that it makes lies an instant without a meeting."""
    try:
        return project(claims).effects
    except NotAMeetingError:
        return {}
