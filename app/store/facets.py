"""What a version is found by: its columns, and its parties, places, topics, links and sources."""

import json
from collections.abc import Iterator
from typing import Any

from app.meetings.difference import Difference
from app.meetings.document import Link, Meeting, Participation, Party, When
from app.meetings.placing import country_of, levels
from app.meetings.terms import Extent, PartyKind, Rel


def columns(meeting: Meeting, vevent: bytes, changed: Difference) -> dict[str, Any]:
    """Return the row of a version."""
    when = meeting.when
    return {
        "number": meeting.number,
        "meeting_id": meeting.id,
        "version": meeting.version,
        "sequence": meeting.sequence,
        "modified_at": meeting.modified_at,
        "title": meeting.title,
        "kind": meeting.kind,
        "level": meeting.level,
        "status": meeting.status,
        "eos": meeting.certainty.eos,
        "listed": meeting.listed,
        "country": country_of(meeting.place),
        "first_date": when.first_date,
        "last_date": when.last_date,
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "vague_days": _vague_days(when),
        "changed": json.dumps(changed.fields),
        "words": changed.words,
        "document": meeting.model_dump_json(by_alias=True).encode(),
        "vevent": vevent,
    }


def _vague_days(when: When) -> int:
    """Return how many days a meeting may lie on: 0 for those that it lasts, 1 where these hold no more."""
    if when.extent is Extent.THROUGHOUT:
        return int(when.former)
    return (when.last_date - when.first_date).days + 1


def facets(meeting: Meeting) -> list[dict[str, Any]]:
    """Return the rows by which a version is found beside its columns."""
    return [{"name": name, "value": value, "number": meeting.number} for name, value in sorted(set(_pairs(meeting)))]


def _pairs(meeting: Meeting) -> Iterator[tuple[str, str]]:
    for participation in meeting.participants:
        for party in _parties(participation):
            yield "party", str(party.id)
            if party.kind is PartyKind.PERSON:
                yield "person", str(party.id)
    for topic in meeting.topics:
        yield "topic", topic
    for source in meeting.sources:
        yield "source", str(source.id)
    for level in levels(meeting.place) if meeting.place else ():
        yield "place", str(level.id)
    for link in meeting.links:
        yield from _targets(link)


def _targets(link: Link) -> Iterator[tuple[str, str]]:
    if link.series:
        yield "series", link.series.slug
    if link.to:
        yield "link", str(link.to.id)
    if link.to and link.rel in (Rel.PART_OF, Rel.SAME_AS):
        yield link.rel, str(link.to.id)


def _parties(participation: Participation) -> Iterator[Party]:
    for party in (participation.party, participation.for_party, participation.represented_by):
        if party is not None:
            yield party
