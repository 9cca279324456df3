"""Paragraphs of lines: as plain text that is not longer than it may be, and as HTML."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import accumulate, takewhile
from typing import NamedTuple

from app.formats.safe_text import safe_text


class TextLine(NamedTuple):
    """A line of plain text. In HTML, where it has an address, its label, or all of it, is a link."""

    text: str
    address: str = ""
    label: str = ""
    language: str = ""
    """BCP 47, where it is not ours: the text may run from right to left."""

    @property
    def length(self) -> int:
        """How many characters it takes, with its end."""
        return len(self.text) + 1


Paragraph = Sequence[TextLine]


def fit(lines: Iterable[TextLine], room: int) -> Paragraph:
    """Return the lines that there is room for. Where that is not all of them, the last line says how many more."""
    wanted = list(lines)
    used = list(accumulate(line.length for line in wanted))
    if not used or used[-1] <= room:
        return wanted
    more = len(f"and {len(wanted)} more") + 1
    kept = sum(1 for _ in takewhile(lambda length: length + more <= room, used))
    return [*wanted[:kept], TextLine(f"and {len(wanted) - kept} more")] if kept else []


def length(paragraph: Paragraph) -> int:
    """Return how many characters a paragraph takes, with the empty line behind it."""
    return sum(line.length for line in paragraph) + 1


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return the paragraphs as plain text, with an empty line between them."""
    return safe_text("\n\n".join("\n".join(line.text for line in lines) for lines in paragraphs if lines))


def as_html(paragraphs: Iterable[Paragraph]) -> str:
    """Return the paragraphs as HTML: well-formed, with only links to the web in it, and neither style nor script."""
    return safe_text("".join(f"<p>{'<br/>'.join(map(_html, lines))}</p>" for lines in paragraphs if lines))


def _html(line: TextLine) -> str:
    text = escape(line.label or line.text).replace("\n", "<br/>")
    if line.address.startswith(("https://", "http://")):
        return f'<a href="{escape(line.address)}">{text}</a>'
    return f'<span lang="{escape(line.language)}" dir="auto">{text}</span>' if line.language else text
