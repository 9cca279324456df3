"""Contradiction 3: a meeting lies outside the one that it is a part of."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from app.meetings.discrepancy.days import are_apart, days_of
from app.meetings.discrepancy.evidence import Evidence
from app.meetings.discrepancy.finding import Finding, FindingKind, finding
from app.meetings.discrepancy.presence import is_on
from app.meetings.discrepancy.telling import by, called, takes_place
from app.meetings.document import Meeting
from app.meetings.terms import Rel


def outside_wholes(documents: Mapping[UUID, Meeting], evidence: Evidence, on: date) -> Iterator[Finding]:
    """Return a finding for each part whose days are all outside those of the whole."""
    for part in documents.values():
        for whole in wholes_of(part, documents):
            if is_on(part) and is_on(whole) and are_apart(days_of(part.when), days_of(whole.when)):
                yield _tell(part, whole, evidence, on)


def wholes_of(part: Meeting, documents: Mapping[UUID, Meeting]) -> Iterator[Meeting]:
    """Return the meetings that a meeting is said to be a part of; beside which it takes place does not count."""
    for link in part.links:
        if link.rel is Rel.PART_OF and link.to is not None and link.to.id in documents:
            yield documents[link.to.id]


def are_linked(one: Meeting, other: Meeting) -> bool:
    """Tell whether one of the two is said to be a part of the other."""
    return any(
        link.rel is Rel.PART_OF and link.to is not None and link.to.id == whole.id
        for part, whole in ((one, other), (other, one))
        for link in part.links
    )


def _tell(part: Meeting, whole: Meeting, evidence: Evidence, on: date) -> Finding:
    link, part_day, whole_day = evidence.linked(part, whole), evidence.dated(part), evidence.dated(whole)
    words = (
        f"{called(part)} is said to be a part of {called(whole)}{by(link)}, but it {takes_place(part, on)}"
        f"{by(part_day)}, and {called(whole)} {takes_place(whole, on)}{by(whole_day)}."
    )
    return finding(FindingKind.OUTSIDE_WHOLE, [part, whole], [link, part_day, whole_day], words)
