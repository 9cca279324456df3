"""Time zones from the locked `tzdata` package alone, so that every machine agrees."""

import zoneinfo
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import tzdata

from app.meetings.errors import NotATimeError

# The system's own zone files differ from machine to machine: only the locked package counts.
zoneinfo.reset_tzpath(())

ZONES_VERSION = tzdata.IANA_VERSION
"""The zone data's release, as IANA names it (2026a): later ones sort later."""


@cache
def zone(name: str) -> ZoneInfo:
    """Return an IANA time zone by its name: `Area/Place`, or UTC.

    Raises:
        NotATimeError: for anything else, abbreviations (EST) and bare offsets (Etc/GMT+3) included.
    """
    named = "/" in name and not name.startswith("Etc/")
    if not (named or name == "UTC") or name not in zoneinfo.available_timezones():
        rule = f"{name!r} is not an IANA time zone; write one like Asia/Seoul, or UTC"
        raise NotATimeError(rule, field="time_zone")
    return ZoneInfo(name)


@cache
def _zones_by_country() -> dict[str, tuple[str, ...]]:
    """Read zone.tab, which lists at least one zone for each ISO 3166-1 country."""
    table: dict[str, list[str]] = {}
    text = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, name = line.split("\t")[:3]
            table.setdefault(country, []).append(name)
    return {country: tuple(names) for country, names in table.items()}


def only_zone_of(country: str | None) -> str | None:
    """Return the one zone of an ISO 3166-1 country, or None if it has several or is not known."""
    names = _zones_by_country().get(country or "", ())
    return names[0] if len(names) == 1 else None


def to_utc(wall: datetime, name: str) -> datetime:
    """Return the instant of a wall-clock time: in a fold the earlier one, in a gap as if clocks had not yet moved."""
    return wall.replace(tzinfo=zone(name), fold=0).astimezone(UTC)


def exists(wall: datetime, name: str) -> bool:
    """Tell whether clocks in the zone ever show this time: they skip some when they are put forward."""
    return to_utc(wall, name).astimezone(zone(name)).replace(tzinfo=None) == wall
