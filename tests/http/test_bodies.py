"""A body is read when it is asked for, no further than it may go, and refused with what is wrong with it."""

import asyncio
from collections.abc import Sequence

import pytest
from app.http.bodies import body_of, takes
from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.types import Message

JSON = b"application/json"


class Note(BaseModel):
    """Something to say."""

    text: str


def read(parts: Sequence[Message], *, most: int = 100, sent_as: bytes = JSON) -> tuple[Note | HTTPException, int]:
    """Read a body that comes in parts, and return it, or its refusal, with how many parts were taken."""
    waiting = list(parts)

    async def receive() -> Message:
        return waiting.pop(0)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", sent_as)]}
    try:
        found: Note | HTTPException = asyncio.run(body_of(Note, most)(Request(scope, receive)))
    except HTTPException as refused:
        found = refused
    return found, len(parts) - len(waiting)


def part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_in_parts_is_one() -> None:
    parts = [part(b'{"te', more=True), part(b'xt": "Seen', more=True), part(b'."}', more=False)]

    assert read(parts) == (Note(text="Seen."), 3)


def test_a_body_is_read_no_further_than_it_may_go() -> None:
    found, taken = read([part(b"x" * 60, more=True)] * 1000)

    assert isinstance(found, HTTPException)
    assert (found.status_code, found.detail, taken) == (413, "a body has at most 100 bytes here", 2)


def test_a_body_of_just_that_length_is_read() -> None:
    body = b'{"text": "Seen."}'

    assert read([part(body, more=False)], most=len(body)) == (Note(text="Seen."), 1)


def test_a_body_in_another_form_is_not_read_at_all() -> None:
    found, taken = read([part(b"{}", more=False)], sent_as=b"text/plain")

    assert isinstance(found, HTTPException)
    assert (found.status_code, taken) == (415, 0)


def test_a_body_that_breaks_off_is_refused() -> None:
    found, _ = read([part(b'{"text"', more=True), {"type": "http.disconnect"}])

    assert isinstance(found, HTTPException)
    assert (found.status_code, found.detail) == (400, "the body broke off")


@pytest.mark.parametrize(
    ("body", "kind", "where"),
    [
        (b'{"text": 1}', "string_type", ("body", "text")),
        (b"{}", "missing", ("body", "text")),
        (b"{", "json_invalid", ("body",)),
        (b'{"text": "\\ud800"}', "json_invalid", ("body",)),
    ],
)
def test_what_is_wrong_is_named_with_its_place(body: bytes, kind: str, where: tuple[str, ...]) -> None:
    with pytest.raises(RequestValidationError) as refused:
        read([part(body, more=False)])

    assert [(one["type"], one["loc"]) for one in refused.value.errors()] == [(kind, where)]


def test_a_body_is_described_as_it_is_read() -> None:
    assert takes(Note) == {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "title": "Note",
                        "description": "Something to say.",
                        "type": "object",
                        "properties": {"text": {"title": "Text", "type": "string"}},
                        "required": ["text"],
                    }
                }
            },
        }
    }
