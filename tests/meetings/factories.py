"""Claims and what they are made of: a test names only the fields that it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import TypedDict, Unpack
from uuid import NAMESPACE_URL, UUID, uuid5

from app.meetings.claim import Claim, ClaimValue
from app.meetings.document import (
    Content,
    Link,
    Locality,
    MeetingRef,
    Participation,
    Party,
    Place,
    SeriesRef,
    Source,
    When,
)
from app.meetings.projection import Projection, project
from app.meetings.terms import (
    Attendance,
    Bearing,
    Effect,
    Eos,
    Extent,
    Field,
    Kind,
    PartyKind,
    Precision,
    Rel,
    Role,
    Stance,
    Status,
    Verdict,
)
from app.meetings.when import read_clock, read_edtf
from app.meetings.window import Window

_serials = count(1)
LATER = 1_000_000_000
"""A serial that comes after all those that are counted here."""


def identify(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


def party(name: str, kind: PartyKind, code: str | None = None) -> Party:
    return Party(id=identify(f"party {name}"), kind=kind, name=name, code=code)


def person(name: str) -> Party:
    return party(name, PartyKind.PERSON)


US = party("United States", PartyKind.STATE, "US")
CN = party("China", PartyKind.STATE, "CN")
RU = party("Russia", PartyKind.STATE, "RU")
KR = party("South Korea", PartyKind.STATE, "KR")
HU = party("Hungary", PartyKind.STATE, "HU")
MY = party("Malaysia", PartyKind.STATE, "MY")
IN = party("India", PartyKind.STATE, "IN")
ASEAN = party("Association of Southeast Asian Nations", PartyKind.ORGANISATION, "ASEAN")


class _Part(TypedDict, total=False):
    for_party: Party | None
    office: str | None
    role: Role
    attendance: Attendance | None
    represented_by: Party | None
    from_: date | None
    until: date | None


def part(who: Party, **known: Unpack[_Part]) -> Participation:
    """Return a party's part in a meeting, of which nothing is known but what is named."""
    return Participation(
        party=who,
        for_party=known.get("for_party"),
        office=known.get("office"),
        role=known.get("role", Role.PARTICIPANT),
        attendance=known.get("attendance"),
        represented_by=known.get("represented_by"),
        from_=known.get("from_"),
        until=known.get("until"),
    )


TRUMP = part(person("Donald Trump"), for_party=US, office="President")
XI = part(person("Xi Jinping"), for_party=CN, office="President")
PUTIN = part(person("Vladimir Putin"), for_party=RU, office="President")


def locality(
    name: str | None, precision: Precision, within: Locality | None = None, *, time_zone: str | None = None
) -> Locality:
    """Return a place in the country of what it lies in."""
    return Locality(
        id=identify(f"place {name} {precision}"),
        name=name,
        precision=precision,
        country=within.country if within else None,
        latitude=None,
        longitude=None,
        time_zone=time_zone,
        within=within,
    )


def country(code: str, name: str) -> Locality:
    return locality(name, Precision.COUNTRY).model_copy(update={"country": code})


def place(where: Locality, *, confirmed: bool = False) -> Place:
    return Place(**dict(where), confirmed=confirmed)


KOREA = country("KR", "South Korea")
BUSAN = locality("Busan", Precision.CITY, KOREA)
GYEONGJU = locality("Gyeongju", Precision.CITY, KOREA)
GIMHAE = locality("Gimhae Air Base", Precision.VENUE, BUSAN)
AMERICA = country("US", "United States")


def source(publisher: str, published_on: str = "2025-10-18", title: str = "Leaders to meet") -> Source:
    return Source(
        id=identify(f"source {publisher} {published_on} {title}"),
        publisher=publisher,
        title=title,
        url=None,
        published_on=date.fromisoformat(published_on),
    )


def meeting_ref(slug: str, title: str) -> MeetingRef:
    return MeetingRef(id=identify(slug), slug=slug, title=title)


def link(rel: Rel, to: MeetingRef) -> Link:
    return Link(rel=rel, to=to, series=None, ordinal=None)


def in_series(name: str, ordinal: int | None = None) -> Link:
    return Link(rel=Rel.SERIES, to=None, series=SeriesRef(slug=name.lower(), name=name), ordinal=ordinal)


class Saying(TypedDict, total=False):
    """Who says it, when and how."""

    said_on: str
    serial: int
    verdict: Verdict
    key: str | None
    absent: bool
    said_for: Party | None
    bearing: Bearing
    stance: Stance
    certainty: Eos | None
    source: Source | None
    said_by: str | None
    quote: str | None


