"""Keys, for administrators: which there are, a new one, and the end of one."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Request
from pydantic import BaseModel, ConfigDict, Field, SecretStr, WithJsonSchema, field_serializer
from starlette.responses import Response

from app import clock
from app.access.keys import MOST_DAYS, PREFIX, Label, State, issue_key, state_of
from app.access.roles import Role
from app.api.answers import Answer, ListAnswer
from app.api.examples import body, example
from app.api.listing import answer_list
from app.api.meetings import MANY, NAMED, UNCHANGED
from app.http.asking import strict
from app.http.callers import JudgedRoute, require
from app.http.conditional import JSON, conditional_json
from app.http.paging import DEFAULT_LIMIT, next_url
from app.http.sent import BODY_PROBLEMS, SentDep, describe_body
from app.http.service import ServiceDep, SessionDep
from app.http.slices import After, Limit
from app.http.tokens import read_key as read_cursor
from app.http.tokens import write_key as write_cursor
from app.meetings.errors import FilterError
from app.meetings.text import Line
from app.store.keys import find_keys, get_key, mark_revoked
from app.store.private_tables import KeyRow

_LIST = "/keys"
router = APIRouter(prefix=_LIST, tags=["keys"], route_class=JudgedRoute, dependencies=[Depends(require(Role.ADMIN))])

KeyId = Annotated[Line, Path(description="Its id.", examples=["0f8fad5b-d9cb-469f-a165-70867728950e"])]


class KeyWanted(BaseModel):
    """What a new key is to be."""

    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)

    label: Label
    """What it is for: a person, a program, a desk."""
    role: Role
    """What it allows."""
    expires_in_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None
    """After how many days it expires; null: never."""


class KeyAnswer(Answer):
    """What is known of a key. The key itself is not."""

    id: UUID
    hint: str
    """How the key begins, after `smt_`."""
    label: str
    role: Role
    state: State
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    """To the minute."""


class NewKeyAnswer(KeyAnswer):
    """A new key."""

    key: Annotated[SecretStr, WithJsonSchema({"type": "string", "pattern": f"^{PREFIX}[A-Za-z0-9_-]{{43}}$"})]
    """The key: it is shown this once, and stored nowhere."""

    @field_serializer("key")
    def write_key(self, key: SecretStr) -> str:
        """Show it, which nothing but the answer itself does."""
        return key.get_secret_value()


class KeyList(ListAnswer[KeyAnswer]):
    """A page of keys, the oldest first."""


def refuse_repetition(
    idempotency_key: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> None:
    """Refuse to keep an answer that holds a key.

    Raises:
        FilterError: if the request asks for that.
    """
    if idempotency_key is not None:
        rule = "this answer cannot be given again, since a key is stored nowhere: leave this header out"
        raise FilterError(rule, field="Idempotency-Key")


@router.get(
    "",
    response_model=KeyList,
    dependencies=[Depends(strict("limit", "cursor"))],
    responses=MANY | UNCHANGED | example("keys"),
)
def list_keys(session: SessionDep, request: Request, limit: Limit = DEFAULT_LIMIT, cursor: After = None) -> Response:
    """List every key that was ever made, and when it was last used."""
    after = read_cursor(cursor, _LIST) if cursor is not None else ""
    rest = [row for row in find_keys(session) if _place(row) > after]
    following = next_url(request, write_cursor(_place(rest[limit - 1]), _LIST)) if len(rest) > limit else None
    items = [_answer(row) for row in rest[:limit]]
    return answer_list(request, KeyList(items=items, next=following, sync_token=None), None)


@router.post(
    "",
    response_model=NewKeyAnswer,
    status_code=HTTPStatus.CREATED,
    dependencies=[Depends(strict()), Depends(refuse_repetition)],
    responses=MANY | BODY_PROBLEMS | example("new_key", 201),
    openapi_extra=describe_body(KeyWanted, body("new_key")),
)
def create_key(sent: SentDep, service: ServiceDep, request: Request) -> Response:
    """Make a key. It is shown in this answer and never again."""
    wanted = sent.read(KeyWanted)
    with service.database.writing() as session:
        key, row = issue_key(session, label=wanted.label, role=wanted.role, days=wanted.expires_in_days)
        made = NewKeyAnswer(**dict(_answer(row)), key=key)
    headers = {"Location": f"{request.scope['path']}/{made.id}"}
    return Response(made.model_dump_json(), HTTPStatus.CREATED, headers, JSON)


@router.get(
    "/{key}",
    response_model=KeyAnswer,
    dependencies=[Depends(strict())],
    responses=NAMED | UNCHANGED | example("key"),
)
def read_key(key: KeyId, session: SessionDep, request: Request) -> Response:
    """Read what is known of one key."""
    return conditional_json(request, _answer(get_key(session, key)), None)


@router.delete("/{key}", status_code=HTTPStatus.NO_CONTENT, dependencies=[Depends(strict())], responses=NAMED)
def revoke_key(key: KeyId, service: ServiceDep) -> Response:
    """Revoke a key, at once and for good. It stays in the list; revoking it again changes nothing."""
    with service.database.writing() as session:
        mark_revoked(session, get_key(session, key).id, clock.now())
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _place(row: KeyRow) -> str:
    """Return where a key stands in the list."""
    return f"{row.created_at.isoformat()} {row.id}"


def _answer(row: KeyRow) -> KeyAnswer:
    return KeyAnswer(
        id=row.id,
        hint=row.hint,
        label=row.label,
        role=Role(row.role),
        state=state_of(row, clock.now()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
