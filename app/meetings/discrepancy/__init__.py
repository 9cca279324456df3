"""What cannot all be true, and what nobody has said yet. The day is a parameter, and never part of a document."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from uuid import UUID

from app.meetings.claim import Claim
from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding
from app.meetings.discrepancy.places import two_places
from app.meetings.discrepancy.presence import is_on, stays
from app.meetings.discrepancy.questions import no_outcome, unconfirmed
from app.meetings.discrepancy.statements import differences, slips
from app.meetings.discrepancy.visits import outside_visits
from app.meetings.discrepancy.wholes import outside_wholes
from app.meetings.document import Meeting


def contradictions(documents: Iterable[Meeting], claims: Mapping[UUID, Sequence[Claim]], on: date) -> list[Finding]:
    """Return what cannot all be true, by the first start of the meetings concerned.

    `claims` are those on each meeting; where there are none, what is shown is compared all the same. `on` is the day
    from which it is told: what was, and what is to be.
    """
    by_id = {one.id: one for one in documents}
    evidence = Evidence(claims)
    there = [stay for one in by_id.values() if is_on(one) for stay in stays(one)]
    found = [
        *(one for meeting in by_id.values() for one in differences(meeting, evidence, on)),
        *(one for meeting in by_id.values() for one in slips(meeting, evidence)),
        *outside_wholes(by_id, evidence, on),
        *outside_visits(there, evidence, on),
        *two_places(there, evidence),
    ]
    return sorted(found, key=attrgetter("place_in_order"))


def open_questions(documents: Iterable[Meeting], claims: Mapping[UUID, Sequence[Claim]], on: date) -> list[Finding]:
    """Return what nobody has said yet on a day, by the starts of the meetings concerned."""
    evidence = Evidence(claims)
    found = [
        one
        for meeting in {each.id: each for each in documents}.values()
        for one in (*unconfirmed(meeting, evidence, on), *no_outcome(meeting, evidence, on))
    ]
    return sorted(found, key=attrgetter("place_in_order"))
