"""Texts and names that would say something else in a feed or a URL than in the document."""

import pytest
from icalendar import Event

from app.formats.ical import write_vevent
from app.formats.seed import read_seed
from app.meetings.errors import SeedError
from tests.formats.documents import MEETINGS

SEED = """
sources:
  - source: {publisher: A, title: B, published_on: 2025-10-18}
    statements:
      - {meeting: %s}
"""


def test_a_backslash_before_an_n_is_no_line_break() -> None:
    meeting = MEETINGS["within"].model_copy(
        update={"title": "Talks on A\\New deal", "when": MEETINGS["several-days"].when}
    )

    event = Event.from_ical(write_vevent(meeting, "http://localhost:8000"))

    assert str(event["SUMMARY"]) == "US-China: Talks on A\\New deal"


def test_a_statement_that_says_nothing_is_refused() -> None:
    with pytest.raises(SeedError, match=r"story\.yaml:5: .*says nothing of the meeting"):
        read_seed((SEED % "ghost").encode(), "story.yaml")


def test_an_id_is_no_slug() -> None:
    with pytest.raises(SeedError, match="an id is no readable name"):
        read_seed((SEED % "01ac1edb-521c-5a66-9951-7b3d7e05b715").encode(), "story.yaml")
