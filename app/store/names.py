"""Names: which party, place, series or meeting a text means."""

from collections.abc import Iterable, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from app.meetings import countries
from app.meetings.document import Locality, MeetingRef, Party, Place, SeriesRef
from app.meetings.errors import AmbiguousNameError, MeetingNotFoundError, UnknownNameError
from app.meetings.spelling import nearest
from app.meetings.statement import PlaceSaid
from app.meetings.terms import PartyKind, Precision
from app.meetings.text import fold
from app.store.aliases import MEANT, Meant, find_named
from app.store.newcomers import MOST_NAMES, Newcomers, spellings
from app.store.series import get_series, take_series
from app.store.tables import MeetingRow, PartyAliasRow, PartyRow, PlaceRow, VersionRow

NAMESPACE = uuid5(NAMESPACE_URL, "https://summitry.org/")
"""The project's namespace: whatever has an id of what it is (UUIDv5) has it from here, on every installation."""


def identify(*parts: object) -> UUID:
    """Return the id of something by what it is."""
    return uuid5(NAMESPACE, "\x1f".join(str(part) for part in parts))


def as_uuid(text: str) -> UUID | None:
    """Read an id, or return None."""
    try:
        return UUID(text)
    except ValueError:
        return None


class Names:
    """The names known to a calendar. What was looked up once in a session is remembered."""

    def __init__(self, session: Session) -> None:
        """Look names up in this session."""
        self.session = session
        self._parties: dict[UUID, Party] = {}
        self._by_name: dict[str, Party] = {}
        self._places: dict[UUID, Locality] = {}
        self.newcomers = Newcomers(session)

    def parties(self, ids: Iterable[UUID]) -> dict[UUID, Party]:
        """Return parties by their ids, reading those that are not remembered in one query.

        One that turned out to be another one is that one.
        """
        missing = [one for one in set(ids) if one not in self._parties]
        if missing:
            query = select(PartyRow.id, Meant).join(Meant, Meant.id == MEANT).where(PartyRow.id.in_(missing))
            self._parties |= {id_: _party(row) for id_, row in self.session.execute(query)}
        return self._parties

    def find_party(self, text: str, *, field: str = "party") -> Party | None:
        """Return the party that a code, name or id means, or None. A former name means whom it meant last.

        Raises:
            AmbiguousNameError: if it is the name of two.
        """
        if (known := self._by_name.get(text)) is not None:
            return known
        uuid = as_uuid(text)
        if uuid:
            party = self.parties([uuid]).get(uuid)
            return self._remember(text, party) if party else None
        found = find_named(self.session, text)
        if len(found) > 1:
            rule = f"{text!r} is the name of {len(found)} parties; give the id of one"
            raise AmbiguousNameError(rule, field=field, near=[f"{row.name} ({row.id})" for row in found])
        return self._remember(text, _party(found[0])) if found else None

    def _remember(self, text: str, party: Party) -> Party:
        self._by_name[text] = self._parties[party.id] = party
        return party

    def get_party(self, text: str, *, field: str = "party") -> Party:
        """Return the party that a code, name or id means.

        Raises:
            UnknownNameError: if there is none, with the nearest names.
        """
        found = self.find_party(text, field=field)
        if found is None:
            state = countries.code_of(text)
            if state is not None:
                return _state(state)
            rule = f"no party is known as {text!r}"
            raise UnknownNameError(rule, field=field, near=self.near(text))
        return found

    def take_party(self, text: str, kind: PartyKind, *, field: str = "party") -> Party:
        """Return the party that a text means, made if there is none: a state if it names one, else of this kind."""
        found = self.find_party(text, field=field)
        if found is not None:
            return found
        if as_uuid(text):
            raise UnknownNameError(f"no party has the id {text}", field=field)
        code = countries.code_of(text)
        if code is not None:
            return self.add_party(_state(code), countries.other_names(code))
        made = named_party(kind, text, None)
        self.newcomers.add(made, field)
        return self.add_party(made)

    def add_party(self, party: Party, aliases: Sequence[str] = ()) -> Party:
        """Store a party and its names, unless it is stored; return it as it is stored."""
        stored = self.session.get(PartyRow, party.id)
        if stored is None:
            row = {"id": party.id, "kind": party.kind, "name": party.name, "code": party.code}
            self.session.execute(insert(PartyRow), [row])
        names = {fold(name) for name in (party.name, party.code, *aliases) if name}
        kept = set(self.session.scalars(select(PartyAliasRow.folded).where(PartyAliasRow.party_id == party.id)))
        rows = [{"folded": name, "party_id": party.id} for name in sorted(names - kept)]
        if rows:
            self.session.execute(insert(PartyAliasRow), rows)
        return party if stored is None else _party(stored)

    def near(self, text: str) -> list[str]:
        """Return up to three parties of which a name, or a word of one, is spelled much like this text."""
        return spellings(self.session).nearest(text)

    def take_place(self, said: PlaceSaid) -> Place:
        """Return the place that is meant, made if there is none, with all that it lies in."""
        locality = self._take_locality(said, self._country_of(said))
        return Place(**dict(locality), confirmed=said.confirmed)

    def find_places(self, text: str) -> list[UUID]:
        """Return the ids of all places of this name, or the one of this id.

        Raises:
            UnknownNameError: if there is none.
        """
        uuid = as_uuid(text)
        matches = PlaceRow.id == uuid if uuid else PlaceRow.folded == fold(text)
        found = self.session.scalars(select(PlaceRow.id).where(matches)).all()
        if not found:
            known = select(PlaceRow.name, PlaceRow.folded).order_by(PlaceRow.folded, PlaceRow.id).limit(MOST_NAMES)
            near = nearest(text, [(name, spelled) for name, spelled in self.session.execute(known)])
            raise UnknownNameError(f"no place is known as {text!r}", field="place", near=near)
        return list(found)

    def _country_of(self, said: PlaceSaid) -> str | None:
        within: PlaceSaid | None = said
        while within is not None:
            if within.country:
                return within.country
            within = within.within
        return None

    def _take_locality(self, said: PlaceSaid, country: str | None) -> Locality:
        if said.within is not None:
            within = self._take_locality(said.within, country)
        elif country is not None and said.precision is not Precision.COUNTRY:
            within = self._take_locality(PlaceSaid(precision=Precision.COUNTRY, country=country), country)
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
        return self._with_known_details(one)

    def _with_known_details(self, one: Locality) -> Locality:
        """Store the place, or complete what was said of it by what is known of it."""
        known = self._places.get(one.id)
        row = self.session.get(PlaceRow, one.id) if known is None else None
        if known is None and row is None:
            if one.name is not None:
                values = {name: getattr(one, name) for name in _DETAILS} | {"folded": fold(one.name)}
                within_id = one.within.id if one.within and one.within.name else None
                self.session.execute(insert(PlaceRow), [values | {"within_id": within_id}])
                self._places[one.id] = one
            return one
        stored = known or row
        details = {n: getattr(stored, n) for n in ("latitude", "longitude", "time_zone") if getattr(one, n) is None}
        return one.model_copy(update=details)

    def take_series(self, name: str) -> SeriesRef:
        """Return the series of this name, made if there is none."""
        return take_series(self.session, name)

    def series(self, slug: str) -> SeriesRef:
        """Return the series of this slug.

        Raises:
            UnknownNameError: if there is none.
        """
        return get_series(self.session, slug)

    def meeting(self, text: str, *, field: str | None = None) -> MeetingRow:
        """Return the meeting that a slug, id or uid means.

        Raises:
            MeetingNotFoundError: if there is none, where it is what the reader asks for.
            UnknownNameError: if there is none, where a field names it.
        """
        uuid = as_uuid(text)
        matches = or_(MeetingRow.slug == text, MeetingRow.uid == text, *([MeetingRow.id == uuid] if uuid else []))
        found = self.session.scalars(select(MeetingRow).where(matches)).first()
        if found is None:
            slugs = self.session.scalars(select(MeetingRow.slug).order_by(MeetingRow.slug).limit(MOST_NAMES))
            near = nearest(text.replace("-", " "), ((slug, slug.replace("-", " ")) for slug in slugs))
            error = UnknownNameError if field else MeetingNotFoundError
            raise error(f"no meeting is known as {text!r}", field=field or "meeting", near=near)
        return found

    def meeting_refs(self, ids: Iterable[UUID]) -> dict[UUID, MeetingRef]:
        """Return meetings by name, with the titles they now have (their slugs until they have one)."""
        titles = select(VersionRow.meeting_id, VersionRow.title).where(VersionRow.until.is_(None)).subquery()
        query = (
            select(MeetingRow.id, MeetingRow.slug, titles.c.title)
            .outerjoin(titles, titles.c.meeting_id == MeetingRow.id)
            .where(MeetingRow.id.in_(list(ids)))
        )
        rows = self.session.execute(query)
        return {id_: MeetingRef(id=id_, slug=slug, title=title or slug) for id_, slug, title in rows}


_DETAILS = ("id", "name", "precision", "country", "latitude", "longitude", "time_zone")


def named_party(kind: PartyKind, name: str, code: str | None) -> Party:
    """Return a party with the id of what it is: a state is its code, anybody else their kind and name."""
    known_by = code if kind is PartyKind.STATE and code else fold(name)
    return Party(id=identify("party", kind, known_by), kind=kind, name=name, code=code)


def _party(row: PartyRow) -> Party:
    return Party(id=row.id, kind=row.kind, name=row.name, code=row.code)


def _state(code: str) -> Party:
    return named_party(PartyKind.STATE, countries.names()[code], code)
