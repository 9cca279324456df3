"""Who asks, and whether they may: judged before anything else of a request is read."""

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app import clock
from app.access.keys import Caller, authenticate
from app.access.roles import Role
from app.http.credentials import credentials_of
from app.http.problems import answers
from app.http.service import get_service
from app.meetings.errors import KeyMissingError, RoleNeededError

SCHEME = "key"
"""What the API's description calls the way of showing a key."""

_FIELD = "Authorization"
_HOW = "`Authorization: Bearer smt_...`"


@dataclass(frozen=True, slots=True)
class Require:
    """A dependency that gives the caller, if their role is this one or above. `else_may`: what others can do here."""

    role: Role
    else_may: str = ""

    def __call__(self, request: Request) -> Caller:
        """Return the caller."""
        return cast("Caller", _judge(request, self))


def require(role: Role, *, else_may: str = "") -> Require:
    """Return a dependency that lets only holders of a role pass: `Annotated[Caller, Depends(require(Role.EDITOR))]`."""
    return Require(role, else_may)


def get_caller(request: Request) -> Caller | None:
    """Return who asks; None if no key was shown."""
    return _judge(request, None)


CallerDep = Annotated[Caller | None, Depends(get_caller)]


class JudgedRoute(APIRoute):
    """A route of the API. Its caller is judged before anything else of the request is read, checked or looked up."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 (FastAPI's own)
        """Make the route, and say in its description what it asks of its caller."""
        super().__init__(path, endpoint, **options)
        calls = list(_calls(self.dependant))
        needed = _needed(calls)
        refusals = answers(HTTPStatus.UNAUTHORIZED, *([HTTPStatus.FORBIDDEN] if needed else []))
        self.responses = {**self.responses, **refusals}
        if needed:
            self.openapi_extra = {"security": [{SCHEME: [needed.role.value]}], **(self.openapi_extra or {})}
        elif get_caller in calls:
            self.openapi_extra = {"security": [{}, {SCHEME: []}], **(self.openapi_extra or {})}

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request, behind what judges its caller."""
        answer = super().get_route_handler()
        needed = _needed(_calls(self.dependant))

        async def judged(request: Request) -> Response:
            # Who shows nothing where nothing is needed costs nothing.
            if needed or credentials_of(request.scope):
                await run_in_threadpool(_judge, request, needed)
            return await answer(request)

        return judged


def _judge(request: Request, needed: Require | None) -> Caller | None:
    """Return who asks.

    Raises:
        KeyMissingError: if a key is needed, or something else was shown.
        KeyRefusedError: if the key that was shown opens nothing.
        RoleNeededError: if it does not open this.
    """
    if "caller" not in request.scope:
        request.scope["caller"] = _identify(request)
    caller: Caller | None = request.scope["caller"]
    if needed is not None and caller is None:
        raise KeyMissingError(f"a key with the role {needed.role} is needed here: {_HOW}", field=_FIELD)
    if needed is not None and caller is not None and caller.role < needed.role:
        rule = f"the role of this key is {caller.role}; {needed.role} is needed here"
        hint = f"; {needed.else_may}" if needed.else_may else ""
        raise RoleNeededError(rule + hint, field=_FIELD, near=[needed.role])
    return caller


def _identify(request: Request) -> Caller | None:
    shown = credentials_of(request.scope)
    if shown is None:
        return None
    if shown.token is None:
        raise KeyMissingError(f"only keys are taken here: {_HOW}", field=_FIELD)
    service = get_service(request)
    with service.database.reading() as session:
        caller = authenticate(session, shown.token)
    service.usage.note(caller.id, clock.now())
    return caller


def _needed(calls: Iterator[object] | list[object]) -> Require | None:
    """Return what asks for the highest role among a route's dependencies."""
    return max((call for call in calls if isinstance(call, Require)), key=lambda one: one.role, default=None)


def _calls(dependant: Dependant) -> Iterator[object]:
    yield dependant.call
    for below in dependant.dependencies:
        yield from _calls(below)
