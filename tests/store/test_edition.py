"""Editions: taken as it is stored or projected again, a meeting is the same; and which of them are projected."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from app.formats.ical import write_vevent
from app.meetings.document import Meeting
from app.meetings.errors import LinkError, MergerError
from app.meetings.terms import Field, Verdict
from app.store.almanac import Almanac, find_known_vevents
from app.store.database import Database
from app.store.edition import choose, fetch
from app.store.find import find_events
from app.store.known import find_known
from app.store.names import Names
from app.store.parties import PartyChange, get_party_row, set_party
from tests.conftest import BASE_URL, Shelf, StoppedClock
from tests.store.factories import head_of, knowing, meet, meeting_ids, rule, tell, wanted, writing
from tests.store.stories import SLUGS, Told, go_on, steps

RECORDED = "2025-10-18T20:00:00Z"
REJECTED = (None, Field.STATUS, Field.PLACE, Field.TOPICS, Field.LINKS)
DAYS = [f"2025-10-{day}" for day in range(17, 22)]
mergers = st.tuples(
    st.sampled_from(SLUGS), st.sampled_from([{"links": [{"rel": "same_as", "to": to}]} for to in SLUGS])
)
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
    st.lists(st.tuples(steps | mergers, st.sampled_from(DAYS), st.sampled_from(REJECTED)), max_size=8),
)
@settings(max_examples=12, deadline=None)
def test_an_edition_holds_each_meeting_as_its_claims_alone_describe_it(
    shelf: Shelf, days: list[str], told: list[tuple[Told, str, Field | None]]
) -> None:
    database = Database(shelf.copy("sqlite", "empty"))
    for slug, day in zip(SLUGS, days, strict=True):
        meet(database, slug, said_on=day)
    for (slug, fields), day, rejected in told:
        # A meeting that is off the calendar is none into which another one could be merged.
        with suppress(LinkError, MergerError):
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


def documents(database: Database, almanac: Almanac, **asked: object) -> list[bytes]:
    with database.reading() as session:
        serial = head_of(database).serial
        with almanac.looking(session, wanted(**asked), serial) as (known, plain):
            return [document for document, _ in find_events(known, plain, most=1000)]


def part_and_whole(database: Database, **asked: object) -> tuple[list[bytes], list[bytes]]:
    """Return what a filter finds in the edition of what mentions it, and in that of the whole day."""
    whole = Almanac(database, 10_000_000)
    documents(database, whole, known_on=asked["known_on"])
    return documents(database, Almanac(database, 0), **asked), documents(database, whole, **asked)


def test_what_was_said_of_a_meeting_that_turned_out_to_be_another_one_is_found_with_that_one(
    database: Database,
) -> None:
    meet(database, "apec", said_on="2025-10-19")
    meet(database, "twin", topics=["trade"], participants=[{"party": "CN"}], links=[{"rel": "series", "to": "APEC"}])
    tell(database, "twin", said_on="2025-10-19", links=[{"rel": "same_as", "to": "apec"}])

    # Which meeting is which is an editor's decision, and no news of a day.
    for day in ("2025-10-18", "2025-10-19"):
        for asked in ({"topic": ["trade"]}, {"party": ["CN"]}, {"series": ["apec"]}, {}):
            part, whole = part_and_whole(database, known_on=day, **asked)
            assert part == whole
            assert [one.slug for one in map(Meeting.model_validate_json, whole) if one.listed] == ["apec"]
        assert read(database, known_on=day) == project(database, known_on=day)


def test_what_was_said_of_a_party_that_turned_out_to_be_another_one_is_found_with_that_one(database: Database) -> None:
    meet(database, "apec", participants=[{"party": "Xi Jinping", "for_party": "CN"}])
    meet(database, "dinner", participants=[{"party": "Xi Jinpin", "for_party": "CN"}])
    with writing(database) as (session, ledger):
        twin, meant = (get_party_row(session, name) for name in ("Xi Jinpin", "Xi Jinping"))
        set_party(session, ledger, twin, PartyChange({"same_as_id": meant.id}))

    for asked in ({"party": ["Xi Jinping"]}, {"party_all": ["Xi Jinpin"]}, {"person": ["Xi Jinping"]}):
        part, whole = part_and_whole(database, known_on="2025-10-18", **asked)
        assert len(whole) == 2
        assert part == whole


def test_a_party_that_is_renamed_is_called_so_on_every_day(database: Database) -> None:
    meet(database, "apec", participants=[{"party": "Xi Jinpin", "for_party": "CN"}])
    meet(database, "dinner", participants=[{"party": "Xi Jinpin", "for_party": "CN"}])
    tell(database, "dinner", said_on="2025-10-19", topics=["trade"])
    with writing(database) as (session, ledger):
        set_party(session, ledger, get_party_row(session, "Xi Jinpin"), PartyChange({"name": "Xi Jinping"}))

    assert taken_and_projected(database, known_on="2025-10-18") == (["apec"], ["dinner"])
    assert all(b'"name":"Xi Jinping"' in document for document, _ in read(database, known_on="2025-10-18"))
    assert read(database, known_on="2025-10-18") == project(database, known_on="2025-10-18")
