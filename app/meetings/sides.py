"""Whose word counts: the sides of a meeting, and its hosts."""

from collections.abc import Iterable
from uuid import UUID

from app.meetings.document import Participation, Party
from app.meetings.terms import BETWEEN_SIDES, TRAVEL, Kind, PartyKind, Role

_ASIDE = frozenset({Role.WITNESS, Role.MEDIATOR, Role.ORGANISER, Role.GUEST})
_RECEIVING = frozenset({Role.HOST, Role.CHAIR, Role.ORGANISER})
_AT_HOME = frozenset({Role.HOST, Role.CHAIR})
_FEWEST_SIDES = 2
_SIDES_OF = {Kind.BILATERAL: 2, Kind.TRILATERAL: 3}


def spoken_for(participation: Participation) -> Party | None:
    """Return the state, organisation, body or group that a participant is there for."""
    if participation.for_party is not None:
        return participation.for_party
    return None if participation.party.kind is PartyKind.PERSON else participation.party


def sides(kind: Kind, participants: Iterable[Participation], country: str | None = None) -> frozenset[UUID]:
    """Return the parties between which a meeting takes place.

    Who only receives, mediates or watches the others is no side. A host is one where there are too few sides without
    it, then a guest. In a meeting of two or three, neither is the state of the `country` that it takes place in, where
    there are enough without it.
    """
    taking_part = list(participants)
    if kind not in BETWEEN_SIDES:
        return _parties(one for one in taking_part if one.role not in _ASIDE)
    found = _parties(one for one in taking_part if one.role not in _ASIDE | _RECEIVING)
    needed = _SIDES_OF.get(kind, _FEWEST_SIDES)
    for roles in (_AT_HOME, {Role.GUEST}):
        if len(found) < needed:
            found |= _parties(one for one in taking_part if one.role in roles)
    away = found - {party.id for one in taking_part if (party := spoken_for(one)) and _is_of(party, country)}
    return away if kind in _SIDES_OF and len(away) >= needed else found


def hosts(participants: Iterable[Participation]) -> frozenset[UUID]:
    """Return the parties that host, chair or organise."""
    return _parties(one for one in participants if one.role in _RECEIVING)


def is_settled(
    kind: Kind, participants: list[Participation], words: Iterable[UUID], country: str | None = None
) -> bool:
    """Tell whether all have spoken whose word makes a meeting certain.

    Between sides that is each of them; otherwise one host or organiser, and where none is known, anybody concerned.
    """
    spoken = frozenset(words)
    concerned = sides(kind, participants, country)
    if kind in BETWEEN_SIDES:
        return len(concerned) >= _FEWEST_SIDES and concerned <= spoken
    return not (hosts(participants) or concerned).isdisjoint(spoken)


def may_cancel(kind: Kind, participants: list[Participation], side: UUID | None, country: str | None = None) -> bool:
    """Tell whether a side's word is enough to call the meeting off; a report that speaks for no side is."""
    concerned = sides(kind, participants, country)
    if side is None or (kind in BETWEEN_SIDES and len(concerned) < _FEWEST_SIDES):
        return True
    if kind in BETWEEN_SIDES:
        return side in concerned
    receiving = hosts(participants)
    return not receiving or side in receiving or (kind in TRAVEL and side in concerned)


def _is_of(party: Party, country: str | None) -> bool:
    return country is not None and party.kind is PartyKind.STATE and party.code == country


def _parties(participants: Iterable[Participation]) -> frozenset[UUID]:
    return frozenset(party.id for one in participants if (party := spoken_for(one)) is not None)
