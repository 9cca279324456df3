"""Sources: publications, each stored once."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.meetings.document import Source
from app.meetings.errors import TakenError
from app.meetings.statement import SourceSaid
from app.store.ids import identify
from app.store.named_tables import SourceRow

_LATER = ("accessed_at", "archive_url")
"""What may be added to a source once it is stored. Nothing of it is ever changed."""


def take_source(session: Session, said: SourceSaid, *, proposed: bool = False) -> Source:
    """Return the stored source that this is, stored if it is new: publisher, title, url and day make it what it is.

    Raises:
        TakenError: if it is stored with another copy, or one that is known would get its copy by a proposal.
    """
    try:
        row, _ = add_source(session, said, proposed=proposed)
    except TakenError as error:
        raise TakenError(error.rule, field=f"source.{error.field}") from None
    return Source(id=row.id, **said.model_dump(include={"publisher", "title", "url", "published_on"}))


def add_source(session: Session, said: SourceSaid, *, proposed: bool = False) -> tuple[SourceRow, bool]:
    """Return the stored source that this is, completed by what is said of its copies, and whether anything is new.

    What was only proposed gives way to what an editor says. Of two days on which it was looked up the first one stays.

    Raises:
        TakenError: as `take_source` does.
    """
    source_id = identify("source", said.publisher, said.title, said.url, said.published_on)
    row = session.get(SourceRow, source_id)
    if row is None:
        session.execute(insert(SourceRow), [{"id": source_id, "proposed": proposed, **said.model_dump()}])
        return session.get_one(SourceRow, source_id), True
    changed = {name: getattr(said, name) for name in _LATER}
    if row.proposed and not proposed:
        changed["proposed"] = False
    else:
        is_open = row.proposed or not proposed
        _check_copy(row, said, is_open=is_open)
        changed = {n: value for n, value in changed.items() if is_open and value and getattr(row, n) is None}
    for name, value in changed.items():
        setattr(row, name, value)
    session.flush()
    return row, bool(changed)


def _check_copy(row: SourceRow, said: SourceSaid, *, is_open: bool) -> None:
    """Refuse a copy that would not be kept."""
    if said.archive_url in (None, row.archive_url) or (is_open and row.archive_url is None):
        return
    other = f"this source is stored with the copy {row.archive_url}" if row.archive_url else "an editor adds its copy"
    raise TakenError(f"{other}: leave it out", field="archive_url")
