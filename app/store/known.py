"""What had been said in public by a day: meetings projected again from the claims that were known then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.meetings.claim import Claim
from app.meetings.document import Meeting
from app.meetings.errors import MeetingNotFoundError, NotAMeetingError
from app.meetings.filter import Wanted
from app.meetings.projection import project, retitle, title_of
from app.meetings.terms import Field, Verdict
from app.store.claims import Fetched, fetch_claims
from app.store.horizon import Horizon
from app.store.names import Names
from app.store.tables import MeetingRow


@dataclass(frozen=True, slots=True)
class KnownClaims:
    """Claims within a horizon as they are stored, and those that say how the meetings that they name were called."""

    claims: Fetched
    titles: Fetched

    def read(self) -> dict[UUID, list[Claim]]:
        """Return the claims on each meeting; what had no title then is called by its slug."""
        said = self.titles.read()
        named = self.claims.references.meetings
        titles = {id_: title_of(said[id_]) or ref.slug for id_, ref in named.items()}
        return {id_: retitle(of_one, titles) for id_, of_one in self.claims.read().items()}


def fetch_known_claims(session: Session, meeting_ids: Sequence[UUID], horizon: Horizon) -> KnownClaims:
    """Return the claims within a horizon as they are stored."""
    names = Names(session)
    claims = fetch_claims(session, names, meeting_ids, horizon)
    named = list(claims.references.meetings)
    return KnownClaims(claims, fetch_claims(session, names, named, horizon, field=Field.TITLE))


def read_known_claims(session: Session, meeting_ids: Sequence[UUID], horizon: Horizon) -> Mapping[UUID, list[Claim]]:
    """Return the claims within a horizon, with the meetings that they name called as they were called then."""
    return fetch_known_claims(session, meeting_ids, horizon).read()


def find_known(session: Session, meeting_id: UUID, wanted: Wanted) -> Meeting | None:
    """Return one meeting as it was known on a day; None if it was none by then."""
    horizon = Horizon(said_by=wanted.known_on, recorded_by=wanted.as_of)
    named = session.scalars(select(MeetingRow).where(MeetingRow.id == meeting_id)).one()
    return describe(named, read_known_claims(session, [meeting_id], horizon)[meeting_id])


def get_known(session: Session, named: MeetingRow, wanted: Wanted) -> Meeting:
    """Return one meeting as it was known on a day.

    Raises:
        MeetingNotFoundError: if nothing had been said of it by then.
    """
    found = find_known(session, named.id, wanted)
    if found is None:
        rule = f"nothing that gives {named.slug!r} a title, a kind and a time had been said by then"
        raise MeetingNotFoundError(rule, field="known_on")
    return found


def describe(named: MeetingRow, claims: Sequence[Claim]) -> Meeting | None:
    """Return the meeting that claims describe, if they do. It is a first version, stamped by the newest claim used."""
    try:
        content = project(claims).content
    except NotAMeetingError:
        return None
    used = [claim.recorded_at for claim in claims if claim.verdict is Verdict.ACCEPTED and claim.recorded_at]
    return Meeting(
        **dict(content),
        id=named.id,
        uid=named.uid,
        slug=named.slug,
        version=1,
        sequence=0,
        number=1,
        created_at=named.created_at,
        modified_at=max(used, default=named.created_at),
    )
