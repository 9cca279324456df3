"""Newcomers: parties that were made because a text names nobody who is known."""

from collections.abc import Iterable

import pytest

from app.meetings.terms import PartyKind
from app.store import newcomers
from app.store.database import Database
from app.store.names import Names, named_party

TRUMP = named_party(PartyKind.PERSON, "Donald Trump", None)


def made(database: Database, texts: Iterable[str]) -> list[tuple[str, str, str, list[str]]]:
    """Return who was made when these texts were said: name, kind, field and who comes near."""
    with database.writing() as session:
        names = Names(session)
        names.add_party(TRUMP, ["The Donald"])
        for text in texts:
            names.take_party(text, PartyKind.PERSON, field="said_for")
        return [(one.party.name, one.party.kind, one.field, list(one.near)) for one in names.newcomers.made]


def test_who_is_known_or_is_a_state_is_no_newcomer(database: Database) -> None:
    assert made(database, ["donald trump", "The Donald", "CN", "South Korea", "Korea"]) == []


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Donald Trmup", ["Donald Trump"]),
        ("Trump", ["Donald Trump"]),
        ("Frnace", ["France"]),
        ("Anwar Ibrahim", []),
    ],
)
def test_a_newcomer_is_told_with_the_known_ones_that_come_near(database: Database, text: str, near: list[str]) -> None:
    assert made(database, [text, text]) == [(text, "person", "said_for", near)]


def test_newcomers_are_compared_with_each_other_too(database: Database) -> None:
    assert made(database, ["Anwar Ibrahim", "Anwar Ibrahin"])[1][3] == ["Anwar Ibrahim"]


def test_only_so_many_newcomers_are_compared(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_COMPARED", 1)

    assert [one[3] for one in made(database, ["Donald Trmup", "Donald Tromp"])] == [["Donald Trump"], []]
