"""A writer's turn: the session in which a request writes, committed before it is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy.orm import Session

from app.http.service import ServiceDep
from app.store.ledger import open_ledger
from app.store.tables import LedgerRow


@dataclass(frozen=True, slots=True)
class Writer:
    """The calendar, open for writing. In a dry run everything is done and nothing kept."""

    session: Session
    ledger: LedgerRow
    dry_run: bool


def open_writer(
    service: ServiceDep,
    *,
    dry_run: Annotated[bool, Query(description="Only say what it would do: nothing is kept.")] = False,
) -> Iterator[Writer]:
    """Wait for a turn to write, and end it when the route is through: an error undoes all of it."""
    with service.database.writing(keep=not dry_run) as session:
        yield Writer(session, open_ledger(session), dry_run)


# The transaction ends before the answer is sent: otherwise a client could be told of a row that was lost.
WriterDep = Annotated[Writer, Depends(open_writer, scope="function")]
