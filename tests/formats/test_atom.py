"""Atom: valid by RFC 4287 and readable by others, the newest change first, each saying what moved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import feedparser  # type: ignore[import-untyped]  # (it comes without types)
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from app.formats.atom import Change, write_atom
from app.formats.description import describe
from tests.formats.conftest import Expected
from tests.formats.documents import BASE_URL, DOZEN, EVENING, FEED, MEETINGS
from tests.meetings.factories import identify
from tests.meetings.strategies import law

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))
OURS = replace(FEED, url=f"{BASE_URL}/feeds/us-china.atom?party=US&party=CN")
FEED_ID = UUID("5b0b3e1a-6f4e-5c55-9d6e-2d9c6e1c6f10")
MEETING = identify("trump-xi-meeting")


def change(number: int, words: str, *, version: int = 2, title: str = "Trump-Xi meeting") -> Change:
    """Return a step of a meeting, an hour after the one before it. It has left the feed."""
    at = EVENING + timedelta(hours=number)
    return Change(number, MEETING, "trump-xi-meeting", title, version, at, words, None)


def shown(name: str, number: int, words: str, version: int = 2) -> Change:
    one = MEETINGS[name]
    return replace(
        change(number, words, version=version, title=one.title), meeting_id=one.id, slug=one.slug, meeting=one
    )


def written(*changes: Change) -> bytes:
    return write_atom(OURS, FEED_ID, changes, BASE_URL)


def read(*changes: Change) -> feedparser.FeedParserDict:
    """Read a feed as feed readers do, once it has been found valid."""
    feed = written(*changes)
    SCHEMA.assertValid(etree.fromstring(feed))
    parsed = feedparser.parse(feed)
    assert not parsed.bozo
    return parsed


NEW = shown("within", 1, "New: Trump-Xi meeting, some time in 31 October - 1 November 2025", version=1)
MOVED = shown("moved-twice", 2, "30 October instead of 31 October - 1 November; place: Busan, South Korea")


def test_a_feed_is_written_byte_for_byte_as_expected(expected: Expected) -> None:
    told = [shown(name, number, f"topics: {name}") for number, name in enumerate(DOZEN, start=3)]
    feed = written(NEW, MOVED, *told, change(40, "now cancelled"))

    assert feed == expected("changes.atom", feed)


def test_every_sort_of_meeting_makes_a_valid_feed() -> None:
    entries = read(*(shown(name, number, "topics: trade") for number, name in enumerate(MEETINGS))).entries

    assert [one.link for one in entries] == [f"{BASE_URL}/meetings/{name}" for name in reversed(MEETINGS)]


def test_a_feed_says_what_it_is_and_where_it_lives() -> None:
    feed = read(NEW, MOVED).feed

    assert (feed.id, feed.title, feed.subtitle) == (FEED_ID.urn, FEED.title, FEED.description)
    assert feed.updated_parsed[:6] == (2025, 10, 18, 22, 0, 0)
    assert feed.author == "Summitry"
    assert [(link.rel, link.type, link.href) for link in feed.links] == [
        ("self", "application/atom+xml", OURS.url),
        ("alternate", "text/html", OURS.page),
    ]


def test_the_newest_change_comes_first_in_whatever_order_they_are_given() -> None:
    assert written(MOVED, NEW) == written(NEW, MOVED)
    assert [one.title for one in read(NEW, MOVED).entries] == [
        "Trump-Xi meeting: 30 October instead of 31 October - 1 November; place: Busan, South Korea",
        "New: Trump-Xi meeting, some time in 31 October - 1 November 2025",
    ]


def test_an_entry_says_what_moved_when_and_how_the_meeting_looks_now() -> None:
    (entry,) = read(MOVED).entries

    assert entry.updated == "2025-10-18T22:00:00Z"
    assert [(link.rel, link.href) for link in entry.links] == [
        ("alternate", f"{BASE_URL}/meetings/moved-twice"),
        ("via", "https://en.yna.co.kr/view/AEN20251023?section=news&a=1"),
    ]
    assert [tag.term for tag in entry.tags] == ["bilateral"]
    content = etree.fromstring(written(MOVED)).findtext(".//{*}entry/{*}content")
    assert content == f"<p>{MOVED.words}</p>{describe(MEETINGS['moved-twice'], BASE_URL).html}"


def test_a_meeting_that_has_left_the_feed_says_so() -> None:
    (entry,) = read(change(1, "now cancelled")).entries

    assert entry.title == "Trump-Xi meeting: now cancelled"
    assert entry.content[0].value == "<p>now cancelled</p><p>It is no longer in this feed.</p>"


def test_an_id_lasts_wherever_the_calendar_is_served_and_is_no_other_changes() -> None:
    elsewhere = feedparser.parse(write_atom(OURS, FEED_ID, [NEW, MOVED], "https://calendar.example.net"))
    ids = [one.id for one in read(NEW, MOVED).entries]

    assert [one.id for one in elsewhere.entries] == ids
    assert ids == [uuid5(one.meeting_id, f"version {one.version}").urn for one in (MOVED, NEW)]
    assert read(change(1, "a", version=2), change(2, "b", version=3)).entries[0].id not in ids


def test_what_readers_do_not_see_is_no_change() -> None:
    rendered_again = change(9, "details", version=3)

    assert written(NEW, rendered_again) == written(NEW)


def test_a_feed_without_changes_is_valid_and_its_stamp_stands_still() -> None:
    feed = read()

    assert feed.entries == []
    assert feed.feed.updated == "2025-01-01T00:00:00Z"


def test_a_long_sentence_is_cut_in_the_title_and_whole_in_the_content() -> None:
    words = f"with {'Somebody Else, ' * 30}and Nobody"

    (entry,) = read(change(1, words)).entries

    assert len(entry.title) <= 200
    assert entry.title.endswith("…")
    assert f"<p>{words}</p>" in entry.content[0].value


@law
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60))
def test_no_text_that_enters_a_claim_breaks_the_feed(text: str) -> None:
    feed = written(change(1, text, title=text), shown("within", 2, text))

    SCHEMA.assertValid(etree.fromstring(feed))


def test_markup_in_a_text_stays_text() -> None:
    (entry,) = read(change(1, "title: <script>alert(1)</script> &amp;")).entries

    assert entry.title_detail.type == "text/plain"
    content = etree.fromstring(written(change(1, "<script>"))).findtext(".//{*}content")
    assert content == "<p>&lt;script&gt;</p><p>It is no longer in this feed.</p>"


@pytest.mark.parametrize("text", ["\x00", "\x0b", "a\x1bb"], ids=repr)
def test_what_no_xml_can_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stands in no XML document"):
        written(change(1, text))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<updated>2025-10-18T21:00:00Z</updated>", b"<updated>yesterday</updated>"),
        (b"<id>", b"<id></id><id>"),
        (b'rel="alternate" ', b""),
        (b"</entry>", b"<entry/></entry>"),
    ],
    ids=str,
)
def test_the_schema_finds_what_is_wrong(right: bytes, wrong: bytes) -> None:
    feed = written(NEW)
    assert right in feed

    broken = feed.replace(right, wrong, 1) if wrong else feed.replace(b'href="', b'hrof="', 1)

    assert SCHEMA.validate(etree.fromstring(feed))
    assert not SCHEMA.validate(etree.fromstring(broken))


def test_an_instant_is_written_in_utc() -> None:
    assert b"<updated>2025-10-30T02:00:00Z</updated>" in written(
        replace(NEW, at=datetime(2025, 10, 30, 2, 0, tzinfo=UTC))
    )
