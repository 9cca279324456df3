"""Places, by their names and what they lie in."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.meetings import countries
from app.meetings.document import Locality, Place
from app.meetings.errors import UnknownNameError
from app.meetings.placing import levels
from app.meetings.spelling import nearest
from app.meetings.statement import PlaceSaid
from app.meetings.terms import Precision
from app.meetings.text import fold
from app.store.ids import as_uuid, identify
from app.store.named_tables import PlaceRow
from app.store.newcomers import MOST_NAMES

_OWN = ("id", "name", "precision", "country")
_DETAILS = ("latitude", "longitude", "time_zone")


class Places:
    """The places known to a calendar, and with `proposals` also those that are only proposed."""

    def __init__(self, session: Session, *, proposals: bool) -> None:
        """Look places up in this session. With `proposals`, those that are made are only proposed."""
        self._session, self._proposals = session, proposals
        self._taken: dict[UUID, Locality] = {}

    def take(self, said: PlaceSaid) -> Place:
        """Return the place that is meant, made if there is none, with all that it lies in."""
        locality = self._take(said, _country_of(said))
        return Place(**dict(locality), confirmed=said.confirmed)

    def find(self, text: str) -> list[UUID]:
        """Return the ids of all places of this name, or the one of this id.

        Raises:
            UnknownNameError: if there is none.
        """
        uuid = as_uuid(text)
        visible = [] if self._proposals else [PlaceRow.proposed.is_(False)]
        matches = PlaceRow.id == uuid if uuid else PlaceRow.folded == fold(text)
        found = self._session.scalars(select(PlaceRow.id).where(matches, *visible)).all()
        if not found:
            known = select(PlaceRow.name, PlaceRow.folded).where(*visible)
            in_order = known.order_by(PlaceRow.folded, PlaceRow.id).limit(MOST_NAMES)
            near = nearest(text, [(name, spelled) for name, spelled in self._session.execute(in_order)])
            raise UnknownNameError(f"no place is known as {text!r}", field="place", near=near)
        return list(found)

    def _take(self, said: PlaceSaid, country: str | None) -> Locality:
        if said.within is not None:
            within = self._take(said.within, country)
        elif country is not None and said.precision is not Precision.COUNTRY:
            within = self._take(PlaceSaid(precision=Precision.COUNTRY, country=country), country)
        else:
            within = None
        name = said.name or (countries.names().get(country or "") if said.precision is Precision.COUNTRY else None)
        key = country if said.precision is Precision.COUNTRY and country else fold(name or "")
        # Two places of one name in one country are told apart by the region or city in which they lie.
        around = (within.id,) if within and within.precision is not Precision.COUNTRY else ()
        one = Locality(
            id=identify("place", said.precision, country, key, *around),
            name=name,
            precision=said.precision,
            country=country,
            latitude=said.latitude,
            longitude=said.longitude,
            time_zone=said.time_zone,
            within=within,
        )
        known = self._known(one)
        details = {name: getattr(known, name) for name in _DETAILS if getattr(one, name) is None} if known else {}
        return one.model_copy(update=details)

    def _known(self, one: Locality) -> Locality | PlaceRow | None:
        """Return what is known of a place; else store what is said of it."""
        if one.id in self._taken:
            return self._taken[one.id]
        row = self._session.get(PlaceRow, one.id)
        if row is not None and not row.proposed:
            return row
        if one.name is not None:
            store_place(self._session, one, proposed=self._proposals)
            self._taken[one.id] = one
        return None


def acknowledge_place(session: Session, place: Locality) -> None:
    """Let a place and what it lies in be known as an accepted claim tells of them, where they were only proposed."""
    for level in reversed(list(levels(place))):
        if level.name is not None:
            store_place(session, level, proposed=False)


def store_place(session: Session, one: Locality, *, proposed: bool) -> None:
    """Store a place, or let what is said of it take the place of what was only proposed."""
    values = {name: getattr(one, name) for name in (*_OWN, *_DETAILS)} | {"folded": fold(one.name or "")}
    values |= {"within_id": one.within.id if one.within and one.within.name else None, "proposed": proposed}
    row = session.get(PlaceRow, one.id)
    if row is None:
        session.execute(insert(PlaceRow), [values])
    elif row.proposed and not proposed:
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()


def _country_of(said: PlaceSaid) -> str | None:
    within: PlaceSaid | None = said
    while within is not None:
        if within.country:
            return within.country
        within = within.within
    return None
