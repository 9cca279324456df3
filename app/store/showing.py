"""Showing: which versions stand, now or at a moment of the past."""

from sqlalchemy import ColumnElement, and_, or_

from app.meetings.filter import Wanted
from app.store.tables import VersionRow


def at_number(number: int) -> ColumnElement[bool]:
    """The versions that were shown when the calendar had come to this number."""
    return and_(VersionRow.number <= number, or_(VersionRow.until.is_(None), VersionRow.until > number))


def shown(wanted: Wanted, number: int | None = None) -> ColumnElement[bool]:
    """The versions that are shown: now, at a number of the log, as of an instant, or both."""
    if wanted.as_of is None:
        return VersionRow.until.is_(None) if number is None else at_number(number)
    not_yet_followed = or_(VersionRow.until.is_(None), VersionRow.superseded_at > wanted.as_of)
    if number is not None:
        not_yet_followed = and_(VersionRow.number <= number, or_(VersionRow.until > number, not_yet_followed))
    return and_(VersionRow.modified_at <= wanted.as_of, not_yet_followed)
