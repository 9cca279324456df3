"""Meetings as every reader sees them: what each is about, and where it stands in the calendar."""

import re
from datetime import UTC, datetime
from pathlib import Path

from app.formats.description import LastChange
from app.formats.ical import FeedTitle, write_vevent
from app.meetings.claim import Claim
from app.meetings.document import Content, Meeting
from app.meetings.terms import Bearing, Eos, Field, Kind, Level, PartyKind, Precision, Rel, Role, Status
from tests.meetings.factories import (
    ASEAN,
    BUSAN,
    CN,
    GIMHAE,
    KOREA,
    KR,
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
    person,
    source,
    status,
    topic,
    when,
    where,
)

GOLDEN = Path(__file__).parent.parent / "golden"
"""The bytes that are expected. Whoever changes a format on purpose writes them again with `make golden`."""
BASE_URL = "https://summitry.example.org"
EVENING = datetime(2025, 10, 18, 20, 0, tzinfo=UTC)
REUTERS = source("Reuters")
YONHAP = source("Yonhap", "2025-10-23", "Trump, Xi to meet on Oct. 30").model_copy(
    update={"url": "https://en.yna.co.kr/view/AEN20251023?section=news&a=1"}
)
MALAYSIA = country("MY", "Malaysia")
KUALA_LUMPUR = locality("Kuala Lumpur", Precision.CITY, MALAYSIA, time_zone="Asia/Kuala_Lumpur")
AT_GIMHAE = GIMHAE.model_copy(update={"latitude": 35.1795, "longitude": 128.9382})
BLUE_HOUSE = locality('The "Blue" House; Hall, 1', Precision.VENUE, BUSAN).model_copy(
    update={"latitude": 37.5, "longitude": -129.0}
)
AMERICA = country("US", "United States")
WASHINGTON = locality("Washington", Precision.CITY, AMERICA, time_zone="America/New_York").model_copy(
    update={"latitude": 38.9072, "longitude": -77.0369}
)
APIA = locality("Apia", Precision.CITY, country("WS", "Samoa"), time_zone="Pacific/Apia").model_copy(
    update={"latitude": -13.8333, "longitude": -171.7667}
)
RIYADH = locality("الرياض", Precision.CITY, country("SA", "المملكة العربية السعودية"), time_zone="Asia/Riyadh")
FEED = FeedTitle(
    title="US and China; talks, calls",
    description="Meetings,\ntalks and calls.",
    color="firebrick",
    url=f"{BASE_URL}/feeds/us-china.ics?party=US&party=CN",
    page=f"{BASE_URL}/",
)


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
    """Return the bytes that are expected of a meeting."""
    return (GOLDEN / f"{name}.ics").read_bytes()


def vevent(name: str) -> bytes:
    """Return what is written of a meeting, with what changed last of it."""
    return write_vevent(MEETINGS[name], BASE_URL, CHANGES.get(name))


def properties(written: bytes) -> dict[str, str]:
    """Return the values of an iCalendar component by the names of its properties, as they are written."""
    lines = written.replace(b"\r\n ", b"").decode().split("\r\n")
    split = (re.split("[:;]", line, maxsplit=1) for line in lines if line)
    return {name: value for name, value in split if name not in ("BEGIN", "END")}


def text_of(written: bytes, name: str) -> str:
    """Return the text of a property as a reader understands it (RFC 5545, section 3.3.11)."""
    unfolded = written.replace(b"\r\n ", b"").decode()
    found = re.search(rf'^{name}(?:;[A-Z-]+=(?:"[^"]*"|[^";:]*))*:(.*)\r$', unfolded, re.MULTILINE)
    assert found
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], found[1])


def titled(title: str) -> Claim:
    return claim(Field.TITLE, title)


def summarised(text: str) -> Claim:
    return claim(Field.SUMMARY, text)


def written_in(language: str) -> Claim:
    return claim(Field.LANGUAGE, language)


def _summit(*claims: Claim) -> Content:
    parts = [part(ASEAN, role=Role.ORGANISER)]
    named = [titled("47th ASEAN Summit"), linked(in_series("ASEAN Summit", 47)), topic("asean")]
    return meeting(*named, *claims, kind=Kind.SUMMIT, parts=parts)


THURSDAY = when("2025-10-30 in Asia/Seoul", said_for=US, source=REUTERS)
LONG = "Leaders said that they would talk about tariffs, rare earths and soybeans; nothing was agreed. " * 32

