"""Named calendars: each one's feed has to be able to answer."""

import pytest

from app.meetings.errors import SummitryError
from app.meetings.terms import PartyKind
from app.store.calendars import check_calendar
from app.store.database import Database
from app.store.ids import identify
from app.store.names import Names, named_party
from tests.store.factories import meet

NOBODY = "495fff05-b6c9-56d4-b93a-41f084f85b74"


@pytest.fixture
def known(database: Database) -> Database:
    """Give a calendar with a meeting of a series in Busan, and two people of one name."""
    meet(
        database,
        "apec",
        place={"name": "Busan", "precision": "city", "country": "KR"},
        participants=[{"party": "Xi Jinping", "office": "President"}],
        links=[{"rel": "series", "to": "APEC Leaders"}],
    )
    with database.writing() as session:
        for name in ("Lee Jae Myung", "Lee Hsien Loong"):
            Names(session).add_party(named_party(PartyKind.PERSON, name, None), ["Lee"])
    return database


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party=Xi Jinping&party=FR&person=Xi Jinping&party_all=China",
        f"party={identify('party', 'person', 'xi jinping')}",
        "place=Busan&series=apec-leaders&part_of=apec",
        f"source={NOBODY}&topic=anything&country=ZW",
        "known_on=-7d&as_of=today&party=Xi Jinping",
    ],
)
def test_a_calendar_of_what_is_known_may_be(known: Database, query: str) -> None:
    with known.reading() as session:
        check_calendar(session, query)


@pytest.mark.parametrize(
    ("query", "field", "rule", "near"),
    [
        ("party=Xi Jingping", "party", "no party is known as 'Xi Jingping'", ["Xi Jinping"]),
        ("party_all=Frnace", "party_all", "no party is known as 'Frnace'", ["France"]),
        ("person=Jinpnig", "person", "no party is known as 'Jinpnig'", ["Xi Jinping"]),
        (f"party={NOBODY}", "party", f"no party is known as '{NOBODY}'", []),
        ("place=Bussan", "place", "no place is known as 'Bussan'", ["Busan"]),
        ("series=apec-leader", "series", "no series is known as 'apec-leader'", ["apec-leaders"]),
        ("part_of=apex", "part_of", "no meeting is known as 'apex'", ["apec"]),
        ("source=Reuters", "source", "a source is named by its id", []),
        ("known_on=-7d&part_of=apex", "part_of", "no meeting is known as 'apex'", ["apec"]),
        ("start=2025-10-31&end=today", "end", "end lies before start", []),
        ("limit=0", "limit", "Input should be greater than or equal to 1", []),
    ],
)
def test_a_calendar_that_names_what_nobody_knows_is_refused(
    known: Database, query: str, field: str, rule: str, near: list[str]
) -> None:
    with known.reading() as session, pytest.raises(SummitryError) as refusal:
        check_calendar(session, query)

    assert (refusal.value.field, refusal.value.rule, list(refusal.value.near)) == (field, rule, near)


def test_a_calendar_that_names_two_at_once_is_refused_with_both(known: Database) -> None:
    with known.reading() as session, pytest.raises(SummitryError) as refusal:
        check_calendar(session, "party=Lee")

    assert refusal.value.rule == "'Lee' is the name of 2 parties; give the id of one"
    assert [one.split(" (")[0] for one in refusal.value.near] == ["Lee Hsien Loong", "Lee Jae Myung"]
