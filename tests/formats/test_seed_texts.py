"""Every text of a seed file is clean and has an end, whatever key it stands under."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

from app.formats.seed import SeedContent, SeededParty, SeededSource, SeededStatement, read_seed
from app.formats.yaml_text import Path
from app.meetings.calendar import CalendarSaid
from app.meetings.dating import WhenSaid
from app.meetings.errors import SeedError
from app.meetings.statement import LinkSaid, ParticipantSaid, PlaceSaid, SourceSaid, TopicSaid

KOREA = {"name": "South Korea", "precision": "country", "country": "KR"}
EVERYTHING: dict[str, Any] = {
    "parties": [{"name": "ASEAN", "kind": "organisation", "code": "ASEAN", "aliases": ["The Ten"]}],
    "calendars": [
        {"name": "asean", "title": "ASEAN", "description": "Around it.", "color": "teal", "query": "topic=asean"}
    ],
    "sources": [
        {
            "source": {
                "publisher": "Reuters",
                "title": "Leaders to meet",
                "url": "https://example.org/1",
                "published_on": "2025-10-18",
                "accessed_at": "2025-10-18T09:00:00Z",
                "archive_url": "https://example.org/2",
            },
            "statements": [
                {
                    "meeting": "summit",
                    "title": "Summit",
                    "kind": "summit",
                    "level": "leaders",
                    "language": "en",
                    "summary": "They meet.",
                    "status": "scheduled",
                    "certainty": "eos4",
                    "when": {"edtf": "2025-10-30", "time_zone": "Asia/Seoul", "words": "on Thursday"},
                    "place": {
                        "name": "Busan",
                        "precision": "city",
                        "country": "KR",
                        "latitude": 35.18,
                        "longitude": 129.08,
                        "time_zone": "Asia/Seoul",
                        "confirmed": True,
                        "within": KOREA,
                    },
                    "participants": [
                        {
                            "party": "Xi Jinping",
                            "for_party": "CN",
                            "office": "President",
                            "role": "guest",
                            "attendance": "represented",
                            "represented_by": "Li Qiang",
                            "from": "2025-10-30",
                            "until": "2025-10-31",
                            "absent": False,
                        }
                    ],
                    "links": [{"rel": "series", "to": "Summits", "ordinal": 3, "absent": False}],
                    "topics": ["trade", {"topic": "chips", "absent": True}],
                    "said_by": "A spokesman",
                    "said_for": "CN",
                    "said_on": "2025-10-18",
                    "said_on_estimated": True,
                    "bearing": "states",
                    "stance": "affirms",
                    "quotes": {"title": "a summit"},
                    "verdict": "accepted",
                    "reason": "It is so.",
                },
                {"meeting": "dinner", "when": {"start": "2025-10-30T19:00", "end": "2025-10-30T21:00"}},
                {"meeting": "lunch", "when": ["2025-10-30", "2025-10-31"]},
            ],
        }
    ],
}
MODELS = (
    *(SeedContent, SeededParty, CalendarSaid, SeededSource, SourceSaid, SeededStatement),
    *(WhenSaid, PlaceSaid, ParticipantSaid, LinkSaid, TopicSaid),
)


def texts_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Give the way to each text."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, str):
        yield path
    for key, part in inner:
        yield from texts_in(part, (*path, key))


def with_text(path: Path, text: str) -> bytes:
    """Return the file with another text in one place."""
    copy = deepcopy(EVERYTHING)
    part: Any = copy
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = text
    return yaml.safe_dump(copy, sort_keys=False).encode()


HOSTILE = {"NUL": "a\x00b", "half a character": "\ud800", "a carriage return": "a\rb", "no end": "x" * 8001}
TEXTS = list(texts_in(EVERYTHING))


def test_a_file_with_everything_in_it_is_read() -> None:
    read = read_seed(yaml.safe_dump(EVERYTHING).encode(), "story.yaml").content

    assert [len(part) for part in (read.parties, read.calendars, read.sources)] == [1, 1, 1]


def test_everything_is_in_it() -> None:
    keys = set(re.findall(r"[a-z_]+", yaml.safe_dump(EVERYTHING)))
    taken = {field.alias or name for model in MODELS for name, field in model.model_fields.items()}

    assert taken - keys == set()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: ".".join(map(str, path)))
def test_no_text_holds_what_cannot_be_kept_or_shown(path: Path, hostile: str) -> None:
    with pytest.raises(SeedError) as refusal:
        read_seed(with_text(path, hostile), "story.yaml")

    where = ".".join(str(part) for part in path)
    fields = [line.split(": ")[1] for line in str(refusal.value).splitlines()]
    assert [field for field in fields if not (where.startswith(field) or field == f"{where}.topic")] == []
