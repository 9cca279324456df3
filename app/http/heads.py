"""How much the head of a request may hold. The parser itself takes any."""

from collections.abc import Sequence
from http import HTTPStatus

MOST_URL = 20_000
"""Bytes of an address: the longest token, and all that may stand beside it."""
MOST_HEAD = 65_536
"""Bytes of a head."""
MOST_LINES = 200
"""Header lines of a head."""


class HeadError(Exception):
    """The head of a request is refused. `status` and `rule` say how and why."""

    def __init__(self, status: HTTPStatus, rule: str) -> None:
        """Keep what is answered."""
        super().__init__(rule)
        self.status = status
        self.rule = rule


TOO_LARGE = HeadError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"a head has at most {MOST_HEAD} bytes")


def check_head(url: bytes, headers: Sequence[tuple[bytes, bytes]], version: str, received: int) -> None:
    """Refuse a head that is too large or names no host. `received`: bytes in which it came, and perhaps more with it.

    Raises:
        HeadError: naming the rule.
    """
    if len(url) > MOST_URL:
        raise HeadError(HTTPStatus.REQUEST_URI_TOO_LONG, f"an address has at most {MOST_URL} bytes")
    if len(headers) > MOST_LINES:
        raise HeadError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"a head has at most {MOST_LINES} header lines")
    if received > MOST_HEAD and len(url) + sum(len(name) + len(value) for name, value in headers) > MOST_HEAD:
        raise TOO_LARGE
    # Simple clients say the same twice; only two that differ could be taken for each other.
    hosts = {value for name, value in headers if name == b"host"}
    if len(hosts) > 1 or (not hosts and version == "1.1"):
        raise HeadError(HTTPStatus.BAD_REQUEST, "a request names one host (RFC 9112, section 3.2)")
