"""Seeding: whole stories from files, and a bad file not at all."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from app.formats.seed import read_seed
from app.meetings.errors import SeedError
from app.store.database import Database
from app.store.named_tables import CalendarRow, PartyRow, SourceRow
from app.store.seeding import Harvest, plant
from app.store.tables import ClaimRow
from tests.conftest import FIRST, FIRST_EVENING, LAST_EVENING, NEXT, StoppedClock, read_file
from tests.store.factories import changes, count_rows, dump, find, get, head_of, slugs, writing

SUMMIT = """
sources:
  - source: {publisher: Reuters, title: Leaders to meet, published_on: 2025-10-18}
    statements:
      - meeting: summit
        title: Summit
        kind: summit
        when: 2025-10-30
"""
LATER = """
sources:
  - source: {publisher: Xinhua, title: Leaders to meet later, published_on: 2025-10-19}
    statements:
      - {meeting: summit, when: 2025-10-31}
"""

SECOND = """
      - meeting: dinner
        title: Dinner
        kind: banquet
        when: 2025-10-30
"""
THIRD = """
      - {meeting: summit, links: [{rel: part_of, to: dinner}]}
"""
CALENDAR = """
calendars:
  - {{name: mine, title: Mine, description: What I follow., query: {}}}
"""


def load(database: Database, *texts: str) -> Harvest:
    seeds = [read_seed(dedent(text).encode(), f"{number}.yaml") for number, text in enumerate(texts, start=1)]
    with writing(database) as (session, ledger):
        return plant(session, ledger, seeds)


def test_a_file_gives_its_sources_claims_and_versions(database: Database) -> None:
    harvest = load(database, SUMMIT, LATER)

    assert harvest == Harvest(sources=2, claims=4, versions=2, meetings={"summit"})
    assert [change.words for change in changes(database)] == [
        "New: Summit, 30 October 2025",
        "31 October instead of 30 October; source: Xinhua",
    ]


@pytest.mark.parametrize("files", [[FIRST], [NEXT], [FIRST, NEXT], [NEXT, FIRST]])
def test_loading_again_changes_nothing(
    new_database: Callable[[str], Database], stopped_clock: StoppedClock, files: list[Path]
) -> None:
    database = new_database("both")
    before = dump(database)
    stopped_clock.instant = LAST_EVENING

    with writing(database) as (session, ledger):
        harvest = plant(session, ledger, [read_file(file) for file in files])

    assert harvest.versions == 0
    assert dump(database) == before


def test_files_loaded_together_and_one_after_the_other_show_the_same_meetings(
    new_database: Callable[[str], Database], stopped_clock: StoppedClock
) -> None:
    together, apart = new_database("both"), new_database("first")
    stopped_clock.instant = LAST_EVENING

    with writing(apart) as (session, ledger):
        plant(session, ledger, [read_file(NEXT)])

    bookkeeping = {"version", "sequence", "number", "created_at", "modified_at"}
    shown = [[one.model_dump(exclude=bookkeeping) for one in find(database)] for database in (together, apart)]
    assert shown[0] == shown[1]


def test_sources_are_told_by_the_day_they_were_published_whatever_the_order_of_the_files(database: Database) -> None:
    load(database, LATER, SUMMIT)

    assert [change.version for change in changes(database)] == [1, 2]
    assert get(database, "summit").when.edtf == "2025-10-31"


def test_a_calendar_that_is_there_stays_as_it_is(database: Database) -> None:
    calendar = "calendars: [{{name: korea, title: {}, description: In Korea., query: country=KR}}]"
    load(database, calendar.format("Korea"))

    load(database, calendar.format("The Koreas"))

    with database.reading() as session:
        kept = session.get(CalendarRow, "korea")
        assert kept is not None
        assert (kept.title, kept.color) == ("Korea", "steelblue")


def test_a_party_of_a_file_is_known_by_its_names(database: Database) -> None:
    load(
        database,
        "parties: [{name: ASEAN, kind: organisation, code: ASEAN, aliases: [Association of Southeast Asian Nations]}]",
        SUMMIT + "        participants: [{party: association of southeast asian nations, role: organiser}]",
    )

    assert [one.party.name for one in get(database, "summit").participants] == ["ASEAN"]
    assert count_rows(database, PartyRow) == 1


def test_progress_is_told_source_by_source(database: Database) -> None:
    seen: list[tuple[int, int]] = []
    seeds = [read_seed(text.encode(), "file.yaml") for text in (SUMMIT, LATER)]

    with writing(database) as (session, ledger):
        plant(session, ledger, seeds, progress=lambda done, total: seen.append((done, total)))

    assert seen == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        pytest.param(
            SUMMIT + "        links: [{rel: part_of, to: nowhere}]",
            "1.yaml:9: links: no meeting is known as 'nowhere'",
            id="a link to a meeting that is not known",
        ),
        pytest.param(
            SUMMIT.replace("meeting: summit", "meeting: sumit") + "        links: [{rel: part_of, to: summit}]",
            "1.yaml:9: links: no meeting is known as 'summit'; near: sumit",
            id="a link to a meeting that is misspelled",
        ),
        pytest.param(
            SUMMIT + "        participants: [{party: 495fff05-b6c9-56d4-b93a-41f084f85b74}]",
            "1.yaml:9: participants: no party has the id 495fff05-b6c9-56d4-b93a-41f084f85b74",
            id="a party that is not known",
        ),
        pytest.param(
            SUMMIT.replace("kind: summit", "level: leaders"),
            "1.yaml:3: kind: a meeting needs a title, a kind and a time, unlike 'summit'",
            id="no meeting",
        ),
        pytest.param(
            SUMMIT.replace("when: 2025-10-30", "when: {start: 2026-03-29T02:30}")
            + "        place: {name: Madrid, precision: city, country: ES, time_zone: Europe/Madrid}",
            "1.yaml:3: when.start: clocks in Europe/Madrid skip 02:30 on 2026-03-29",
            id="a time that the clocks of the place skip",
        ),
        pytest.param(
            SUMMIT + "        links: [{rel: follows, to: summit}]",
            "1.yaml:9: links: a meeting cannot be linked to itself",
            id="a link to itself",
        ),
        pytest.param(
            SUMMIT + SECOND + "        links: [{rel: part_of, to: summit}]" + THIRD,
            "1.yaml:3: links: these would be parts of each other: dinner, summit",
            id="two meetings that are parts of each other",
        ),
        pytest.param(
            SUMMIT.replace("2025-10-18", "2025-10-20"),
            "1.yaml:3: source.published_on: 2025-10-20 is still to come everywhere",
            id="a source that is not published yet",
        ),
        pytest.param(
            SUMMIT + "        said_on: 2025-10-20",
            "1.yaml:9: said_on: 2025-10-20 is still to come everywhere",
            id="words that are not said yet",
        ),
        pytest.param(
            SUMMIT.replace("2025-10-18", "2025-10-16") + "        said_on: 2025-10-18",
            "1.yaml:9: said_on: 2025-10-18 is later than its source was published, which was on 2025-10-16",
            id="words that were said after they were published",
        ),
        pytest.param(
            CALENDAR.format("party=Xi Jingping") + SUMMIT + "        participants: [{party: Xi Jinping}]",
            "1.yaml:3: query: party: no party is known as 'Xi Jingping'; near: Xi Jinping",
            id="a calendar of somebody whom nobody knows",
        ),
        pytest.param(
            CALENDAR.format("place=Seoul") + SUMMIT,
            "1.yaml:3: query: place: no place is known as 'Seoul'",
            id="a calendar of a place that nobody knows",
        ),
        pytest.param(
            CALENDAR.format("series=summits") + SUMMIT,
            "1.yaml:3: query: series: no series is known as 'summits'",
            id="a calendar of a series that nobody knows",
        ),
        pytest.param(
            CALENDAR.format("part_of=sumit") + SUMMIT,
            "1.yaml:3: query: part_of: no meeting is known as 'sumit'; near: summit",
            id="a calendar of a meeting that nobody knows",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_its_place_and_leaves_nothing(
    database: Database, text: str, refusal: str
) -> None:
    before = dump(database)

    with pytest.raises(SeedError) as error:
        load(database, text)

    assert str(error.value) == refusal
    assert dump(database) == before


def test_a_bad_file_takes_the_good_ones_loaded_with_it_along(database: Database) -> None:
    with pytest.raises(SeedError):
        load(database, SUMMIT, LATER.replace("meeting: summit", "meeting: another"))

    assert slugs(database) == []
    assert [count_rows(database, table) for table in (ClaimRow, SourceRow)] == [0, 0]


@pytest.mark.parametrize(
    ("party", "rule"),
    [
        ("name: Lee Hsien Loong, kind: person, aliases: [Lee]", "aliases: 'Lee' already means 'Lee Jae Myung'"),
        ("name: lee, kind: organisation", "name: 'lee' already means 'Lee Jae Myung'"),
        ("name: United Steelworkers, kind: organisation, code: US", "code: 'US' already means 'United States'"),
        (
            "name: African Union, kind: organisation, aliases: [australia]",
            "aliases: 'australia' already means 'Australia'",
        ),
    ],
)
def test_a_name_that_means_another_party_is_refused(database: Database, party: str, rule: str) -> None:
    known = "parties: [{name: Lee Jae Myung, kind: person, aliases: [Lee]}]"
    load(database, known)

    with pytest.raises(SeedError) as error:
        load(database, f"parties: [{{{party}}}]")

    assert str(error.value).partition(", and can mean")[0] == f"1.yaml:1: {rule}"
    load(database, known)


def test_a_calendar_can_name_what_its_own_file_makes_known(database: Database) -> None:
    told = (
        SUMMIT
        + """\
        place: {name: Busan, precision: city, country: KR}
        participants: [{party: Xi Jinping, office: President}]
        links: [{rel: series, to: Summits}]
    """
    )

    load(database, CALENDAR.format("party=Xi Jinping&place=Busan&series=summits"), told)

    with database.reading() as session:
        kept = session.get(CalendarRow, "mine")
        assert kept is not None
        assert kept.query == "party=Xi Jinping&place=Busan&series=summits"


def newcomers(harvest: Harvest) -> list[tuple[str, str, str, list[str]]]:
    return [(where, one.party.name, one.party.kind, list(one.near)) for where, one in harvest.newcomers]


def test_who_is_new_is_told_with_the_line_and_the_known_ones_that_come_near(database: Database) -> None:
    declared = "parties: [{name: Xi Jinping, kind: person}]"
    told = (
        SUMMIT
        + """\
        said_for: African Union
        participants:
          - {party: Xi Jinping, for_party: CN}
          - {party: Xi Jingping, office: President}
          - {party: OPEC, represented_by: Haitham Al Ghais}
      - meeting: summit
        topics: [trade]
        said_for: African Union
    """
    )

    harvest = load(database, declared, told)

    assert newcomers(harvest) == [
        ("2.yaml:9", "African Union", "organisation", []),
        ("2.yaml:12", "Xi Jingping", "person", ["Xi Jinping"]),
        ("2.yaml:13", "OPEC", "organisation", []),
        ("2.yaml:13", "Haitham Al Ghais", "person", []),
    ]
    assert newcomers(load(database, declared, told)) == []


def test_whoever_a_file_declares_is_no_newcomer(database: Database, stopped_clock: StoppedClock) -> None:
    stopped_clock.instant = LAST_EVENING

    with writing(database) as (session, ledger):
        harvest = plant(session, ledger, [read_file(FIRST), read_file(NEXT)])

    assert newcomers(harvest) == []


PLACES = """
parties:
  - {name: ASEAN, kind: organisation, aliases: [Association of Southeast Asian Nations]}
calendars:
  - {name: asean, title: ASEAN, description: Its meetings., query: party=ASEAN}
sources: []
"""


def test_a_calendar_and_a_name_are_noted_once_although_no_claim_comes_with_them(
    database: Database, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(hours=1)
    load(database, PLACES)
    once = head_of(database)
    stopped_clock.advance(hours=1)
    load(database, PLACES)

    assert (once.number, once.serial, once.recorded_at) == (0, 1, FIRST_EVENING + timedelta(hours=1))
    assert head_of(database) == once


def test_another_name_of_a_party_is_noted(database: Database) -> None:
    load(database, PLACES)
    before = head_of(database).serial
    load(database, PLACES.replace("aliases: [", "aliases: [The Ten, "))

    assert head_of(database).serial == before + 1
