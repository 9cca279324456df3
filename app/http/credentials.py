"""What a request shows of its sender: taken out of it before anything else sees it, and kept out of every cache."""

import re
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from pydantic import SecretStr
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.keys import PREFIX, hush
from app.http.problems import FieldProblem, problem

PRIVATE = "private, no-store"
"""The Cache-Control of whatever is answered to the holder of a key."""

_WHERE = "/api/"
"""Where keys count. A feed, a page and a file are the same for everybody, whatever a calendar app sends along."""
_RULE = "a key has no place in an address: revoke this one, and send another as `Authorization: Bearer smt_...`"
_BEARER = re.compile(rb"bearer +(\S+) *", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request shows of its sender. `token` is None where it is nothing that is read here: a password, say."""

    token: SecretStr | None


class Discretion:
    """Takes `Authorization` out of every request, so that no log, error or trace behind this layer can hold a key."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leave the credentials of a request to the API in its scope, and say that its answer is for nobody else."""
        if scope["type"] == "http" and _shows_key(scope):
            refusal = problem(
                HTTPStatus.UNPROCESSABLE_ENTITY, f"key: {_RULE}", [FieldProblem(field="key", rule=_RULE, near=[])]
            )
            await refusal(scope, receive, send)
            return
        sent = [value for name, value in scope.get("headers", ()) if name == b"authorization"]
        if not sent:
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"authorization"]}
        if not scope["path"].startswith(_WHERE):
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = PRIVATE
            await send(message)

        await self._app(scope | {"credentials": _read(sent)}, receive, answer)


def _shows_key(scope: Scope) -> bool:
    """Tell whether there is a key in an address: it is in the logs of everything that the request came through."""
    path, query = scope["path"], scope["query_string"]
    if PREFIX not in path and PREFIX[:-1].encode() not in query:
        return False
    asked = f"{path}?{unquote_to_bytes(query).decode('latin-1')}"
    return hush(asked) != asked


def credentials_of(scope: Scope) -> Credentials | None:
    """Return what a request to the API shows of its sender; None where it shows nothing."""
    found: Credentials | None = scope.get("credentials")
    return found


def _read(sent: list[bytes]) -> Credentials:
    """Read `Authorization: Bearer TOKEN` (RFC 6750, section 2.1), said once."""
    bearer = _BEARER.fullmatch(sent[0]) if len(sent) == 1 else None
    return Credentials(SecretStr(bearer[1].decode("latin-1")) if bearer else None)
