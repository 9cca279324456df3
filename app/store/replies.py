"""Replies: answers that are kept for a day with the write that they told of, to be given again to a retry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from app.store.private_tables import ReplyRow


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that says which one it is: its sender, its route, its idempotency key, and a hash of what was sent.

    `route` says what it is about as well.
    """

    key_id: UUID
    route: str
    name: str
    body_hash: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    body_hash: str


def find_reply(session: Session, attempt: Attempt, *, since: datetime) -> Reply | None:
    """Return what was answered to this attempt, whatever body it had."""
    row = session.get(ReplyRow, (attempt.key_id, attempt.route, attempt.name))
    if row is None or row.replied_at < since:
        return None
    return Reply(row.status, json.loads(row.headers), row.body, row.body_hash)


def keep_reply(session: Session, attempt: Attempt, reply: Reply, *, at: datetime, since: datetime) -> None:
    """Keep an answer, in the transaction of the write that it tells of, and let go of those from before `since`."""
    session.execute(delete(ReplyRow).where(ReplyRow.replied_at < since))
    row = {"key_id": attempt.key_id, "route": attempt.route, "name": attempt.name, "body_hash": reply.body_hash}
    row |= {"status": reply.status, "headers": json.dumps(dict(reply.headers)), "body": reply.body, "replied_at": at}
    session.execute(insert(ReplyRow), [row])
