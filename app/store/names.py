"""Names: which party, place, series or meeting a text means."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import insert, or_, select
from sqlalchemy.orm import Session

from app.meetings import countries
from app.meetings.document import MeetingRef, Party, Place, SeriesRef
from app.meetings.errors import AmbiguousNameError, MeetingNotFoundError, UnknownNameError
from app.meetings.spelling import nearest
from app.meetings.statement import PlaceSaid
from app.meetings.terms import PartyKind
from app.meetings.text import fold
from app.store.acknowledging import acknowledge_party
from app.store.aliases import MEANT, Meant, find_named
from app.store.ids import as_uuid, identify
from app.store.named_tables import PartyAliasRow, PartyRow
from app.store.newcomers import MOST_NAMES, Newcomers, spellings
from app.store.places import Places
from app.store.series import get_series, take_series
from app.store.tables import MeetingRow, VersionRow

PROPOSALS = "proposals"
"""Where a session says that its reader may see what was only proposed."""


def sees_proposals(session: Session) -> bool:
    """Tell whether whoever reads in a session may see what was only proposed."""
    return bool(session.info.get(PROPOSALS))


class Names:
    """The names known to a calendar. What was looked up once in a session is remembered.

    A name that is only proposed is nobody's: a reader is told nothing of it, and a writer who takes it begins anew.
    """

    def __init__(self, session: Session, *, proposals: bool | None = None) -> None:
        """Look names up in this session.

        With `proposals` those that are only proposed count as well, behind those that are known, and whatever is made
        is only proposed; without a word, as the session says of its reader.
        """
        self.session = session
        self._proposals = sees_proposals(session) if proposals is None else proposals
        self._parties: dict[UUID, Party] = {}
        self._by_name: dict[str, Party] = {}
        self._places = Places(session, proposals=self._proposals)
        self.newcomers = Newcomers(session, proposals=self._proposals)

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
        found = find_named(self.session, text, proposed=False)
        if not found and self._proposals:
            found = find_named(self.session, text, proposed=True)
        if len(found) > 1:
            rule = f"{text!r} is the name of {len(found)} parties; give the id of one"
            raise AmbiguousNameError(rule, field=field, near=[f"{row.name} ({row.id})" for row in found])
        if not found:
            return None
        party = _party(found[0])
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
        if uuid := as_uuid(text):
            proposed = acknowledge_party(self.session, uuid)
            if proposed is None:
                raise UnknownNameError(f"no party has the id {text}", field=field)
            return self.parties([proposed])[proposed]
        code = countries.code_of(text)
        if code is not None:
            return self.add_party(_state(code), countries.other_names(code))
        made = named_party(kind, text, None)
        self.newcomers.add(made, field)
        return self.add_party(made)

    def add_party(self, party: Party, aliases: Sequence[str] = ()) -> Party:
        """Store a party and its names, unless it is stored. What was only proposed gives way to what is told now."""
        values = {"kind": party.kind, "name": party.name, "code": party.code, "proposed": self._proposals}
        row = self.session.get(PartyRow, party.id)
        known = row if row and not row.proposed else None
        if known and self._proposals:
            return self.parties([party.id])[party.id]
        if row is None:
            self.session.execute(insert(PartyRow), [{"id": party.id, **values}])
        elif row.proposed and not self._proposals:
            for name, value in values.items():
                setattr(row, name, value)
            self.session.flush()
        names = {fold(name) for name in (party.name, party.code, *aliases) if name}
        kept = set(self.session.scalars(select(PartyAliasRow.folded).where(PartyAliasRow.party_id == party.id)))
        rows = [{"folded": name, "party_id": party.id} for name in sorted(names - kept)]
        if rows:
            self.session.execute(insert(PartyAliasRow), rows)
        return _party(known) if known else party

    def near(self, text: str) -> list[str]:
        """Return up to three parties of which a name, or a word of one, is spelled much like this text."""
        return spellings(self.session, proposals=self._proposals).nearest(text)

    def take_place(self, said: PlaceSaid) -> Place:
        """Return the place that is meant, made if there is none, with all that it lies in."""
        return self._places.take(said)

    def find_places(self, text: str) -> list[UUID]:
        """Return the ids of all places of this name, or the one of this id.

        Raises:
            UnknownNameError: if there is none.
        """
        return self._places.find(text)

    def take_series(self, name: str) -> SeriesRef:
        """Return the series of this name, made if there is none."""
        return take_series(self.session, name, proposed=self._proposals)

    def series(self, slug: str) -> SeriesRef:
        """Return the series of this slug.

        Raises:
            UnknownNameError: if there is none.
        """
        return get_series(self.session, slug, proposals=self._proposals)

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


def named_party(kind: PartyKind, name: str, code: str | None) -> Party:
    """Return a party with the id of what it is: a state is its code, anybody else their kind and name."""
    known_by = code if kind is PartyKind.STATE and code else fold(name)
    return Party(id=identify("party", kind, known_by), kind=kind, name=name, code=code)


def _party(row: PartyRow) -> Party:
    return Party(id=row.id, kind=row.kind, name=row.name, code=row.code)


def _state(code: str) -> Party:
    return named_party(PartyKind.STATE, countries.names()[code], code)
