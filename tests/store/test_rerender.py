"""Rendering everything again: new bytes are changes like any others, and old ones are left alone."""

import re

import pytest
from sqlalchemy import update

from app.store import check, edition, record, render, rerender
from app.store.database import Database
from app.store.find import find_page
from app.store.ledger import open_ledger, settle
from app.store.tables import LedgerRow
from tests.conftest import BASE_URL, StoppedClock
from tests.store.factories import (
    basics,
    changes,
    dump,
    find,
    knowing,
    list_again,
    meet,
    stored_versions,
    tell,
    tell_all,
    wanted,
)

ELSEWHERE = "https://calendar.example.org"


def render_again(database: Database, base_url: str) -> int:
    with database.writing() as session:
        return rerender.rerender(session, open_ledger(session), base_url)


def faults(database: Database) -> list[str]:
    found: list[str] = []
    with database.reading() as session:
        check.check(session, found.append)
    return found


def test_the_same_bytes_are_left_alone(database: Database) -> None:
    meet(database)
    before = dump(database)

    assert render_again(database, BASE_URL) == 0
    assert dump(database) == before


def test_another_address_makes_a_new_version_of_each_meeting_once(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database, "apec")
    meet(database, "g20")
    meet(database, "gone")
    list_again(database, "gone", listed=False)
    stopped_clock.advance(hours=1)

    written = [render_again(database, ELSEWHERE), render_again(database, ELSEWHERE)]

    assert written == [3, 0]
    assert [(row.number, row.version, row.sequence) for row in stored_versions(database, "gone")][-1] == (7, 3, 1)
    assert [(one.number, one.slug, one.fields, one.modified_at) for one in changes(database, 4)] == [
        (5, "apec", [], stopped_clock.instant),
        (6, "g20", [], stopped_clock.instant),
    ]
    assert all(
        f"\r\nURL:{ELSEWHERE}/meetings/".encode() in stored_versions(database, slug)[-1].vevent
        for slug in ("apec", "g20", "gone")
    )
    assert faults(database) == []


def last_change(database: Database) -> list[str]:
    """Return what the VEVENT of a meeting says of its last change, version by version."""
    unfolded = (row.vevent.replace(b"\r\n ", b"").decode() for row in stored_versions(database))
    return [found[1] if (found := re.search(r"\\nChanged on (.*?)\\n", one)) else "" for one in unfolded]


def test_what_is_rendered_again_says_what_changed_last_before(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database)
    render_again(database, ELSEWHERE)
    stopped_clock.advance(days=5)
    with database.writing() as session:
        rerender.rerender(session, open_ledger(session), BASE_URL)
    tell(database, when="2025-10-31")
    stopped_clock.advance(days=5)
    render_again(database, ELSEWHERE)

    moved = "23 October 2025: 31 October instead of 30 October"
    assert last_change(database) == ["", "", "", moved, moved]
    assert faults(database) == []


def test_what_is_no_news_leaves_the_news_before_it_where_it_was(
    database: Database, stopped_clock: StoppedClock
) -> None:
    meet(database, when="2025-10-30")
    tell(database, when="2025-10-31")
    stopped_clock.advance(days=5)

    tell(database, topics=["trade"])

    moved = "18 October 2025: 31 October instead of 30 October"
    assert [one.words for one in changes(database)][1:] == ["31 October instead of 30 October", "topics: trade"]
    assert last_change(database) == ["", moved, moved]
    assert faults(database) == []


def test_rendering_again_is_later_than_all_that_is_shown(database: Database) -> None:
    meet(database, "apec")
    for day in ("2025-10-31", "2025-11-01"):
        tell(database, "apec", when=day)
    meet(database, "g20")

    render_again(database, ELSEWHERE)

    stamps = [change.modified_at for change in changes(database)]
    assert stamps == sorted(stamps)
    assert stamps[-1] == stamps[-2] > stamps[-3]


def test_after_rendering_again_the_service_opens_the_calendar(database: Database) -> None:
    meet(database)
    with database.writing() as session:
        session.execute(update(LedgerRow).values(zones_version="2024a", writer_version=0))

    render_again(database, BASE_URL)

    with database.writing() as session:
        assert settle(open_ledger(session), BASE_URL, BASE_URL) == BASE_URL


def test_progress_is_told(database: Database) -> None:
    meet(database)
    seen: list[tuple[int, int]] = []

    with database.writing() as session:
        ledger = open_ledger(session)
        rerender.rerender(session, ledger, ELSEWHERE, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 1)]


def test_a_calendar_of_several_batches_is_recorded_checked_known_and_rendered_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (record, render, check, edition, rerender):
        monkeypatch.setattr(module, "BATCH", 2)
    names = [f"meeting-{number}" for number in range(5)]
    following = {"links": [{"rel": "follows", "to": "meeting-4"}]}
    tell_all(database, {slug: basics(slug) for slug in names})
    tell_all(database, {"meeting-0": following, "meeting-3": following})

    recorded = tell_all(database, {slug: {"topics": ["trade"]} for slug in names} | {"meeting-4": {"title": "Last"}})

    assert [(one.slug, one.version) for one in recorded.versions] == [
        ("meeting-0", 3),
        ("meeting-1", 2),
        ("meeting-2", 2),
        ("meeting-3", 3),
        ("meeting-4", 2),
    ]
    assert faults(database) == []
    assert render_again(database, ELSEWHERE) == 5
    assert faults(database) == []
    with knowing(database, wanted(known_on="2025-10-18")) as (then, plain):
        found, _ = find_page(then, plain, limit=10, number=None, after=None)
    assert [one.meeting_id for one in found] == [one.id for one in find(database)]
