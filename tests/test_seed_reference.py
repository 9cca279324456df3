"""The reference of the seed format: complete, and true of what the program does."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import pytest
import yaml

from app.formats.seed import SeedContent, SeededParty, SeededSource, SeededStatement, read_seed
from app.meetings.calendar import CalendarSaid
from app.meetings.dating import WhenSaid
from app.meetings.document import Value
from app.meetings.statement import LinkSaid, ParticipantSaid, PlaceSaid, SourceSaid, Statement, TopicSaid
from app.meetings.terms import (
    Attendance,
    Bearing,
    Eos,
    Extent,
    Kind,
    Level,
    PartyKind,
    Precision,
    Rel,
    Role,
    Stance,
    Status,
    Verdict,
)
from app.meetings.words import when_in_words
from app.settings import ROOT
from app.store.database import Database
from app.store.seeding import plant
from tests.store.factories import find, writing

REFERENCE = (ROOT / "seeds" / "README.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)[0]
MODELS: tuple[type[Value], ...] = (
    *(SeedContent, SeededParty, CalendarSaid, SeededSource, SourceSaid, SeededStatement),
    *(WhenSaid, PlaceSaid, ParticipantSaid, LinkSaid, TopicSaid),
)
WORDS: tuple[type[StrEnum], ...] = (
    *(Attendance, Bearing, Eos, Extent, Kind, Level, PartyKind, Precision, Rel, Role, Stance, Status, Verdict),
)
SAID_IN_PASSING = {"edtf", "start", "end", "words", "topic", "source", "statements"}
"""Keys that are named in running text or within an example."""


def cells(heading: str) -> Iterator[list[str]]:
    """Give the rows of the table that stands under a heading."""
    section = REFERENCE.split(f"## {heading}\n", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    for row in rows[2:]:
        yield [cell.strip() for cell in row]


def keys() -> set[str]:
    return {key for row in cells("What stands where") for key in re.findall("`([a-z_]+)`", row[1])}


def test_the_example_loads_as_it_stands(database: Database) -> None:
    seed = read_seed(EXAMPLE.encode(), "README.md")

    with writing(database) as (session, ledger):
        harvest = plant(session, ledger, [seed])

    assert (harvest.sources, harvest.meetings, harvest.newcomers) == (
        2,
        {"nordic-forum-2025", "nordmann-meikalainen-2025"},
        [],
    )
    shown = [(one.title, when_in_words(one.when), one.certainty.eos, one.disputed) for one in find(database)]
    assert shown == [
        ("Nordic Forum", "4-6 November 2025", "eos3", ["when"]),
        ("Nordmann-Meikäläinen meeting", "5 November 2025, 10:00-11:30 (Europe/Helsinki)", "eos4", []),
    ]


def test_every_key_is_explained_and_no_other() -> None:
    taken = {field.alias or name for model in MODELS for name, field in model.model_fields.items()}

    assert keys() == taken - SAID_IN_PASSING
    assert [key for key in sorted(SAID_IN_PASSING) if not re.search(rf"\b{key}\b", REFERENCE)] == []


def test_the_keys_that_have_to_be_there_are_in_bold() -> None:
    wanted = {
        field.alias or name for model in MODELS for name, field in model.model_fields.items() if field.is_required()
    }
    bold = {key for row in cells("What stands where") for key in re.findall(r"\*\*`([a-z_]+)`\*\*", row[1])}

    assert bold == wanted - SAID_IN_PASSING


@pytest.mark.parametrize("of", WORDS, ids=lambda of: of.__name__)
def test_every_word_that_a_key_takes_is_named(of: type[StrEnum]) -> None:
    assert [word for word in of if f"`{word}`" not in REFERENCE and f"| {word} |" not in REFERENCE] == []


@pytest.mark.parametrize("row", list(cells("Dates")), ids=lambda row: row[0])
def test_a_date_means_what_its_row_says(row: list[str]) -> None:
    written, _, first, last, extent = row

    when = Statement.model_validate({"when": yaml.load(written.strip("`"), yaml.BaseLoader)}).when  # noqa: S506 (texts only)

    assert when is not None
    window = when.window()
    assert (window.first, window.last, window.extent) == (date.fromisoformat(first), date.fromisoformat(last), extent)


def test_a_date_stands_in_a_file_as_its_row_has_it() -> None:
    for written, *_ in cells("Dates"):
        text = EXAMPLE.replace("when: 2025-11-04/2025-11-06", f"when: {written.strip('`')}")

        assert read_seed(text.encode(), "README.md").content.sources[0].statements[0].when is not None


def test_every_verdict_is_explained() -> None:
    assert {row[0] for row in cells("Verdicts")} == {f"`{verdict}`" for verdict in Verdict}
