"""The story of a meeting as its page tells it: who says what, and how it came to be shown so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.http.testimony import Testimony
from app.meetings.claim import Claim
from app.meetings.document import Meeting, Source
from app.meetings.terms import Field
from app.pages.days import typeset
from app.pages.saying import HEADINGS, say_against, say_effect, say_value
from app.store.log import Change


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in words: its value, what it did, and what is shown instead where it contradicts that."""

    claim: Claim
    value: str
    effect: str
    against: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A version in words, and the sources that brought it."""

    version: int
    recorded_at: datetime
    words: str
    sources: list[Source]


def who_says_so(testimony: Testimony, shown: Meeting) -> list[tuple[Field, str, list[Said]]]:
    """Return the claims in words, by field and in the order in which people ask."""
    by_field: dict[Field, list[Said]] = {}
    for claim in testimony.claims:
        effect = testimony.effects.get(claim.id)
        said = Said(claim, say_value(claim), say_effect(claim, effect), say_against(claim, effect, shown))
        by_field.setdefault(claim.field, []).append(said)
    return [(field, heading, by_field[field]) for field, heading in HEADINGS.items() if field in by_field]


def how_it_came(history: Iterable[Change]) -> list[Step]:
    """Return the versions in order, each with the sources that the one before it did not have."""
    steps: list[Step] = []
    known = set[UUID]()
    for change in history:
        sources = Meeting.model_validate_json(change.document or b"").sources
        new = [source for source in sources if source.id not in known]
        known |= {source.id for source in sources}
        steps.append(Step(change.version, change.modified_at, typeset(change.words), new))
    return steps