_MEETINGS: dict[str, Meeting] = {
    "within": document(
        meeting(when("[2025-10-31..2025-11-01] in Asia/Seoul", source=REUTERS, certainty=Eos.EOS4), where(KOREA))
    ),
    "one-of": document(_summit(when("2025-10-26/2025-10-28 | 2025-11-03/2025-11-05", source=REUTERS))),
    "several-days": document(
        _summit(when("2025-10-26/2025-10-28", said_for=ASEAN, certainty=Eos.EOS5, source=REUTERS), where(KUALA_LUMPUR)),
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
            linked(link(Rel.PART_OF, meeting_ref("several-days", "47th ASEAN Summit"))),
            linked(link(Rel.ON_SIDELINES_OF, meeting_ref("apec", "APEC"))),
            kind=Kind.SIGNING,
            parts=[part(US, role=Role.SIGNATORY), part(CN, role=Role.SIGNATORY), part(KR, role=Role.WITNESS)],
        )
    ),
    "a-visit": document(meeting(THURSDAY, titled("Donald Trump’s visit"), kind=Kind.STATE_VISIT, parts=[TRUMP])),
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
    "summer-time": document(
        meeting(
            when(
                "2025-11-01T17:30/2025-11-01T18:15 in America/New_York", said_for=US, source=YONHAP, certainty=Eos.EOS5
            ),
            titled("Working dinner"),
            claim(Field.LEVEL, Level.LEADERS),
            where(WASHINGTON),
            kind=Kind.BANQUET,
            parts=[part(US, role=Role.HOST), part(KR)],
        )
    ),
    "date-line": document(
        meeting(
            when("2025-11-02T09:00/2025-11-02T12:00 in Pacific/Apia", source=REUTERS),
            titled("Pacific security"),
            where(APIA),
            kind=Kind.MINISTERIAL,
            parts=[part(US), part(party("Samoa", PartyKind.STATE, "WS"), role=Role.HOST)],
        )
    ),
    "vague-week": document(
        meeting(when("[2025-10-20..2025-10-26] in Asia/Kuala_Lumpur", source=REUTERS), where(MALAYSIA))
    ),
    "vague-month": document(meeting(when("2026-04", said_for=US, source=REUTERS), titled("Trump's visit to China"))),
    "moved-twice": document(
        meeting(
            when("[2025-10-31..2025-11-01] in Asia/Seoul", said_on="2025-10-18", source=REUTERS),
            when("2025-10-30", said_on="2025-10-23", said_for=US, source=YONHAP, certainty=Eos.EOS4),
            when("2025-10-30T11:00 in Asia/Seoul", said_on="2025-10-29", said_for=CN, source=REUTERS),
            where(AT_GIMHAE),
            linked(link(Rel.ON_SIDELINES_OF, meeting_ref("apec", "APEC Economic Leaders' Meeting"))),
        ),
        version=3,
        sequence=2,
    ),
    "remote-call": document(
        meeting(
            when("2025-10-18T09:00 in Asia/Shanghai", source=REUTERS),
            titled("Bessent-He Lifeng call"),
            kind=Kind.CALL,
            parts=[part(person("Scott Bessent"), for_party=US), part(person("He Lifeng"), for_party=CN)],
        )
    ),
    "chinese-and-japanese": document(
        meeting(
            THURSDAY,
            titled("习近平会见特朗普，就经贸问题交换意见"),  # noqa: RUF001 (a Chinese comma)
            summarised("首脳会談では関税と大豆の購入について話し合う。" * 25),
            written_in("zh"),
            where(locality("釜山", Precision.CITY, KOREA)),
        )
    ),
    "right-to-left": document(
        meeting(
            THURSDAY,
            # An override that is never closed would turn round all that follows it.
            titled("\u202eقمة الرياض\u2066 – פסגה"),
            summarised("تبحث القمة ملف التجارة؛ \u202bפגישה\u202c أخيرة (2025)."),  # noqa: RUF001 (a Hebrew letter)
            written_in("ar"),
            where(RIYADH),
            parts=[part(person("محمد بن سلمان"), for_party=party("السعودية", PartyKind.STATE, "SA")), XI],
        )
    ),
}


def _called(name: str, one: Meeting) -> Meeting:
    """Return a meeting with an identity of its own."""
    return one.model_copy(update={"id": identify(name), "uid": str(identify(name)), "slug": name})


MEETINGS = {name: _called(name, one) for name, one in _MEETINGS.items()}
"""A meeting of each sort, by the name of the file in tests/golden that holds its expected VEVENT."""

CHANGES = {
    "with-an-end": LastChange(
        datetime(2025, 10, 30, 4, 0, tzinfo=UTC), "now held; 30 October, 11:00-12:40 (Asia/Seoul)"
    ),
    "moved-twice": LastChange(
        datetime(2025, 10, 29, 8, 0, tzinfo=UTC),
        "30 October, 11:00 (Asia/Seoul) (before: 30 October); place: Gimhae Air Base, Busan, South Korea",
    ),
}
"""What changed last of some of them."""

DOZEN = (
    *("within", "several-days", "with-an-end", "summer-time", "date-line", "vague-week", "cancelled", "postponed"),
    *("moved-twice", "remote-call", "chinese-and-japanese", "right-to-left", "long", "part-of-another"),
)
"""What shows most of what can go wrong, as one feed. A month that is vague is hidden from feeds by default."""
