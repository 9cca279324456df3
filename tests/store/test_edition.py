"""Editions: taken as it is stored or projected again, a meeting is the same; and which of them are projected."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.ical import write_vevent
from app.meetings.terms import Field, Verdict
from app.store.almanac import find_known_vevents
from app.store.database import Database
from app.store.edition import choose, fetch
from app.store.find import find_events
from app.store.known import find_known
from app.store.names import Names
from tests.conftest import BASE_URL, Shelf, StoppedClock
from tests.store.factories import head_of, knowing, meet, meeting_ids, rule, tell, wanted
from tests.store.stories import SLUGS, Told, go_on, steps

RECORDED = "2025-10-18T20:00:00Z"
REJECTED = (None, Field.STATUS, Field.PLACE, Field.TOPICS, Field.LINKS)
DAYS = [f"2025-10-{day}" for day in range(17, 22)]
Written = list[tuple[bytes, bytes]]


def read(database: Database, **asked: str) -> Written:
    """Return the documents and VEVENTs of an edition, what was taken off the calendar included."""
    with knowing(database, wanted(**asked)) as (known, plain):
        documents = [document for document, _ in find_events(known, plain, most=1000)]
        return sorted(zip(documents, find_known_vevents(known, plain, BASE_URL, most=1000), strict=True))


def project(database: Database, **asked: str) -> Written:
    """Return the same of each meeting by itself, projected from its claims."""
    with database.reading() as session:
        known = [find_known(session, id_, wanted(**asked)) for id_ in meeting_ids(database)]
    there = [one for one in known if one]
    return sorted((one.model_dump_json(by_alias=True).encode(), write_vevent(one, BASE_URL)) for one in there)


def taken_and_projected(database: Database, serial: int | None = None, **asked: object) -> tuple[list[str], list[str]]:
    """Return which meetings of an edition are taken as they are stored, and which are projected again."""
    named = meeting_ids(database)
    with database.reading() as session:
        made_of = fetch(session, choose(Names(session), wanted(**asked), serial or head_of(database).serial))
    return sorted(named[one.columns["meeting_id"]] for one in made_of.shown), sorted(one.slug for one in made_of.named)


@given(
    st.lists(st.sampled_from(DAYS), min_size=3, max_size=3),
    st.lists(st.tuples(steps, st.sampled_from(DAYS), st.sampled_from(REJECTED)), max_size=8),
)
@settings(max_examples=20, deadline=None)
def test_an_edition_holds_each_meeting_as_its_claims_alone_describe_it(
    shelf: Shelf, days: list[str], told: list[tuple[Told, str, Field | None]]
) -> None:
    database = Database(shelf.copy("sqlite", "empty"))
    for slug, day in zip(SLUGS, days, strict=True):
        meet(database, slug, said_on=day)
    for (slug, fields), day, rejected in told:
        go_on(database, (slug, fields if "listed" in fields else fields | {"said_on": day}))
        if rejected:
            rule(database, slug, rejected, Verdict.REJECTED)

    editions = [{"known_on": day} for day in DAYS] + [{"known_on": day, "as_of": RECORDED} for day in DAYS]

    assert [read(database, **asked) for asked in editions] == [project(database, **asked) for asked in editions]
    database.close()


def test_what_was_known_in_full_is_taken_as_it_is_stored(database: Database) -> None:
    for slug in ("apec", "g20", "dinner"):
        meet(database, slug)
    tell(database, "g20", said_on="2025-10-19", topics=["trade"])

    assert taken_and_projected(database, known_on="2025-10-17") == ([], [])
    assert taken_and_projected(database, known_on="2025-10-18") == (["apec", "dinner"], ["g20"])
    assert taken_and_projected(database, known_on="2025-10-19") == (["apec", "dinner", "g20"], [])


def test_what_names_a_meeting_of_which_more_was_said_later_is_projected_again(database: Database) -> None:
    meet(database, "apec")
    meet(database, "dinner", links=[{"rel": "part_of", "to": "apec"}])
    meet(database, "toast", links=[{"rel": "part_of", "to": "dinner"}])
    tell(database, "apec", said_on="2025-10-19", title="32nd APEC summit")

    assert taken_and_projected(database, known_on="2025-10-18") == (["toast"], ["apec", "dinner"])


def test_what_was_ruled_or_recorded_since_is_projected_again(database: Database, stopped_clock: StoppedClock) -> None:
    meet(database, "apec", topics=["trade"])
    meet(database, "g20")
    meet(database, "dinner")
    serial = head_of(database).serial
    stopped_clock.advance(hours=1)
    rule(database, "apec", Field.TOPICS, Verdict.REJECTED)
    tell(database, "g20", topics=["trade"])

    pinned = taken_and_projected(database, serial, known_on="2025-10-18")
    recorded = taken_and_projected(database, known_on="2025-10-18", as_of="2025-10-18T20:30:00Z")

    assert pinned == recorded == (["dinner"], ["apec", "g20"])
    assert taken_and_projected(database, known_on="2025-10-18") == (["apec", "dinner", "g20"], [])


def test_most_of_what_really_happened_is_taken_as_it_is_stored(story: Database) -> None:
    counts = [
        tuple(len(slugs) for slugs in taken_and_projected(story, known_on=day))
        for day in ("2025-10-18", "2025-10-25", "2025-10-30")
    ]

    assert counts == [(0, 8), (6, 6), (12, 0)]
