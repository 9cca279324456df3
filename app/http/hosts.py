"""The names by which the service may be called. A page elsewhere can make browsers call it by a name of its own."""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from app.http.problems import problem

ANY = "*"
OWN = ("localhost", "127.0.0.1", "[::1]")
"""What this machine is called by itself: its healthcheck asks by these names."""
_EVERY_INTERFACE = ("0.0.0.0", "::")  # noqa: S104 (what is listened on by this name is called by others)

_RULE = "the service is not called by this name; SUMMITRY_ALLOWED_HOSTS says which ones it has"


class Hosts:
    """A layer that lets in only requests that call the service by one of its names (RFC 9110, section 15.5.20)."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application, whose state has the names as `hosts`."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request that was meant for somebody else."""
        if scope["type"] == "http" and not is_called(scope["app"].state.hosts, scope["headers"]):
            refusal = problem(HTTPStatus.MISDIRECTED_REQUEST, _RULE)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def names_of(base_url: str, bound: str, allowed: Iterable[str]) -> frozenset[bytes] | None:
    """Return the names of a service by its address, the one that it listens on, and what its settings allow.

    None stands for any name.
    """
    if ANY in allowed:
        return None
    names = {name.strip("[]") for name in (*OWN, urlsplit(base_url).hostname or "", bound, *allowed)}
    return frozenset(_written(name) for name in names - {"", *_EVERY_INTERFACE})


def _written(name: str) -> bytes:
    """Return a name as requests have it."""
    return f"[{name}]".encode() if ":" in name else name.lower().encode("idna")


def is_called(names: frozenset[bytes] | None, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a request calls the service by its name. One that gives none, as HTTP/1.0 may, means this one."""
    if names is None:
        return True
    return all(value in names or _bare(value) in names for name, value in headers if name == b"host")


def _bare(host: bytes) -> bytes:
    """Return a host without its port and the dot that ends a full name."""
    name, colon, port = host.rpartition(b":")
    bare = name if colon and port.isdigit() and not host.endswith(b"]") else host
    return bare.lower().removesuffix(b".")
