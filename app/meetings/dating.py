"""What a writer sends as a date: EDTF, or what the clocks show."""

from dataclasses import replace
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, StringConstraints, model_validator

from app.meetings.document import Value
from app.meetings.errors import SummitryError
from app.meetings.strict import WallTime
from app.meetings.text import Line
from app.meetings.when import read_clock, read_edtf
from app.meetings.window import Window
from app.meetings.zones import zone

LONGEST_EDTF = 200
"""Characters."""


def _known_zone(name: str) -> str:
    try:
        return str(zone(name))
    except SummitryError as error:
        raise ValueError(error.rule) from None


def _as_texts(said: object) -> object:
    """Refuse what can be no date in one sentence, whichever of the two shapes was meant."""
    texts = said if isinstance(said, list) else [said]
    if said is not None and not all(
        isinstance(one, str) and one.isascii() and len(one) <= LONGEST_EDTF for one in texts
    ):
        raise ValueError(f"a date is an EDTF text of at most {LONGEST_EDTF} characters, or a list of them")
    return said


ZoneName = Annotated[str, StringConstraints(max_length=64), AfterValidator(_known_zone)]
EdtfText = Annotated[str, StringConstraints(max_length=LONGEST_EDTF)]
"""What holds no date of the subset is refused when it is read, so whatever is kept is plain ASCII."""
Edtf = Annotated[EdtfText | list[EdtfText] | None, BeforeValidator(_as_texts)]


class WhenSaid(Value):
    """A date as EDTF, or as local clock times; the zone may be left to the place."""

    edtf: Edtf = None
    start: WallTime | None = None
    end: WallTime | None = None
    time_zone: ZoneName | None = None
    words: Line | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if (self.edtf is None) is (self.start is None) or (self.end and not self.start):
            raise ValueError("give either edtf, or start (and end) as local clock times")
        try:
            self.window()
        except SummitryError as error:
            raise ValueError(error.rule) from None
        return self

    def window(self) -> Window:
        """Return the days that this means."""
        if self.start is not None:
            return replace(read_clock(self.start, self.end, self.time_zone), words=self.words)
        return replace(read_edtf("" if self.edtf is None else self.edtf), zone=self.time_zone, words=self.words)


def as_said(window: Window) -> WhenSaid:
    """Return a window in the shape in which it can be said again."""
    if window.starts:
        return WhenSaid(start=window.starts, end=window.ends, time_zone=window.zone, words=window.words)
    edtf = window.edtf if isinstance(window.edtf, str) else list(window.edtf)
    return WhenSaid(edtf=edtf, time_zone=window.zone, words=window.words)


def _as_edtf(value: object) -> object:
    """Take what is no mapping for EDTF."""
    return value if value is None or isinstance(value, dict | WhenSaid) else {"edtf": _as_texts(value)}


When = Annotated[WhenSaid, BeforeValidator(_as_edtf, EdtfText | list[EdtfText] | WhenSaid)]
"""A date: EDTF alone, or with all that is said of it."""
