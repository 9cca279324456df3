"""The story of a meeting: who says what of it, and how it came to be shown so."""

from collections.abc import Sequence
from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.api.answers import ClaimAnswer, ClaimsAnswer, HistoryAnswer, Step
from app.api.examples import example
from app.api.meetings import NAMED, UNCHANGED, Key
from app.http.conditional import conditional_json
from app.http.moments import InstantDep, MomentDep, last_change
from app.http.service import SessionDep
from app.meetings.claim import Claim, in_order
from app.meetings.document import Meeting
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import project
from app.meetings.statement import as_said
from app.meetings.terms import Effect, Verdict
from app.meetings.window import Window
from app.store.claims import Horizon, read_claims
from app.store.ledger import read_head
from app.store.log import find_history
from app.store.names import Names

router = APIRouter(prefix="/meetings", tags=["meetings"])

PUBLIC = (Verdict.ACCEPTED, Verdict.CONFLICT)
"""Verdicts that everybody may read; what is proposed or was rejected is shown to key holders only."""


@router.get("/{meeting}/claims", response_model=ClaimsAnswer, responses=NAMED | UNCHANGED | example("claims"))
def read_meeting_claims(meeting: Key, moment: MomentDep, session: SessionDep, request: Request) -> Response:
    """Read who says what of a meeting, in which words and on which day, by field, and what each claim did.

    With `as_of`, what had been recorded and ruled by then; with `known_on`, what had been said by that day.
    """
    names = Names(session)
    named = names.meeting(meeting)
    horizon = Horizon(said_by=moment.known_on, recorded_by=moment.as_of)
    claims = in_order(read_claims(session, names, [named.id], horizon)[named.id])
    answer = ClaimsAnswer(meeting=named.slug, fields=_by_field(claims))
    return conditional_json(request, answer, last_change(read_head(session), moment))


@router.get("/{meeting}/history", response_model=HistoryAnswer, responses=NAMED | UNCHANGED | example("history"))
def read_meeting_history(meeting: Key, moment: InstantDep, session: SessionDep, request: Request) -> Response:
    """Read every version of a meeting in order: what changed, in fields and in words, and how it looked then.

    It is there for meetings that were taken off the calendar, too.
    """
    named = Names(session).meeting(meeting)
    steps = [
        Step(
            number=one.number,
            version=one.version,
            modified_at=one.modified_at,
            changed=one.fields,
            words=one.words,
            document=Meeting.model_validate_json(one.document or b""),
        )
        for one in find_history(session, named.id, moment)
    ]
    answer = HistoryAnswer(meeting=named.slug, items=steps)
    return conditional_json(request, answer, last_change(read_head(session), moment))


def _by_field(claims: Sequence[Claim]) -> dict[str, list[ClaimAnswer]]:
    try:
        effects = dict(project(claims).effects)
    except NotAMeetingError:
        effects = {}
    fields: dict[str, list[ClaimAnswer]] = {}
    for claim in claims:
        if claim.verdict in PUBLIC and claim.recorded_at is not None:
            fields.setdefault(claim.field, []).append(_answer(claim, effects.get(claim.id), claim.recorded_at))
    return fields


def _answer(claim: Claim, effect: Effect | None, recorded_at: datetime) -> ClaimAnswer:
    value = as_said(claim.value) if isinstance(claim.value, Window) else claim.value
    plain = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    return ClaimAnswer(
        id=claim.id,
        key=claim.key,
        value=plain,
        absent=claim.absent,
        quote=claim.quote,
        said_by=claim.said_by,
        said_for=claim.said_for,
        said_on=claim.said_on,
        said_on_estimated=claim.said_on_estimated,
        bearing=claim.bearing,
        stance=claim.stance,
        certainty=claim.certainty,
        verdict=claim.verdict,
        reason=claim.reason,
        effect=effect,
        source=claim.source,
        recorded_at=recorded_at,
    )
