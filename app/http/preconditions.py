"""Preconditions of writes (RFC 9110, section 13.1.1): whoever changes something says what they have seen of it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Header

from app.http.conditional import MOST_HEADER
from app.http.problems import answers
from app.meetings.errors import MeetingChangedError, PreconditionMissingError

PRECONDITION_PROBLEMS = answers(HTTPStatus.PRECONDITION_REQUIRED, HTTPStatus.PRECONDITION_FAILED)


class IfMatch:
    """The `If-Match` of a request."""

    def __init__(
        self,
        if_match: Annotated[
            str | None, Header(description="The ETag of what you have seen. Without it: 428; if it has changed: 412.")
        ] = None,
    ) -> None:
        """Keep what was sent."""
        self._sent = if_match

    def need(self) -> None:
        """Refuse a blind write.

        Raises:
            PreconditionMissingError: without a tag, or with `*`.
        """
        if self._sent is None or self._sent.strip() == "*":
            raise PreconditionMissingError("say which state you have seen: the ETag of its GET", field="If-Match")

    def check(self, etag: str) -> None:
        """Refuse to change what the writer has not seen as it is.

        Of a meeting's ETag the version alone counts: how this program writes its bytes is not the writer's concern. The
        comparison is strong, so a weak tag matches nothing; `*` would be a blind write.

        Raises:
            PreconditionMissingError: without a tag.
            MeetingChangedError: if no tag is the current one.
        """
        self.need()
        tags = [tag.strip() for tag in (self._sent or "")[:MOST_HEADER].split(",")]
        if _seen(etag) not in [_seen(tag) for tag in tags if not tag.startswith("W/")]:
            rule = "this has changed since you read it; read it again and decide anew"
            raise MeetingChangedError(rule, field="If-Match")


IfMatchDep = Annotated[IfMatch, Depends()]


def _seen(tag: str) -> str:
    """Return the part of a tag that names a state."""
    return tag.strip('"').partition("-")[0]
