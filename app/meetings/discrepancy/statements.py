"""Contradictions 1 and 2: a claim against what is shown, and a date against its own quote."""

from collections.abc import Iterator
from datetime import date

from app.meetings.claim import Claim
from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding, FindingKind, finding
from app.meetings.discrepancy.telling import by, called, takes_place, value_in_words, whose
from app.meetings.document import Meeting
from app.meetings.quoted import contradiction
from app.meetings.terms import LISTS, Field, Stance, Verdict
from app.meetings.window import Window

_PUBLIC = (Verdict.ACCEPTED, Verdict.CONFLICT)


def differences(meeting: Meeting, evidence: Evidence, on: date) -> Iterator[Finding]:
    """Return a finding for each claim that cannot be true beside what is shown."""
    if not meeting.disputed:
        return
    for claim in evidence.against(meeting):
        shown = evidence.instead_of(claim, meeting)
        words = f"{whose(claim)} {_says(claim, meeting)}, but {_shown(claim, shown, meeting, on)}{by(shown)}."
        yield finding(FindingKind.DIFFERS, [meeting], [claim, shown], words)


def slips(meeting: Meeting, evidence: Evidence) -> Iterator[Finding]:
    """Return a finding for each date of which the quote names another weekday, or another year."""
    for claim in evidence.of(meeting):
        if isinstance(claim.value, Window) and claim.verdict in _PUBLIC:
            slip = contradiction(claim.quote, claim.value)
            if slip:
                words = f"{whose(claim)} puts {called(meeting)} {value_in_words(claim.value)}, but {slip}."
                yield finding(FindingKind.WEEKDAY, [meeting], [claim], words)


def _says(claim: Claim, meeting: Meeting) -> str:
    said = value_in_words(claim.value)
    denied = claim.absent or claim.stance is not Stance.AFFIRMS
    if claim.field is Field.WHEN:
        return f"puts {called(meeting)} {said}"
    if claim.field is Field.STATUS:
        return f"{'denies' if denied else 'says'} that {called(meeting)} is {said}"
    if claim.field in LISTS:
        return f"says of {called(meeting)}: {'not ' if denied else ''}{said}"
    return f"says that the {claim.field} of {called(meeting)} is {said}"


def _shown(claim: Claim, shown: Claim | None, meeting: Meeting, on: date) -> str:
    if claim.field is Field.WHEN:
        return f"it {takes_place(meeting, on)}"
    if claim.field in LISTS:
        instead = shown is not None and not shown.absent
        return f"what is shown is {value_in_words(shown.value)}" if shown and instead else "that is not shown"
    value = meeting.certainty.eos if claim.field is Field.CERTAINTY else getattr(meeting, claim.field)
    return f"what is shown is {value_in_words(value)}"
