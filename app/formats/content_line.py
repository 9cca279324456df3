"""Content lines (RFC 5545, section 3.1): written, and read back before anybody else reads them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from icalendar import Event
from icalendar.parser_tools import to_unicode

MOST_OCTETS = 75
"""How long a line may be without its end."""

_CONTROL = r"\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029"
_WORD = "[A-Za-z0-9-]+"
_LINE = re.compile(rf'([A-Z-]+)((?:;[A-Z-]+=(?:{_WORD}|"[^"{_CONTROL}]*"))*):([^{_CONTROL}]*)')
_PARAMETER = re.compile(r';([A-Z-]+)=("?)([^"]*?)\2(?=;|$)')
_TEXT = re.compile(r"(?:[^\\;]|\\[\\;,n])*")
_MARK = re.compile(r"\\(.)|,")
_TEXTS = {
    "UID",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CATEGORIES",
    "RELATED-TO",
    "NAME",
    "X-WR-CALNAME",
    "X-WR-CALDESC",
}
"""Properties whose value is text (section 3.3.11): what has a meaning in it is escaped."""


_INSIDE = range(0x80, 0xC0)
"""The octets of a character in UTF-8 that are not its first (RFC 3629, section 3)."""


class Line(NamedTuple):
    """A property. Its value is a text or several, which are escaped, or something else, which is written as it is."""

    name: str
    value: str | tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()


def write_lines(lines: Iterable[Line]) -> bytes:
    """Return the lines as they are sent."""
    return b"".join(_fold(_write(line).encode()) for line in lines)


def is_read_back(written: bytes, lines: Sequence[Line]) -> bool:
    """Tell whether these lines were written, and nothing else: one bad line would empty a whole feed in silence.

    They are always read by the grammar. Where a text is not plain, icalendar has to read them alike too: it takes
    longer to read an event than all else takes to write it.
    """
    if read_lines(written) != lines:
        return False
    texts = (text for line in lines if isinstance(line.value, tuple) for text in line.value)
    return all(map(_is_plain, texts)) or _is_read_alike(written, lines)


def read_lines(written: bytes) -> list[Line] | None:
    """Return the lines that were written, None if one of them breaks a rule of the grammar."""
    if any(len(octets) > MOST_OCTETS for octets in written.split(b"\r\n")):
        return None
    *unfolded, rest = written.decode().replace("\r\n ", "").split("\r\n")
    lines = [line for line in map(_read, unfolded) if line]
    return lines if not rest and len(lines) == len(unfolded) else None


def _write(line: Line) -> str:
    value = line.value if isinstance(line.value, str) else ",".join(map(_escape, line.value))
    return "".join((line.name, *(f";{name}={_quote(said)}" for name, said in line.parameters), ":", value))


def _escape(text: str) -> str:
    """Escape a text (section 3.3.11): the backslashes first, so that none is escaped that was put there."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _quote(said: str) -> str:
    """Quote what a parameter says where it must be (section 3.2), and double what RFC 6868 would take for a mark."""
    return said if re.fullmatch(_WORD, said) else f'"{said.replace("^", "^^")}"'


def _fold(octets: bytes) -> bytes:
    """End a line, and fold it where it is long: never inside a character, though section 3.1 would allow it."""
    pieces, start, end = [], 0, MOST_OCTETS
    while end < len(octets):
        while octets[end] in _INSIDE:
            end -= 1
        pieces.append(octets[start:end])
        # The space at the beginning of what was folded counts.
        start, end = end, end + MOST_OCTETS - 1
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _read(unfolded: str) -> Line | None:
    found = _LINE.fullmatch(unfolded)
    if not found:
        return None
    name, said, value = found.groups()
    parameters = tuple((key, text.replace("^^", "^")) for key, _, text in _PARAMETER.findall(said))
    if name not in _TEXTS:
        return Line(name, value, parameters)
    return Line(name, _texts(value), parameters) if _TEXT.fullmatch(value) else None


def _texts(value: str) -> tuple[str, ...]:
    """Return the texts of a value. A control stands between them meanwhile: no value holds one."""
    return tuple(_MARK.sub(_unescape, value).split("\0"))


def _unescape(found: re.Match[str]) -> str:
    return {",": "\0", "\\n": "\n"}.get(found[0], found[1] or "")


def _is_plain(text: str) -> bool:
    """Tell whether a text holds only what is seen, spaces and line breaks, and nothing that escapes."""
    return text.replace("\n", "").isprintable() and "\\" not in text


def _is_read_alike(written: bytes, lines: Iterable[Line]) -> bool:
    """Tell whether icalendar reads an event as it was meant."""
    try:
        event = Event.from_ical(written)
    except ValueError:
        return False
    meant = {line.name: line.value for line in lines if line.name in _READ_ALIKE}
    read = {name: event[name] for name in meant if name in event}
    seen = {name: (str(it),) if name in _TEXTS else to_unicode(it.to_ical()) for name, it in read.items()}
    return not event.errors and seen == meant


_READ_ALIKE = frozenset({"UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "DTSTART", "DTEND"})
