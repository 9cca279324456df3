"""CSV (RFC 4180): meetings as a table, one a row, for spreadsheets and programs."""

import csv
from collections.abc import Callable, Iterable
from datetime import datetime
from io import StringIO

from app.formats.safe_text import safe_text
from app.meetings.document import Locality, Meeting
from app.meetings.placing import country_of, levels
from app.meetings.words import participant_in_words, place_in_words, when_in_words

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
SEPARATOR = "; "
"""What stands between the entries of a list in one cell."""

# What spreadsheets take for the beginning of a formula (OWASP, "CSV Injection"), as wide letters of East Asia too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 (they are meant)


def write_csv(meetings: Iterable[Meeting], base_url: str) -> bytes:
    """Return the meetings as a table with a header.

    Every cell is quoted, and one that would be a formula begins with an apostrophe, as OWASP advises: spreadsheets then
    show a text, and programs take the apostrophe away. Coordinates are numbers, and may be negative.
    """
    table = StringIO(newline="")
    # Lines end in CRLF (RFC 4180, section 2.1).
    rows = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(["url", *_COLUMNS, "latitude", "longitude"])
    for meeting in meetings:
        cells = [f"{base_url}/meetings/{meeting.slug}", *(read(meeting) for read in _COLUMNS.values())]
        rows.writerow([*map(_defused, cells), *_point(meeting)])
    return table.getvalue().encode()


def _defused(text: str) -> str:
    shown = safe_text(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _listed(texts: Iterable[str]) -> str:
    return SEPARATOR.join(texts)


def _wall(wall: datetime | None) -> str:
    return f"{wall:%Y-%m-%dT%H:%M}" if wall else ""


def _instant(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _point(meeting: Meeting) -> tuple[str, str]:
    """Return the latitude and longitude of the finest level of the place that has them."""
    places: list[Locality] = levels(meeting.place) if meeting.place else []
    found = ((one.latitude, one.longitude) for one in places)
    latitude, longitude = next((at for at in found if None not in at), (None, None))
    return ("", "") if latitude is None or longitude is None else (f"{latitude:.6f}", f"{longitude:.6f}")


_COLUMNS: dict[str, Callable[[Meeting], str]] = {
    "id": lambda one: str(one.id),
    "slug": lambda one: one.slug,
    "title": lambda one: one.title,
    "kind": lambda one: one.kind,
    "level": lambda one: one.level or "",
    "status": lambda one: one.status if one.listed else "not listed",
    "certainty": lambda one: one.certainty.eos,
    "confirmed_by": lambda one: _listed(party.name for party in one.certainty.confirmed_by),
    "when": lambda one: when_in_words(one.when),
    "first_date": lambda one: one.when.first_date.isoformat(),
    "last_date": lambda one: one.when.last_date.isoformat(),
    "extent": lambda one: one.when.extent,
    "former": lambda one: "yes" if one.when.former else "no",
    "start": lambda one: _wall(one.when.start),
    "end": lambda one: _wall(one.when.end),
    "time_zone": lambda one: one.when.time_zone,
    "starts_at": lambda one: _instant(one.when.starts_at),
    "ends_at": lambda one: _instant(one.when.ends_at),
    "place": lambda one: place_in_words(one.place) if one.place else "",
    "country": lambda one: country_of(one.place) or "",
    "participants": lambda one: _listed(map(participant_in_words, one.participants)),
    "topics": lambda one: _listed(one.topics),
    "part_of": lambda one: _listed(link.to.slug for link in one.links if link.to and link.rel == "part_of"),
    "summary": lambda one: one.summary or "",
    "language": lambda one: one.language,
    "sources": lambda one: _listed(source.url or source.publisher for source in one.sources),
    "disputed": lambda one: _listed(one.disputed),
    "version": lambda one: str(one.version),
    "number": lambda one: str(one.number),
    "created_at": lambda one: _instant(one.created_at),
    "modified_at": lambda one: _instant(one.modified_at),
}
