"""CSV: every reader reads the same cells, and no spreadsheet computes one."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.csv_table import write_csv
from app.formats.safe_text import safe_text
from app.meetings.document import Meeting
from app.meetings.terms import Field, Rel
from tests.formats.conftest import Expected
from tests.formats.documents import BASE_URL, DOZEN, MEETINGS, document, summarised, titled
from tests.meetings.factories import claim, link, linked, meeting, meeting_ref, topic, when
from tests.meetings.strategies import law


def rows(*meetings: Meeting) -> list[dict[str, str]]:
    """Read a table as Python's csv module does, strictly."""
    text = write_csv(meetings, BASE_URL).decode()
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_a_table_is_written_byte_for_byte_as_expected(expected: Expected) -> None:
    table = write_csv((MEETINGS[name] for name in DOZEN), BASE_URL)

    assert table == expected("meetings.csv", table)


def test_a_table_of_nothing_has_its_header() -> None:
    table = write_csv([], BASE_URL)

    assert table.startswith(b'"url","id","slug","title","kind","level","status",')
    assert table.endswith(b'"modified_at","latitude","longitude"\r\n')
    assert table.count(b"\r\n") == 1


def test_a_row_holds_what_is_known_of_a_meeting() -> None:
    one = MEETINGS["moved-twice"]

    (row,) = rows(one)

    assert row == {
        "url": f"{BASE_URL}/meetings/moved-twice",
        "id": str(one.id),
        "slug": "moved-twice",
        "title": "Trump-Xi meeting",
        "kind": "bilateral",
        "level": "",
        "status": "scheduled",
        "certainty": "eos4",
        "confirmed_by": "China; United States",
        "when": "30 October 2025, 11:00 (Asia/Seoul)",
        "first_date": "2025-10-30",
        "last_date": "2025-10-30",
        "extent": "throughout",
        "former": "no",
        "start": "2025-10-30T11:00",
        "end": "",
        "time_zone": "Asia/Seoul",
        "starts_at": "2025-10-30T02:00:00Z",
        "ends_at": "2025-10-30T03:00:00Z",
        "place": "Gimhae Air Base, Busan, South Korea",
        "country": "KR",
        "participants": "Donald Trump (United States, President); Xi Jinping (China, President)",
        "topics": "",
        "part_of": "",
        "summary": "",
        "language": "en",
        "sources": "Reuters; https://en.yna.co.kr/view/AEN20251023?section=news&a=1",
        "disputed": "",
        "version": "3",
        "number": "3",
        "created_at": "2025-10-18T20:00:00Z",
        "modified_at": "2025-10-18T20:00:00Z",
        "latitude": "35.179500",
        "longitude": "128.938200",
    }


def test_every_sort_of_meeting_is_a_row() -> None:
    assert [row["slug"] for row in rows(*MEETINGS.values())] == list(MEETINGS)


def test_a_meeting_off_the_calendar_and_a_date_that_no_longer_holds_say_so() -> None:
    off, former = rows(MEETINGS["not-listed"], MEETINGS["former"])

    assert (off["status"], former["former"]) == ("not listed", "yes")


def test_the_meeting_that_it_is_part_of_is_named_and_no_other() -> None:
    links = [linked(link(rel, meeting_ref(rel, rel))) for rel in (Rel.PART_OF, Rel.FOLLOWS)]

    (row,) = rows(document(meeting(when("2025-10-30"), *links)))

    assert row["part_of"] == "part_of"


def test_coordinates_are_numbers() -> None:
    (row,) = rows(MEETINGS["date-line"])

    assert (row["latitude"], row["longitude"]) == ("-13.833300", "-171.766700")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])  # noqa: RUF001 (they are meant)
def test_no_cell_begins_like_a_formula(start: str) -> None:
    formula = f'{start}HYPERLINK("https://example.org")'
    told = meeting(when("2025-10-30"), titled(formula), summarised(formula), topic(formula))

    (row,) = rows(document(told))

    assert [row["title"], row["summary"], row["topics"]] == [f"'{formula}"] * 3


@pytest.mark.parametrize("start", ["\t", "\r", "\n"], ids=repr)
def test_white_space_before_a_formula_does_not_hide_it(start: str) -> None:
    hidden = MEETINGS["within"].model_copy(update={"title": f"{start}=1+1"})

    assert rows(hidden)[0]["title"] == f"'{start}=1+1"


def test_a_control_that_is_left_out_does_not_hide_a_formula() -> None:
    assert rows(document(meeting(when("2025-10-30"), titled("\u202e=1+1"))))[0]["title"] == "'=1+1"


@law
@given(st.text(max_size=80))
def test_a_text_reads_back_whatever_is_in_it(text: str) -> None:
    told = MEETINGS["within"].model_copy(update={"title": text, "summary": text})

    row, next_row = rows(told, MEETINGS["within"])

    assert row["title"].removeprefix("'") == safe_text(text).removeprefix("'")
    assert row["summary"] == row["title"]
    assert next_row["slug"] == "within"


def test_what_is_not_known_is_empty() -> None:
    (row,) = rows(document(meeting(when("2025-10-30"), claim(Field.SUMMARY, None))))

    assert "None" not in row.values()
    assert row["summary"] == ""
