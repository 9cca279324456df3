"""Keys, made for tests, and how they are shown."""

from datetime import timedelta
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy import update

from app import clock
from app.access.keys import issue_key
from app.access.roles import Role
from app.store.database import Database
from app.store.keys import find_keys, mark_revoked
from app.store.private_tables import KeyRow

UNKNOWN = "smt_" + "A" * 43


def give_key(database: Database, role: Role = Role.EDITOR, *, label: str = "News desk", days: int | None = None) -> str:
    """Store a key and return it."""
    key, _ = issue(database, role, label=label, days=days)
    return key.get_secret_value()


def issue(
    database: Database, role: Role = Role.EDITOR, *, label: str = "News desk", days: int | None = None
) -> tuple[SecretStr, UUID]:
    """Store a key and return it with its id."""
    with database.writing() as session:
        key, row = issue_key(session, label=label, role=role, days=days)
        return key, row.id


def give_bad_keys(database: Database) -> dict[str, str]:
    """Store keys that open nothing any more, and return them with one that never did, by what is wrong with each."""
    now = clock.now()
    (expired, expired_id), (revoked, revoked_id) = issue(database, Role.ADMIN), issue(database, Role.ADMIN)
    with database.writing() as session:
        session.execute(update(KeyRow).where(KeyRow.id == expired_id).values(expires_at=now - timedelta(days=365)))
        mark_revoked(session, revoked_id, now)
    return {"unknown": UNKNOWN, "expired": expired.get_secret_value(), "revoked": revoked.get_secret_value()}


def bearer(key: str) -> dict[str, str]:
    """Return the header that shows a key."""
    return {"Authorization": f"Bearer {key}"}


def stored_keys(database: Database) -> list[KeyRow]:
    """Return the stored keys, the oldest first."""
    with database.reading() as session:
        return list(find_keys(session))
