"""Stored keys. What opens something is not among it: only its hash is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.meetings.errors import AmbiguousNameError, NotFoundError
from app.store.ids import as_uuid
from app.store.private_tables import KeyRow

MOST_NEAR = 5
"""How many ids a refusal names."""


def add_key(session: Session, row: KeyRow) -> None:
    """Store a key."""
    session.add(row)
    session.flush()


def find_keys(session: Session) -> Sequence[KeyRow]:
    """Return every key that was ever made, the oldest first."""
    return session.scalars(select(KeyRow).order_by(KeyRow.created_at, KeyRow.id)).all()


def find_key_by_hash(session: Session, hashed: str) -> KeyRow | None:
    """Return the key with this hash."""
    return session.scalar(select(KeyRow).where(KeyRow.hash == hashed))


def get_key(session: Session, text: str) -> KeyRow:
    """Return a key by its id.

    Raises:
        NotFoundError: if there is none.
    """
    uuid = as_uuid(text)
    found = session.get(KeyRow, uuid) if uuid else None
    if found is None:
        raise NotFoundError("no key has this id", field="key")
    return found


def get_key_by_beginning(session: Session, text: str) -> KeyRow:
    """Return the key whose id begins like this.

    Raises:
        NotFoundError: if there is none.
        AmbiguousNameError: if there are several, with their ids.
    """
    asked = text.strip().lower()
    found = [row for row in find_keys(session) if asked and str(row.id).startswith(asked)]
    if not found:
        raise NotFoundError("no key has an id that begins like this; `summitry key list` shows them")
    if len(found) > 1:
        ids = [str(row.id) for row in found[:MOST_NEAR]]
        raise AmbiguousNameError(f"{len(found)} keys have ids that begin like this: {', '.join(ids)}", near=ids)
    return found[0]


def mark_revoked(session: Session, key_id: UUID, at: datetime) -> bool:
    """Revoke a key for good; tell whether it was not revoked before. The caller commits."""
    taken = update(KeyRow).where(KeyRow.id == key_id, KeyRow.revoked_at.is_(None)).values(revoked_at=at)
    return bool(session.execute(taken.returning(KeyRow.id)).all())


def mark_used(session: Session, key_id: UUID, at: datetime, *, unless_after: datetime) -> None:
    """Note that a key was used, unless some process has noted a later use than that. The caller commits."""
    is_due = or_(KeyRow.last_used_at.is_(None), KeyRow.last_used_at <= unless_after)
    session.execute(update(KeyRow).where(KeyRow.id == key_id, is_due).values(last_used_at=at))
