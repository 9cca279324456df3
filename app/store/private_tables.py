"""What is stored beside the calendar and belongs to this installation: keys, and answers kept for their retries."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.store.columns import Base


class ReplyRow(Base):
    """What was answered to a request that named itself, kept for a day for its retries."""

    __tablename__ = "reply"

    key_id: Mapped[UUID] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    headers: Mapped[str]
    body: Mapped[bytes]
    replied_at: Mapped[datetime] = mapped_column(index=True)


class KeyRow(Base):
    """A key to the API: its hash, and what is known of it. `hint` is how it begins, after the prefix."""

    __tablename__ = "key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    hint: Mapped[str] = mapped_column(String(8))
    label: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
