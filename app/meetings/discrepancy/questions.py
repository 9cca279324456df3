"""Questions 6 and 7: what a side has not confirmed, and what nobody has reported the outcome of."""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from app.meetings.claim import Claim, in_order
from app.meetings.countries import names
from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding, FindingKind, finding
from app.meetings.discrepancy.telling import by, called, days_of_meeting, listing
from app.meetings.document import Meeting, Party
from app.meetings.placing import country_of
from app.meetings.sides import hosts, sides, spoken_for
from app.meetings.terms import BETWEEN_SIDES, Bearing, PartyKind, Stance, Status, Verdict

SOON = 7
"""Days before a meeting from which the guest's word alone is not enough."""
PATIENCE = 2
"""Days after a meeting within which its outcome is waited for."""


def unconfirmed(meeting: Meeting, evidence: Evidence, on: date) -> Iterator[Finding]:
    """Return a finding for each side that has explicitly not confirmed, and one where only the guest has spoken."""
    if not is_awaited(meeting):
        return
    for claim in _last_words(evidence.of(meeting)).values():
        if claim.stance is Stance.HAS_NOT_CONFIRMED and claim.said_for:
            words = f"{claim.said_for.name} has not confirmed {called(meeting)} {days_of_meeting(meeting)}{by(claim)}."
            yield finding(FindingKind.UNCONFIRMED, [meeting], [claim], words)
    if (meeting.when.first_date - on).days <= SOON and on <= meeting.when.last_date:
        silent = _silent_hosts(meeting)
        if silent:
            yield _on_the_guests_word(meeting, silent, evidence)


def no_outcome(meeting: Meeting, evidence: Evidence, on: date) -> Iterator[Finding]:
    """Return a finding if the meeting should be over, and nobody has said that it took place."""
    if is_awaited(meeting) and (on - meeting.when.last_date).days > PATIENCE:
        dated = evidence.dated(meeting)
        due = "began" if meeting.when.open_end else "was due"
        words = f"{called(meeting)} {due} {days_of_meeting(meeting)}{by(dated)}, and nobody has said how it ended."
        yield finding(FindingKind.NO_OUTCOME, [meeting], [dated], words)


def is_awaited(meeting: Meeting) -> bool:
    """Tell whether the meeting is shown as one that is still to take place."""
    return meeting.listed and meeting.status is Status.SCHEDULED and not meeting.when.former


def _last_words(claims: Iterable[Claim]) -> dict[UUID, Claim]:
    """Return the latest claim of each side that has spoken; old plans retold do not count."""
    return {
        claim.said_for.id: claim
        for claim in in_order(claims)
        if claim.said_for and claim.verdict is Verdict.ACCEPTED and claim.bearing is not Bearing.FORMER
    }


def _silent_hosts(meeting: Meeting) -> list[str]:
    """Return who has not said so itself where only a guest has: the hosts, or the other sides. Else nobody."""
    spoken = {party.id for party in meeting.certainty.confirmed_by}
    country = country_of(meeting.place)
    receiving = hosts(meeting.participants)
    if not spoken or not (receiving or country):
        return []
    if any(_is_host(party, receiving, country) for party in meeting.certainty.confirmed_by):
        return []
    if meeting.kind in BETWEEN_SIDES:
        return _names(meeting, sides(meeting.kind, meeting.participants) - spoken)
    return _names(meeting, receiving) or [names().get(country or "", country or "")]


def _is_host(party: Party, receiving: frozenset[UUID], country: str | None) -> bool:
    return party.id in receiving or (party.kind is PartyKind.STATE and party.code is not None and party.code == country)


def _names(meeting: Meeting, parties: frozenset[UUID]) -> list[str]:
    spoken_of = (spoken_for(one) for one in meeting.participants)
    return sorted({party.name for party in spoken_of if party and party.id in parties})


def _on_the_guests_word(meeting: Meeting, silent: list[str], evidence: Evidence) -> Finding:
    guests = {party.id: party.name for party in meeting.certainty.confirmed_by}
    last = _last_words(evidence.of(meeting))
    claims = [last.get(id_) for id_ in guests]
    words = (
        f"{called(meeting)} is due {days_of_meeting(meeting)}, as said by {listing(guests.values())}{by(claims[0])}, "
        f"but not yet by {listing(silent)}."
    )
    return finding(FindingKind.UNCONFIRMED, [meeting], claims, words)
