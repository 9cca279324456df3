"""Series of meetings, by their names and the slugs made of them."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.meetings.document import SeriesRef
from app.meetings.errors import UnknownNameError
from app.meetings.spelling import nearest
from app.meetings.text import fold, slugs
from app.store.newcomers import MOST_NAMES
from app.store.tables import SeriesRow


def take_series(session: Session, name: str) -> SeriesRef:
    """Return the series of this name, made if there is none. Two that are called differently never share a slug."""
    # A series that is there keeps its slug, however slugs are made by now.
    known = session.scalars(select(SeriesRow).where(SeriesRow.name == name).order_by(SeriesRow.slug)).first()
    if known is not None:
        return SeriesRef(slug=known.slug, name=known.name)
    for slug in slugs(name):
        row = session.get(SeriesRow, slug)
        if row is None:
            session.execute(insert(SeriesRow), [{"slug": slug, "name": name}])
            return SeriesRef(slug=slug, name=name)
        if fold(row.name) == fold(name):
            return SeriesRef(slug=slug, name=row.name)
    raise UnknownNameError(f"every slug of {name!r} is another's", field="links")


def get_series(session: Session, slug: str) -> SeriesRef:
    """Return the series of this slug.

    Raises:
        UnknownNameError: if there is none, with the nearest ones.
    """
    row = session.get(SeriesRow, slug)
    if row is None:
        known = select(SeriesRow.slug, SeriesRow.name).order_by(SeriesRow.slug).limit(MOST_NAMES)
        near = nearest(slug.replace("-", " "), [(one, name) for one, name in session.execute(known)])
        raise UnknownNameError(f"no series is known as {slug!r}", field="series", near=near)
    return SeriesRef(slug=row.slug, name=row.name)
