"""A page as a browser understands it: its elements, with their attributes and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})
_BLOCKS = frozenset({"p", "li", "div", "blockquote", "th", "td"})
"""Elements after which a reader sees a space, whether or not there is one."""


@dataclass
class Element:
    """An element; `words` is all the text in it, with plain spaces."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


@dataclass
class Markup(HTMLParser):
    """The elements of a page, in their order. A page on which one is not closed where it should be is refused."""

    page: str
    found: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag
        if tag in _BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def every(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements with this tag and these attributes; `class_` and the like stand for `class`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [one for one in self.found if one.tag == tag and wanted.items() <= one.attributes.items()]

    def words(self, tag: str, **attributes: str) -> list[str]:
        """Return what the elements with this tag and these attributes say."""
        return [one.words for one in self.every(tag, **attributes)]

    def addresses(self) -> Iterator[str]:
        """Return where the page's links lead."""
        return (one.attributes["href"] for one in self.every("a"))
