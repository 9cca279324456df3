"""A body is read no further than it may go, and judged only when it is asked for."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Message

from app.http.sent import BODY, MOST_BODY, PATCH_TYPES, Sent, describe_body, receive

JSON = b"application/json; charset=utf-8"


class Note(BaseModel):
    """Something to say."""

    text: str
    seen: int = 0


def take(parts: Sequence[Message], sent_as: bytes = JSON) -> tuple[Sent, int]:
    """Receive a body that comes in parts, and return it with how many parts were taken."""
    waiting = list(parts)

    async def one_part() -> Message:
        return waiting.pop(0)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", sent_as)]}
    return asyncio.run(receive(Request(scope, one_part))), len(parts) - len(waiting)


def part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def refusal_of(sent: Sent) -> tuple[int, str]:
    with pytest.raises(HTTPException) as refused:
        sent.read(Note)
    return refused.value.status_code, str(refused.value.detail)


def test_a_body_in_parts_is_one() -> None:
    sent, _ = take([part(b'{"te', more=True), part(b'xt": "Seen', more=True), part(b'."}', more=False)])

    assert sent.read(Note) == Note(text="Seen.")


def test_a_body_is_read_no_further_than_it_may_go() -> None:
    sent, taken = take([part(b"x" * 600_000, more=True)] * 1000)

    assert taken == 2
    assert refusal_of(sent) == (413, f"a body has at most {MOST_BODY} bytes")


def test_a_body_of_just_that_length_is_read() -> None:
    body = b'{"text": "Seen."}'.ljust(MOST_BODY)

    sent, _ = take([part(body, more=False)])

    assert sent.read(Note) == Note(text="Seen.")


@pytest.mark.parametrize("sent_as", [b"text/plain", b"", b"application/jsonp", b"application/merge-patch+json"])
def test_a_body_in_another_form_is_refused(sent_as: bytes) -> None:
    sent, _ = take([part(b'{"text": "Seen."}', more=False)], sent_as)

    assert refusal_of(sent) == (415, "the body is sent as application/json")


def test_a_patch_has_a_form_of_its_own_as_well() -> None:
    sent, _ = take([part(b'{"text": "Seen."}', more=False)], b"application/merge-patch+json")

    assert sent.read(Note, PATCH_TYPES) == Note(text="Seen.")


def test_a_body_that_breaks_off_is_refused() -> None:
    with pytest.raises(HTTPException) as refused:
        take([part(b'{"text"', more=True), {"type": "http.disconnect"}])

    assert (refused.value.status_code, refused.value.detail) == (400, "the body was cut off")


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"{", "the body is not JSON: Expecting property name enclosed in double quotes, at 1"),
        (b'{"text": "\xff"}', "the body is not UTF-8"),
        (b'{"text": NaN}', "the body is not JSON: NaN is no JSON"),
        (b'{"text": "a", "text": "b"}', "the body is not JSON: a key stands twice in one object"),
        (b'{"seen": 1000000000000000000000}', "the body is not JSON: a number has more than 18 digits"),
        (b"[" * 100_000, "the body is nested too deeply"),
    ],
)
def test_what_others_could_read_otherwise_is_no_json(body: bytes, rule: str) -> None:
    sent, _ = take([part(body, more=False)])

    assert refusal_of(sent) == (400, rule)


@pytest.mark.parametrize(
    ("body", "kind", "where"),
    [
        (b'{"text": 1}', "string_type", ("body", "text")),
        (b'{"text": "a", "seen": "1"}', "int_type", ("body", "seen")),
        (b'{"text": "a", "seen": true}', "int_type", ("body", "seen")),
        (b"{}", "missing", ("body", "text")),
        (b"[]", "model_type", ("body",)),
    ],
)
def test_what_is_wrong_is_named_with_its_place(body: bytes, kind: str, where: tuple[str, ...]) -> None:
    sent, _ = take([part(body, more=False)])

    with pytest.raises(RequestValidationError) as refused:
        sent.read(Note)

    assert [(one["type"], one["loc"]) for one in refused.value.errors()] == [(kind, where)]


def test_a_body_is_described_with_an_example() -> None:
    example: dict[str, Any] = {"text": "Seen."}

    described = describe_body(Note, example)

    assert described["requestBody"] == {
        "required": True,
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Note"}, "example": {"text": "Seen."}}
        },
    }
    assert described[BODY] == {"Note": Note.model_json_schema()}
