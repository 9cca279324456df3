"""Verdicts that need no editor: a date whose own quote contradicts it is kept and shown, and moves nothing."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from app.meetings.dating import WhenSaid
from app.meetings.quoted import contradiction
from app.meetings.terms import Field, Verdict
from app.store.claims import read_claims
from app.store.drafts import Draft, Ruled
from app.store.names import Names


def doubt(session: Session, drafts: Sequence[Draft]) -> list[Draft]:
    """Rule a date `conflict` where its quote's weekday or year contradicts it and another claim gives a time.

    Alone it is accepted: a date with a slip in it is better than none. It is never refused.
    """
    slips = {one.id: slip for one in drafts if (slip := _slip(one))}
    return [
        replace(one, ruled=Ruled(Verdict.CONFLICT, slips[one.id]))
        if one.id in slips and _is_dated_otherwise(session, one.meeting_id, drafts, slips)
        else one
        for one in drafts
    ]


def _slip(one: Draft) -> str | None:
    if not _dates(one):
        return None
    return contradiction(one.quote, WhenSaid.model_validate_json(one.stored).window())


def _dates(one: Draft) -> bool:
    """Whether a draft gives a date that would count."""
    return one.field is Field.WHEN and one.ruled is not None and one.ruled.verdict is Verdict.ACCEPTED


def _is_dated_otherwise(session: Session, meeting_id: UUID, drafts: Sequence[Draft], slips: dict[UUID, str]) -> bool:
    together = (one for one in drafts if one.meeting_id == meeting_id and one.id not in slips)
    if any(_dates(one) for one in together):
        return True
    stored = read_claims(session, Names(session), [meeting_id])[meeting_id]
    return any(claim.field is Field.WHEN and claim.verdict is Verdict.ACCEPTED for claim in stored)