def claim(field: Field, value: ClaimValue, **saying: Unpack[Saying]) -> Claim:
    """Return an accepted claim, recorded after all those made before it."""
    serial = saying.get("serial") or next(_serials)
    return Claim(
        id=UUID(int=serial),
        field=field,
        value=value,
        said_on=date.fromisoformat(saying.get("said_on", "2025-10-18")),
        serial=serial,
        verdict=saying.get("verdict", Verdict.ACCEPTED),
        key=saying.get("key"),
        absent=saying.get("absent", False),
        said_for=saying.get("said_for"),
        bearing=saying.get("bearing", Bearing.STATES),
        stance=saying.get("stance", Stance.AFFIRMS),
        certainty=saying.get("certainty"),
        source=saying.get("source"),
        said_by=saying.get("said_by"),
        quote=saying.get("quote"),
    )


def when(text: str, **saying: Unpack[Saying]) -> Claim:
    return claim(Field.WHEN, window(text), **saying)


def status(value: Status, **saying: Unpack[Saying]) -> Claim:
    return claim(Field.STATUS, value, **saying)


def where(value: Locality | None, **saying: Unpack[Saying]) -> Claim:
    return claim(Field.PLACE, place(value) if value else None, **saying)


def participant(value: Participation, **saying: Unpack[Saying]) -> Claim:
    return claim(Field.PARTICIPANTS, value, **({"key": str(value.party.id)} | saying))


def topic(word: str, **saying: Unpack[Saying]) -> Claim:
    return claim(Field.TOPICS, word, **({"key": word} | saying))


def linked(value: Link, **saying: Unpack[Saying]) -> Claim:
    key = f"{value.rel} {value.to.id if value.to else value.series}"
    return claim(Field.LINKS, value, **({"key": key} | saying))


def window(text: str) -> Window:
    """Read a window as the tests write it: EDTF or clock times, " | " between alternatives, then "in" a zone."""
    days, _, zone = text.partition(" in ")
    if "T" in days:
        start, _, end = days.partition("/")
        return read_clock(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None, zone or None)
    alternatives = days.split(" | ")
    return replace(read_edtf(alternatives if alternatives[1:] else days), zone=zone or None)


def told(shown: When) -> str:
    """Write a window as the tests compare it, as in "within 31 Oct - 1 Nov" or "throughout 30 Oct at 11:00, former"."""
    spans = [(span.first_date, span.last_date) for span in shown.alternatives] or [(shown.first_date, shown.last_date)]
    days = " or ".join(_short(first) if first == last else f"{_short(first)} - {_short(last)}" for first, last in spans)
    clock = f" at {shown.start:%H:%M}" if shown.start else ""
    doubt = "?" if "?" in shown.edtf else ""
    notes = [", open end" if shown.open_end else "", ", former" if shown.former else ""]
    how = "" if shown.extent is Extent.THROUGHOUT else f"{shown.extent.replace('_', ' ')} "
    return f"{how}{days}{doubt}{clock}{''.join(notes)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def basics(
    kind: Kind = Kind.BILATERAL, parts: Iterable[Participation] = (TRUMP, XI), title: str = "Trump-Xi meeting"
) -> list[Claim]:
    """Return the claims that every meeting needs, all but the date, said by nobody and long ago."""
    return [
        claim(Field.TITLE, title, said_on="2000-01-01"),
        claim(Field.KIND, kind, said_on="2000-01-01"),
        *(participant(one, said_on="2000-01-01") for one in parts),
    ]


def meeting(*claims: Claim, kind: Kind = Kind.BILATERAL, parts: Iterable[Participation] = (TRUMP, XI)) -> Content:
    """Return the meeting that the claims describe, with a title, a kind and participants given."""
    return project([*basics(kind, parts), *claims]).content


def story(
    *claims: Claim, kind: Kind = Kind.BILATERAL, parts: Iterable[Participation] = (TRUMP, XI)
) -> list[tuple[Effect, Content]]:
    """Return what each claim did as it came, and the meeting that was shown then."""
    known = basics(kind, parts)
    steps: list[Projection] = [project([*known, *claims[: number + 1]]) for number in range(len(claims))]
    return [(step.effects[one.id], step.content) for one, step in zip(claims, steps, strict=True)]


def effects_of(claims: Iterable[Claim], effects: Mapping[UUID, Effect]) -> list[Effect]:
    return [effects[one.id] for one in claims]
