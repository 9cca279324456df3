"""Meetings as every reader sees them: what each is about, and where it stands in the calendar."""

import re
from datetime import UTC, datetime
from pathlib import Path

from app.meetings.claim import Claim
from app.meetings.document import Content, Meeting
from app.meetings.terms import Bearing, Eos, Field, Kind, PartyKind, Precision, Rel, Role, Status
from tests.meetings.factories import (
    ASEAN,
    BUSAN,
    CN,
    GIMHAE,
    KOREA,
    TRUMP,
    US,
    XI,
    claim,
    country,
    identify,
    in_series,
    link,
    linked,
    locality,
    meeting,
    meeting_ref,
    part,
    party,
    source,
    status,
    topic,
    when,
    where,
)

GOLDEN = Path(__file__).parent.parent / "golden"
BASE_URL = "https://summitry.example.org"
EVENING = datetime(2025, 10, 18, 20, 0, tzinfo=UTC)
REUTERS = source("Reuters")
MALAYSIA = country("MY", "Malaysia")
KUALA_LUMPUR = locality("Kuala Lumpur", Precision.CITY, MALAYSIA, time_zone="Asia/Kuala_Lumpur")
AT_GIMHAE = GIMHAE.model_copy(update={"latitude": 35.1795, "longitude": 128.9382})
BLUE_HOUSE = locality('The "Blue" House; Hall, 1', Precision.VENUE, BUSAN).model_copy(
    update={"latitude": 37.5, "longitude": -129.0}
)
SEOUL = party("South Korea", PartyKind.STATE, "KR")


def document(content: Content, slug: str = "trump-xi-meeting-2025", *, version: int = 1, sequence: int = 0) -> Meeting:
    """Return what is said of a meeting as a version of the calendar."""
    return Meeting(
        **dict(content),
        id=identify(slug),
        uid=str(identify(slug)),
        slug=slug,
        version=version,
        sequence=sequence,
        number=version,
        created_at=EVENING,
        modified_at=EVENING,
    )


def golden(name: str) -> bytes:
    """Return the bytes that are expected."""
    return (GOLDEN / f"{name}.ics").read_bytes()


def properties(written: bytes) -> dict[str, str]:
    """Return the values of an iCalendar component by the names of its properties, as they are written."""
    lines = written.replace(b"\r\n ", b"").decode().split("\r\n")
    split = (re.split("[:;]", line, maxsplit=1) for line in lines if line)
    return {name: value for name, value in split if name not in ("BEGIN", "END")}


def text_of(written: bytes, name: str) -> str:
    """Return the text of a property as a reader understands it (RFC 5545, section 3.3.11)."""
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], properties(written)[name])


def titled(title: str) -> Claim:
    return claim(Field.TITLE, title)


def summarised(text: str) -> Claim:
    return claim(Field.SUMMARY, text)


def _summit(*claims: Claim) -> Content:
    parts = [part(ASEAN, role=Role.ORGANISER)]
    named = [titled("47th ASEAN Summit"), linked(in_series("ASEAN Summit", 47)), topic("asean")]
    return meeting(*named, *claims, kind=Kind.SUMMIT, parts=parts)


THURSDAY = when("2025-10-30 in Asia/Seoul", said_for=US, source=REUTERS)
LONG = "Leaders said that they would talk about tariffs, rare earths and soybeans; nothing was agreed. " * 32

MEETINGS: dict[str, Meeting] = {
    "within": document(
        meeting(when("[2025-10-31..2025-11-01] in Asia/Seoul", source=REUTERS, certainty=Eos.EOS4), where(KOREA))
    ),
    "one-of": document(_summit(when("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", source=REUTERS)), "asean-summit"),
    "several-days": document(
        _summit(when("2025-10-26/2025-10-28", said_for=ASEAN, certainty=Eos.EOS5, source=REUTERS), where(KUALA_LUMPUR)),
        "asean-summit",
    ),
    "without-an-end": document(
        meeting(when("2025-10-30T11:00 in Asia/Seoul", source=REUTERS), where(AT_GIMHAE), topic("trade"))
    ),
    "with-an-end": document(
        meeting(
            when("2025-10-30T11:00/2025-10-30T12:40 in Asia/Seoul", said_for=CN, source=REUTERS),
            status(Status.HELD),
            where(AT_GIMHAE),
        ),
        version=3,
        sequence=2,
    ),
    "open-end": document(meeting(when("2025-10-25/.. in Asia/Seoul", source=REUTERS), kind=Kind.TALKS)),
    "cancelled": document(meeting(THURSDAY, status(Status.CANCELLED), where(BUSAN)), version=2, sequence=1),
    "postponed": document(meeting(THURSDAY, status(Status.POSTPONED), where(BUSAN)), version=2, sequence=1),
    "former": document(meeting(when("2025-10-30 in Asia/Seoul", bearing=Bearing.FORMER, source=REUTERS))),
    "lapsed": document(meeting(when("2025-09", source=REUTERS), status(Status.LAPSED)), version=2, sequence=1),
    "not-listed": document(meeting(THURSDAY, claim(Field.LISTED, value=False)), version=2, sequence=1),
    "several-places": document(
        meeting(THURSDAY, where(locality("Vienna and Geneva", Precision.SEVERAL)), kind=Kind.TALKS)
    ),
    "no-place": document(meeting(THURSDAY, where(locality("By video", Precision.NONE)), kind=Kind.CALL)),
    "undisclosed-place": document(meeting(THURSDAY, where(locality(None, Precision.UNDISCLOSED, KOREA)))),
    "part-of-another": document(
        meeting(
            THURSDAY,
            linked(link(Rel.PART_OF, meeting_ref("asean-summit", "47th ASEAN Summit"))),
            linked(link(Rel.ON_SIDELINES_OF, meeting_ref("apec", "APEC"))),
            kind=Kind.SIGNING,
            parts=[part(US, role=Role.SIGNATORY), part(CN, role=Role.SIGNATORY), part(SEOUL, role=Role.WITNESS)],
        )
    ),
    "a-visit": document(
        meeting(THURSDAY, titled("Donald Trump’s visit"), kind=Kind.STATE_VISIT, parts=[TRUMP]), "visit"
    ),
    "special-characters": document(
        meeting(
            THURSDAY,
            titled("Talks; tariffs, “trade” \\ 习近平会见特朗普 — لقاء القمة 🤝🇨🇳"),
            summarised("First line; with, marks \\ and a back\\nslash.\n\n第二行。\n🤝"),
            where(BLUE_HOUSE),
            topic("trade, tariffs; more"),
            parts=[TRUMP, XI],
        )
    ),
    "long": document(meeting(THURSDAY, summarised(LONG.strip()))),
}
"""A meeting of each sort, by the name of the file in tests/golden that holds its expected VEVENT."""
