"""No library is older than the version in which a known weakness of it was mended."""

import re
from importlib.metadata import PackageNotFoundError, version

import pytest

from app.settings import ROOT

FLOORS = {
    "h11": (0, 16),
    "icalendar": (7, 3),
    "jinja2": (3, 1, 6),
    "python-multipart": (0, 0, 26),
    "starlette": (1, 3, 1),
}
NEEDED = ("icalendar", "jinja2", "starlette")
LOCKS = ("requirements.txt", "requirements-dev.txt")


def parts(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


def installed(name: str) -> tuple[int, ...] | None:
    try:
        return parts(version(name))
    except PackageNotFoundError:
        return None


def locked(file: str) -> dict[str, tuple[int, ...]]:
    """Return the versions that a lock names."""
    pins = re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", (ROOT / file).read_text(), re.MULTILINE)
    return {name: parts(pinned) for name, pinned in pins}


@pytest.mark.parametrize("name", FLOORS)
def test_what_is_installed_is_not_below_its_floor(name: str) -> None:
    found = installed(name)

    assert found is None or found >= FLOORS[name]
    assert found is not None or name not in NEEDED


@pytest.mark.parametrize("file", LOCKS)
def test_what_is_locked_is_not_below_its_floor(file: str) -> None:
    pins = locked(file)

    assert set(NEEDED) <= set(pins)
    assert {name: pinned for name, pinned in pins.items() if pinned < FLOORS.get(name, ())} == {}
