"""Small calendars, and what is found in them: a test names only the facts that it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.meetings.claim import Claim
from app.meetings.discrepancy import contradictions, open_questions
from app.meetings.discrepancy.finding import Finding
from app.meetings.document import Locality, Meeting, Participation
from app.meetings.projection import project
from app.meetings.terms import Field, Kind, Precision, Rel, Role, Status
from tests.formats.documents import document
from tests.meetings.factories import (
    TRUMP,
    basics,
    claim,
    country,
    link,
    linked,
    locality,
    meeting_ref,
    status,
    when,
    where,
)

TODAY = date(2025, 10, 18)


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting, and the claims that make it."""

    meeting: Meeting
    claims: Sequence[Claim]


def tell(
    slug: str,
    days: str | Claim,
    place: Locality | None,
    *claims: Claim,
    kind: Kind = Kind.BILATERAL,
    parts: Iterable[Participation] = (TRUMP,),
) -> Told:
    """Return a meeting in some days at a place. More claims follow those that it is made of."""
    dated = when(days) if isinstance(days, str) else days
    made = [*basics(kind, parts, title=slug.capitalize().replace("-", " ")), dated, where(place), *claims]
    return Told(document(project(made).content, slug), made)


def visit(
    slug: str, days: str | Claim, place: Locality | None, *claims: Claim, parts: Iterable[Participation] = ()
) -> Told:
    """Return a visit, of Donald Trump where nobody else is named."""
    travellers = parts or (TRUMP.model_copy(update={"role": Role.VISITOR}),)
    return tell(slug, days, place, *claims, kind=Kind.VISIT, parts=travellers)


def told_again(told: Told, *claims: Claim) -> Told:
    """Return a meeting of which more is said."""
    made = [*told.claims, *claims]
    return Told(document(project(made).content, told.meeting.slug), made)


def part_of(slug: str) -> Claim:
    return linked(link(Rel.PART_OF, meeting_ref(slug, slug)))


def beside(slug: str) -> Claim:
    return linked(link(Rel.ON_SIDELINES_OF, meeting_ref(slug, slug)))


def at(place: Locality, latitude: float, longitude: float) -> Locality:
    return place.model_copy(update={"latitude": latitude, "longitude": longitude})


def city(name: str, of: Locality, latitude: float, longitude: float, time_zone: str | None = None) -> Locality:
    return at(locality(name, Precision.CITY, of, time_zone=time_zone), latitude, longitude)


def against(*told: Told, on: date = TODAY) -> list[Finding]:
    """Return the contradictions in a calendar."""
    return contradictions([one.meeting for one in told], {one.meeting.id: one.claims for one in told}, on)


def asked(*told: Told, on: date = TODAY) -> list[Finding]:
    """Return the open questions of a calendar."""
    return open_questions([one.meeting for one in told], {one.meeting.id: one.claims for one in told}, on)


def seen(findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """Return findings by kind and meetings."""
    return [(one.kind, *(meeting.slug for meeting in one.meetings)) for one in findings]


OFF = [
    status(Status.CANCELLED, said_on="2025-10-20"),
    status(Status.POSTPONED, said_on="2025-10-20"),
    status(Status.LAPSED, said_on="2025-10-20"),
    claim(Field.LISTED, value=False, said_on="2025-10-20"),
]
"""What is said at last of a meeting that no longer stands."""

JAPAN, MALAYSIA, BRITAIN = country("JP", "Japan"), country("MY", "Malaysia"), country("GB", "United Kingdom")
TOKYO = city("Tokyo", JAPAN, 35.68, 139.76, "Asia/Tokyo")
KUALA_LUMPUR = city("Kuala Lumpur", MALAYSIA, 3.139, 101.687, "Asia/Kuala_Lumpur")
