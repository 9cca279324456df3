"""Sources: publications, each stored once."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.meetings.document import Source
from app.meetings.statement import SourceSaid
from app.store.names import identify
from app.store.tables import SourceRow

_LATER = ("accessed_at", "archive_url")
"""What may be added to a source once it is stored. Nothing of it is ever changed."""


def take_source(session: Session, said: SourceSaid) -> Source:
    """Return the stored source that this is, stored if it is new: publisher, title, url and day make it what it is."""
    source_id = identify("source", said.publisher, said.title, said.url, said.published_on)
    if session.get(SourceRow, source_id) is None:
        session.execute(insert(SourceRow), [{"id": source_id, **said.model_dump()}])
    return Source(id=source_id, **said.model_dump(include={"publisher", "title", "url", "published_on"}))


def add_source(session: Session, said: SourceSaid) -> tuple[SourceRow, bool]:
    """Return the stored source that this is, completed by what is said of its copies, and whether anything is new."""
    source_id = identify("source", said.publisher, said.title, said.url, said.published_on)
    is_new = session.get(SourceRow, source_id) is None
    row = session.get_one(SourceRow, take_source(session, said).id)
    added = [name for name in _LATER if getattr(row, name) is None and getattr(said, name) is not None]
    for name in added:
        setattr(row, name, getattr(said, name))
    session.flush()
    return row, is_new or bool(added)
