"""JSON Lines: one stored document a line, as it is stored."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.jsonl import write_jsonl
from app.meetings.document import Meeting
from tests.formats.conftest import Expected
from tests.formats.documents import DOZEN, MEETINGS, document, summarised
from tests.meetings.factories import meeting, when
from tests.meetings.strategies import law


def stored(one: Meeting) -> bytes:
    return one.model_dump_json(by_alias=True).encode()


def test_documents_are_written_byte_for_byte_as_expected(expected: Expected) -> None:
    lines = write_jsonl(stored(MEETINGS[name]) for name in DOZEN)

    assert lines == expected("meetings.jsonl", lines)


def test_each_line_is_a_document_that_reads_back() -> None:
    lines = write_jsonl(map(stored, MEETINGS.values())).removesuffix(b"\n").split(b"\n")

    assert [Meeting.model_validate(json.loads(line)) for line in lines] == list(MEETINGS.values())


@law
@given(st.text(max_size=60))
def test_no_text_breaks_a_line(text: str) -> None:
    told = stored(document(meeting(when("2025-10-30"), summarised(text))))

    assert write_jsonl([told, told]).split(b"\n") == [told, told, b""]


def test_nothing_is_nothing() -> None:
    assert write_jsonl([]) == b""


@pytest.mark.parametrize("broken", [b'{"title":\n"Talks"}', b'{"title":\r"Talks"}'], ids=str)
def test_a_document_of_several_lines_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match="a document takes more than one line"):
        write_jsonl([broken])
