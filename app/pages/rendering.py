"""Templates: HTML from stored documents, with everything escaped."""

from pathlib import Path

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import Response

from app.http.conditional import Representation, conditional, weak_etag
from app.meetings.filter import Wanted
from app.meetings.placing import levels
from app.meetings.words import CERTAINTIES, day_in_words, place_in_words
from app.pages.days import in_utc, is_uncertain, is_vague, nature, phrase, start_in_utc
from app.pages.delegations import by_side
from app.pages.leaf import leaf, says_all
from app.pages.saying import RELATIONS, say_link
from app.store.ledger import Head

HERE = Path(__file__).parent
HTML = "text/html; charset=utf-8"


def code(text: str) -> Markup:
    """Return a text with what stands between backquotes set as code."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part)
        for number, part in enumerate(text.split("`"))
    )


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "by_side": by_side,
    "certainty": CERTAINTIES.__getitem__,
    "code": code,
    "day": day_in_words,
    "in_utc": in_utc,
    "leaf": leaf,
    "levels": levels,
    "link": say_link,
    "nature": nature,
    "phrase": phrase,
    "place": place_in_words,
    "relation": RELATIONS.__getitem__,
    "short_day": lambda day: f"{day.day} {day:%b %Y}",
    "start_in_utc": start_in_utc,
    "sentence": lambda text: f"{text[0].upper()}{text[1:].rstrip('.')}.",
    "words": lambda text: str(text).replace("_", " "),
}
_ENVIRONMENT.tests |= {"said_by_its_leaf": says_all, "uncertain": is_uncertain, "vague": is_vague}


def render(request: Request, template: str, **values: object) -> bytes:
    """Return a page of the present moment."""
    known = {"path": request.scope["path"], "moment": None, "kept": ""} | values
    return _ENVIRONMENT.get_template(template).render(known).encode()


def page(request: Request, template: str, head: Head, moment: Wanted | None = None, **values: object) -> Response:
    """Answer with a page, or with 304 if the reader has it. Its links to other pages keep to the moment it shows."""
    kept = moment.query() if moment else ""
    shown = values | {"head": head, "moment": moment, "kept": f"?{kept}" if kept else ""}
    body = render(request, template, **shown)
    # What is ahead and what is over changes with the clock as well, so the calendar's own time says nothing here.
    return conditional(request, Representation(body, weak_etag(body), changed_at=None, media_type=HTML))
