"""Time zones, the same on every machine."""

import re
import zoneinfo
from datetime import UTC, datetime

import pytest
import tzdata

from app.meetings import countries
from app.meetings.errors import NotATimeError
from app.meetings.zones import ZONES_VERSION, exists, only_zone_of, to_utc, zone


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_only_the_locked_package_counts() -> None:
    assert zoneinfo.TZPATH == ()
    assert tzdata.IANA_VERSION == ZONES_VERSION
    assert re.fullmatch(r"20\d\d[a-z]", ZONES_VERSION)


@pytest.mark.parametrize("name", ["Asia/Seoul", "America/Argentina/Buenos_Aires", "Europe/Kyiv", "US/Eastern", "UTC"])
def test_a_zone_has_the_name_of_an_area_and_a_place(name: str) -> None:
    assert zone(name).key == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "EST", "GMT", "KST", "CET", "Japan", "Etc/UTC", "Etc/GMT+3", "+09:00", "UTC+9", "utc", "asia/seoul"),
        *("Asia/Pyeongyang", "Asia/", "/Seoul", "../etc/passwd", "/etc/localtime", "Asia/Seoul\x00", "Asia\\Seoul"),
    ],
)
def test_an_abbreviation_an_offset_or_a_stranger_is_no_zone(name: str) -> None:
    with pytest.raises(NotATimeError) as refusal:
        zone(name)

    assert refusal.value.rule == f"{name!r} is not an IANA time zone; write one like Asia/Seoul, or UTC"
    assert refusal.value.field == "time_zone"


@pytest.mark.parametrize(
    ("country", "name"),
    [("KR", "Asia/Seoul"), ("FR", "Europe/Paris"), ("US", None), ("MY", None), ("ZZ", None), ("", None), (None, None)],
)
def test_a_countrys_zone_is_known_where_it_has_only_one(country: str | None, name: str | None) -> None:
    assert only_zone_of(country) == name


def test_the_only_zone_of_every_country_is_a_zone() -> None:
    names = {name for code in countries.names() if (name := only_zone_of(code))}

    assert {zone(name).key for name in names} == names
    assert len(names) > 150


@pytest.mark.parametrize(
    ("shown", "name", "instant"),
    [
        pytest.param("2025-10-30T11:00", "Asia/Seoul", "2025-10-30T02:00", id="once"),
        pytest.param("2025-10-26T02:30", "Europe/Berlin", "2025-10-26T00:30", id="twice: the earlier one"),
        pytest.param("2025-03-30T02:30", "Europe/Berlin", "2025-03-30T01:30", id="never: as if clocks had not moved"),
        pytest.param("2025-10-30T11:00", "UTC", "2025-10-30T11:00", id="UTC"),
    ],
)
def test_a_wall_clock_time_is_one_instant(shown: str, name: str, instant: str) -> None:
    assert to_utc(wall(shown), name) == wall(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "name", "expected"),
    [
        ("2025-03-30T01:59", "Europe/Berlin", True),
        ("2025-03-30T02:00", "Europe/Berlin", False),
        ("2025-03-30T02:59", "Europe/Berlin", False),
        ("2025-03-30T03:00", "Europe/Berlin", True),
        ("2025-10-26T02:30", "Europe/Berlin", True),
        ("2011-12-30T12:00", "Pacific/Apia", False),
    ],
)
def test_clocks_skip_the_hour_in_which_they_are_put_forward(shown: str, name: str, *, expected: bool) -> None:
    assert exists(wall(shown), name) is expected
