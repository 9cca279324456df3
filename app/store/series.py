"""Series of meetings, by their names and the slugs made of them."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.meetings.document import SeriesRef
from app.meetings.errors import UnknownNameError
from app.meetings.spelling import nearest
from app.meetings.text import fold, slugs
from app.store.named_tables import SeriesRow
from app.store.newcomers import MOST_NAMES


def take_series(session: Session, name: str, *, proposed: bool = False) -> SeriesRef:
    """Return the series of this name, made if there is none. Two that are called differently never share a slug.

    One that was only proposed gives its slug, and with it what was said of it, to one that is not `proposed`.
    """
    # A series that is there keeps its slug, however slugs are made by now.
    query = select(SeriesRow).where(SeriesRow.name == name)
    if not proposed:
        query = query.where(SeriesRow.proposed.is_(False))
    known = session.scalars(query.order_by(SeriesRow.proposed, SeriesRow.slug)).first()
    if known is not None:
        return SeriesRef(slug=known.slug, name=known.name)
    for slug in slugs(name):
        row = session.get(SeriesRow, slug)
        if row is None:
            session.execute(insert(SeriesRow), [{"slug": slug, "name": name, "proposed": proposed}])
            return SeriesRef(slug=slug, name=name)
        if row.proposed and not proposed:
            row.name, row.proposed = name, False
            session.flush()
        if fold(row.name) == fold(name):
            return SeriesRef(slug=slug, name=row.name)
    raise UnknownNameError(f"every slug of {name!r} is another's", field="links")


def get_series(session: Session, slug: str, *, proposals: bool = False) -> SeriesRef:
    """Return the series of this slug; with `proposals` also one that is only proposed.

    Raises:
        UnknownNameError: if there is none, with the nearest ones.
    """
    row = session.get(SeriesRow, slug)
    if row is None or (row.proposed and not proposals):
        visible = [] if proposals else [SeriesRow.proposed.is_(False)]
        known = select(SeriesRow.slug, SeriesRow.name).where(*visible).order_by(SeriesRow.slug).limit(MOST_NAMES)
        near = nearest(slug.replace("-", " "), [(one, name) for one, name in session.execute(known)])
        raise UnknownNameError(f"no series is known as {slug!r}", field="series", near=near)
    return SeriesRef(slug=row.slug, name=row.name)
