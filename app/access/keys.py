"""API keys: made once, kept as a hash, and asked for their holder's role."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AfterValidator, Field, SecretStr
from sqlalchemy.orm import Session

from app import clock
from app.access.roles import Role
from app.meetings.errors import KeyRefusedError
from app.meetings.text import Line
from app.store.keys import add_key, find_key_by_hash
from app.store.private_tables import KeyRow

PREFIX = "smt_"
"""How every key begins, so that whoever scans code and logs for secrets can know one."""
MOST_DAYS = 3650
"""Days after which a key that expires at all does so at the latest."""
MOST_LABEL = 100

_SECRET_BYTES = 32
_HINT_LENGTH = 8
_KEY = re.compile(PREFIX + "[A-Za-z0-9_-]{43}")
# Parts of a key count as well: some texts are cut before they are shown.
_KEY_LIKE = re.compile(PREFIX + f"[A-Za-z0-9_-]{{{_HINT_LENGTH + 1},}}")


def _for_others(label: str) -> str:
    if len(label) > MOST_LABEL:
        raise ValueError(f"a label has at most {MOST_LABEL} characters")
    if hush(label) != label:
        raise ValueError("a label is shown to others, so it holds no key")
    return label


Label = Annotated[Line, AfterValidator(_for_others), Field(json_schema_extra={"maxLength": MOST_LABEL})]
"""What a key is for, in its maker's words."""


class State(StrEnum):
    """Whether a key still opens anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the holder of a key."""

    id: UUID
    hint: str
    label: str
    role: Role


def make_key() -> SecretStr:
    """Return a new key: `smt_` and 43 characters that hold 256 random bits."""
    return SecretStr(PREFIX + secrets.token_urlsafe(_SECRET_BYTES))


def hint_of(key: SecretStr) -> str:
    """Return what lists and logs may show of a key. The 208 bits that it leaves out are as far from being guessed."""
    return key.get_secret_value()[len(PREFIX) :][:_HINT_LENGTH]


def hash_of(key: SecretStr) -> str:
    """Return what is stored of a key, in hexadecimal.

    One round of SHA-256, without salt, is right here. Slow, salted hashes protect passwords, which people choose and
    others can try one by one; among 2^256 random keys there is nothing to try, and a request should not pay for it.
    """
    return sha256(key.get_secret_value().encode()).hexdigest()


def issue_key(session: Session, *, label: str, role: Role, days: int | None = None) -> tuple[SecretStr, KeyRow]:
    """Store a new key, for a number of days or without an end, and return it: this once. The caller commits."""
    key, now = make_key(), clock.now()
    row = KeyRow(
        id=uuid4(),
        hash=hash_of(key),
        hint=hint_of(key),
        label=label,
        role=role.value,
        created_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
        revoked_at=None,
        last_used_at=None,
    )
    add_key(session, row)
    return key, row


def authenticate(session: Session, key: SecretStr) -> Caller:
    """Return the holder of a key.

    Raises:
        KeyRefusedError: in the same words for a key that is unknown, was revoked or has expired.
    """
    hashed = hash_of(key)
    row = find_key_by_hash(session, hashed) if is_key(key.get_secret_value()) else None
    if row is None or not hmac.compare_digest(row.hash, hashed) or state_of(row, clock.now()) is not State.ACTIVE:
        raise KeyRefusedError("this key is unknown, was revoked or has expired", field="Authorization")
    return Caller(row.id, row.hint, row.label, Role(row.role))


def state_of(row: KeyRow, at: datetime) -> State:
    """Tell whether a key opens anything at an instant: from the one at which it expires, it does not."""
    if row.revoked_at is not None:
        return State.REVOKED
    if row.expires_at is not None and row.expires_at <= at:
        return State.EXPIRED
    return State.ACTIVE


def is_key(text: str) -> bool:
    """Tell whether a text has the form of a key."""
    return _KEY.fullmatch(text) is not None


def hush(text: str) -> str:
    """Return a text without the keys in it, for answers and logs that repeat what was sent."""
    return _KEY_LIKE.sub(f"{PREFIX}...", text)
