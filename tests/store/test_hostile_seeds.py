"""Whatever stands in a seed file, it is loaded or it is refused as one: on both databases, and never otherwise."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.formats.seed import read_seed
from app.formats.yaml_text import Path, read_yaml
from app.meetings.errors import SeedError
from app.store.database import Database
from app.store.ledger import open_ledger
from app.store.seeding import plant
from tests.conftest import FIRST, LAST_EVENING, NEXT, StoppedClock

NAME = "story.yaml"
REFUSAL = re.compile(rf"{re.escape(NAME)}:\d+: \S.*", re.DOTALL)

hostile = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
"""Few at a time, and others each time: the rest of what can be wrong is tried by name in `test_seed.py`."""

NASTY = (
    *(
        "\x00",
        "\ud800",
        "a\r\nb",
        "\u2028",
        "\u0301",
        "\ufeff",
        "\U000e0001",
        "x" * 301,
        "한" * 300,
        "ﷺ" * 300,
        "習近平",
    ),
    *("NO", "2025", "2025-10-31", "2025-10-31T11:00", "../2025-10-31", "[2025-10-31..2025-11-01]", "2200-24", "1800~"),
    *("US", "Xi", "Trmup", "asean-summit-2025", "trump-xi-meeting-2025", "495fff05-b6c9-56d4-b93a-41f084f85b74"),
    *("party=US", "party=Trmup&start=today", "known_on=-7d&place=Malaysia", "a=%00", "Asia/Seoul", "red", "\\N;,:"),
)
TEXTS = st.sampled_from(NASTY) | st.text(st.characters(), max_size=30)
SCALARS = TEXTS | st.none() | st.booleans() | st.integers() | st.floats()


def pieces() -> Iterator[dict[str, Any]]:
    """Give the stories of the project in small files: one for each statement, with its source, and for the rest."""
    for file in (FIRST, NEXT):
        story: Any = read_yaml(file.read_bytes(), file.name)[0]
        yield {"parties": story["parties"], "calendars": story.get("calendars", [])}
        for told in story["sources"]:
            for statement in told["statements"]:
                yield {"sources": [{"source": told["source"], "statements": [statement]}]}


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Give the way to each part of a value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from paths_in(part, (*path, key))


PIECES = list(pieces())
PATHS = [(piece, path) for piece in PIECES for path in paths_in(piece)]
KEYS = st.sampled_from(
    sorted({key for _, path in PATHS for key in path if isinstance(key, str)} | {"verdict", "\ud800"})
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | TEXTS, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def copies(draw: st.DrawFn) -> bytes:
    """Draw a small piece of the stories with something else in up to three places."""
    piece, first = draw(st.sampled_from(PATHS))
    copy = deepcopy(piece)
    for path in (first, *draw(st.lists(st.sampled_from(list(paths_in(piece))), max_size=2))):
        put(copy, path, draw(VALUES))
    return yaml.safe_dump(copy, sort_keys=False).encode()


def put(whole: Any, path: Path, value: object) -> None:
    """Put a value where a path leads, if it still leads somewhere."""
    *way, last = path
    for key in way:
        if not leads_on(whole, key):
            return
        whole = whole[key]
    if isinstance(whole, dict) or leads_on(whole, last):
        whole[last] = value


def leads_on(whole: object, key: str | int) -> bool:
    if isinstance(whole, list):
        return isinstance(key, int) and key < len(whole)
    return isinstance(whole, dict) and key in whole


@st.composite
def garbled(draw: st.DrawFn) -> bytes:
    """Draw a piece of the stories with some of its bytes exchanged, or whatever bytes or texts there are."""
    data = bytearray(yaml.safe_dump(draw(st.sampled_from(PIECES)), sort_keys=False).encode())
    for place, byte in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.sampled_from(SIGNS)), max_size=4)):
        data[place] = byte
    return bytes(data)


SIGNS = b"\x00\n\t :-[]{}'\"&*!%@`#,?|>~<\\09aU\xff"
MARKUP = st.text(st.sampled_from("ab: -\n[]{}&*!|>'\"\\uU0#%@,?~.<="), max_size=40).map(str.encode)


def outcome(database: Database, data: bytes) -> str:
    """Load a file, undo it, and return the refusal if there was one."""
    try:
        seed = read_seed(data, NAME)
        with database.writing(keep=False) as session:
            plant(session, open_ledger(session), [seed])
    except SeedError as refusal:
        return str(refusal)
    return "loaded"


@hostile
@given(data=copies())
def test_a_story_with_anything_in_any_place_is_loaded_or_refused(
    story: Database, stopped_clock: StoppedClock, data: bytes
) -> None:
    stopped_clock.instant = LAST_EVENING

    said = outcome(story, data)

    assert said == "loaded" or REFUSAL.fullmatch(said)


@hostile
@given(data=garbled() | MARKUP | st.binary(max_size=40) | VALUES.map(lambda value: yaml.safe_dump(value).encode()))
def test_a_file_of_anything_is_loaded_or_refused(story: Database, stopped_clock: StoppedClock, data: bytes) -> None:
    stopped_clock.instant = LAST_EVENING

    said = outcome(story, data)

    assert said == "loaded" or REFUSAL.fullmatch(said)


def test_the_pieces_of_the_stories_are_loaded_as_they_are(story: Database, stopped_clock: StoppedClock) -> None:
    stopped_clock.instant = LAST_EVENING
    whole = {key: [part for piece in PIECES for part in piece.get(key, [])] for key in ("parties", "sources")}

    assert outcome(story, yaml.safe_dump(whole, sort_keys=False).encode()) == "loaded"
