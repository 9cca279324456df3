"""The story of a meeting: who says what of it, and how it came to be shown so."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from app.api.answers import ClaimAnswer, ClaimsAnswer, HistoryAnswer, Step
from app.api.examples import example
from app.api.meetings import NAMED, UNCHANGED, Key
from app.http.callers import CallerDep, JudgedRoute
from app.http.conditional import conditional_json
from app.http.moments import InstantDep, MomentDep, last_change
from app.http.service import SessionDep
from app.http.testimony import Testimony, read_testimony
from app.meetings.claim import Claim
from app.meetings.dating import as_said
from app.meetings.document import Meeting
from app.meetings.window import Window
from app.store.ledger import read_head
from app.store.log import find_history
from app.store.names import Names

router = APIRouter(prefix="/meetings", tags=["meetings"], route_class=JudgedRoute)


@router.get("/{meeting}/claims", response_model=ClaimsAnswer, responses=NAMED | UNCHANGED | example("claims"))
def read_meeting_claims(
    meeting: Key, moment: MomentDep, session: SessionDep, caller: CallerDep, request: Request
) -> Response:
    """Read who says what of a meeting, in which words and on which day, by field, and what each claim did.

    With `as_of`, what had been recorded and ruled by then; with `known_on`, what had been said by that day. What is
    only proposed, was rejected or withdrawn is shown to holders of a key.
    """
    named = Names(session).meeting(meeting)
    answer = ClaimsAnswer(meeting=named.slug, fields=_by_field(read_testimony(session, named.id, moment, caller)))
    changed_at = last_change(read_head(session).told_at, moment)
    return conditional_json(request, answer, changed_at, {"Vary": "Authorization"})


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
    return conditional_json(request, answer, last_change(read_head(session).changed_at, moment))


def _by_field(testimony: Testimony) -> dict[str, list[ClaimAnswer]]:
    fields: dict[str, list[ClaimAnswer]] = {}
    for claim in testimony.claims:
        answer = ClaimAnswer(**plain_claim(claim), effect=testimony.effects.get(claim.id))
        fields.setdefault(claim.field, []).append(answer)
    return fields


def plain_claim(claim: Claim) -> dict[str, Any]:
    """Return the fields of a claim as it is answered."""
    value = as_said(claim.value) if isinstance(claim.value, Window) else claim.value
    plain = value.model_dump(mode="json", by_alias=True) if isinstance(value, BaseModel) else value
    return {
        "id": claim.id,
        "key": claim.key,
        "value": plain,
        "absent": claim.absent,
        "quote": claim.quote,
        "said_by": claim.said_by,
        "said_for": claim.said_for,
        "said_on": claim.said_on,
        "said_on_estimated": claim.said_on_estimated,
        "bearing": claim.bearing,
        "stance": claim.stance,
        "certainty": claim.certainty,
        "verdict": claim.verdict,
        "reason": claim.reason,
        "source": claim.source,
        "recorded_at": claim.recorded_at,
    }
