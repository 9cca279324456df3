"""A finding: what cannot all be true, or what nobody has said yet, with the claims that make it so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.meetings.claim import Claim
from app.meetings.document import Meeting, MeetingRef


class FindingClass(StrEnum):
    """Whether something is wrong, or only open."""

    CONTRADICTION = "contradiction"
    QUESTION = "question"


class FindingKind(StrEnum):
    """What is wrong or open: five contradictions, and two questions."""

    DIFFERS = "differs"
    WEEKDAY = "weekday"
    OUTSIDE_WHOLE = "outside_whole"
    OUTSIDE_VISIT = "outside_visit"
    TWO_PLACES = "two_places"
    UNCONFIRMED = "unconfirmed"
    NO_OUTCOME = "no_outcome"


QUESTIONS = frozenset({FindingKind.UNCONFIRMED, FindingKind.NO_OUTCOME})
_KINDS = tuple(FindingKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or open, of which meetings, by which claims, and in a sentence for people.

    `starts_at` is when the first of the meetings begins.
    """

    kind: FindingKind
    meetings: tuple[MeetingRef, ...]
    claims: tuple[UUID, ...]
    words: str
    starts_at: datetime

    @property
    def class_(self) -> FindingClass:
        """Whether something is wrong, or only open."""
        return FindingClass.QUESTION if self.kind in QUESTIONS else FindingClass.CONTRADICTION

    @property
    def place_in_order(self) -> tuple[datetime, int, tuple[str, ...], tuple[UUID, ...], str]:
        """Where it stands among others: by the first start, then by kind."""
        slugs = tuple(one.slug for one in self.meetings)
        return self.starts_at, _KINDS.index(self.kind), slugs, self.claims, self.words


def finding(kind: FindingKind, meetings: Sequence[Meeting], claims: Sequence[Claim | None], words: str) -> Finding:
    """Return a finding about some meetings. Claims that are not known are left out."""
    return Finding(
        kind=kind,
        meetings=tuple(MeetingRef(id=one.id, slug=one.slug, title=one.title) for one in meetings),
        claims=tuple(dict.fromkeys(claim.id for claim in claims if claim)),
        words=words,
        starts_at=min(one.when.starts_at for one in meetings),
    )
