"""Stamps are replaced in stored bytes as if everything had been written again."""

from datetime import UTC, datetime

import pytest

from app.formats.ical import write_vevent
from app.formats.stamps import restamp_document, restamp_vevent
from app.meetings.document import Meeting
from tests.formats.documents import BASE_URL, MEETINGS, document, summarised, titled
from tests.meetings.factories import meeting, when

AT = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
BEFORE = {"version": 12, "sequence": 7, "number": 34567}
AFTER = {"version": 1, "sequence": 0, "number": 1, "modified_at": AT}
HOSTILE = {
    "stamps in the title": '"version":1,"sequence":0,"number":1,"created_at":"x","modified_at":"x"}',
    "stamps in an event": "SEQUENCE:9\nSEQUENCE:9\nDTSTAMP:20250101T000000Z",
    "a line that is folded before a stamp": "x" * 67 + "SEQUENCE:9" + "y" * 64 + "LAST-MODIFIED:9",
}
EVERY = MEETINGS | {
    name: document(meeting(titled(text.splitlines()[0]), when("2025-10-30"), summarised(text)))
    for name, text in HOSTILE.items()
}


def written(one: Meeting) -> bytes:
    return one.model_dump_json(by_alias=True).encode()


@pytest.mark.parametrize("one", EVERY.values(), ids=EVERY)
def test_a_document_with_other_stamps_is_that_of_the_meeting_with_these_stamps(one: Meeting) -> None:
    before, after = one.model_copy(update=BEFORE), one.model_copy(update=AFTER)

    assert restamp_document(written(before), AT) == written(after)


@pytest.mark.parametrize("one", EVERY.values(), ids=EVERY)
def test_an_event_with_other_stamps_is_that_of_the_meeting_with_these_stamps(one: Meeting) -> None:
    before, after = one.model_copy(update=BEFORE), one.model_copy(update=AFTER)

    assert restamp_vevent(write_vevent(before, BASE_URL), AT) == write_vevent(after, BASE_URL)


@pytest.mark.parametrize("document", [b"", b"{}", b'{"version":1,"sequence":0,"number":1}'])
def test_what_does_not_end_with_its_stamps_is_no_document(document: bytes) -> None:
    with pytest.raises(ValueError, match="does not end with its stamps"):
        restamp_document(document, AT)
