"""Drafts: plain fields taken apart into claims, with every name resolved."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from app.meetings.dating import WhenSaid
from app.meetings.document import Party, Source
from app.meetings.errors import LinkError
from app.meetings.statement import LinkSaid, ParticipantSaid, PlaceSaid, Saying, Statement, TopicSaid
from app.meetings.terms import Eos, Field, PartyKind, Rel, Verdict
from app.store.ids import identify
from app.store.names import Names


@dataclass(frozen=True, slots=True)
class Ruled:
    """What an editor rules on a claim when it is recorded."""

    verdict: Verdict = Verdict.ACCEPTED
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim that is not yet recorded. `stored` is its value as it is kept.

    An editor's own act has no `source`. Without `ruled` the claim is proposed.
    """

    id: UUID
    meeting_id: UUID
    field: Field
    key: str | None
    stored: str
    absent: bool
    saying: Saying
    said_for: Party | None
    said_on: date
    certainty: Eos | None
    source: Source | None
    ruled: Ruled | None

    @property
    def quote(self) -> str | None:
        """The words of the source."""
        return self.saying.quotes.get(self.field)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One claimed value: the entry's key where the field is a list, and the value as it is kept."""

    key: str | None
    stored: Any
    absent: bool = False


def draft(names: Names, meeting_id: UUID, statement: Statement, source: Source, ruled: Ruled | None) -> Iterator[Draft]:
    """Take a statement apart into one draft for each field, and for each entry of a list.

    A draft's id is made of what it says, so the same statement of the same source is recorded once.

    Raises:
        AmbiguousNameError, UnknownNameError: for names that mean nothing, or two things.
        LinkError: for a meeting that is linked to itself.
    """
    side = statement.said_for
    said_for = names.take_party(side, PartyKind.ORGANISATION, field="said_for") if side else None
    said_on = statement.said_on or source.published_on
    for field in statement.fields():
        for value in statement.entries(field):
            entry = _READERS.get(field, _plain)(names, value)
            if field is Field.LINKS and entry.stored.get("to") == str(meeting_id) and not entry.absent:
                raise LinkError("a meeting cannot be linked to itself", field="links")
            stored = _stored(entry.stored)
            saying = (statement.said_by, said_for and said_for.id, said_on, statement.quotes.get(field))
            manner = (statement.bearing, statement.stance, statement.certainty, entry.absent)
            said = (meeting_id, source.id, field, entry.key, stored, *saying, *manner)
            yield Draft(
                id=identify("claim", *said),
                meeting_id=meeting_id,
                field=field,
                key=entry.key,
                stored=stored,
                absent=entry.absent,
                saying=statement,
                said_for=said_for,
                said_on=said_on,
                certainty=statement.certainty,
                source=source,
                ruled=ruled,
            )


def draft_listing(meeting_id: UUID, *, listed: bool, on: date) -> Draft:
    """Return an editor's own claim that a meeting is on the calendar, or is not."""
    return Draft(
        id=uuid4(),
        meeting_id=meeting_id,
        field=Field.LISTED,
        key=None,
        stored=_stored(listed),
        absent=False,
        saying=Saying(),
        said_for=None,
        said_on=on,
        certainty=None,
        source=None,
        ruled=Ruled(),
    )


def _stored(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(_names: Names, value: object) -> _Entry:
    return _Entry(None, value)


def _when(_names: Names, value: WhenSaid) -> _Entry:
    return _Entry(None, value.model_dump(mode="json", exclude_none=True))


def _place(names: Names, value: PlaceSaid | None) -> _Entry:
    return _Entry(None, names.take_place(value).model_dump(mode="json") if value else None)


def _participant(names: Names, value: ParticipantSaid) -> _Entry:
    guessed = PartyKind.PERSON if value.for_party or value.office else PartyKind.ORGANISATION
    party = names.take_party(value.party, guessed, field="participants")
    for_party = value.for_party and names.take_party(value.for_party, PartyKind.ORGANISATION, field="participants")
    deputy = value.represented_by and names.take_party(value.represented_by, PartyKind.PERSON, field="participants")
    part = value.model_dump(mode="json", by_alias=True, include={"office", "role", "attendance", "from_", "until"})
    parties = {"party": party, "for_party": for_party or None, "represented_by": deputy or None}
    return _Entry(str(party.id), part | {k: str(v.id) if v else None for k, v in parties.items()}, value.absent)


def _link(names: Names, value: LinkSaid) -> _Entry:
    if value.rel is Rel.SERIES:
        series = names.take_series(value.to)
        stored = {"rel": "series", "series": series.slug, "ordinal": value.ordinal}
        return _Entry(f"series {series.slug}", stored, value.absent)
    target = names.meeting(value.to, field="links")
    return _Entry(f"{value.rel} {target.id}", {"rel": value.rel.value, "to": str(target.id)}, value.absent)


def _topic(_names: Names, value: TopicSaid) -> _Entry:
    return _Entry(value.topic, value.topic, value.absent)


_READERS: dict[Field, Callable[[Names, Any], _Entry]] = {
    Field.WHEN: _when,
    Field.PLACE: _place,
    Field.PARTICIPANTS: _participant,
    Field.LINKS: _link,
    Field.TOPICS: _topic,
}
