"""Templates: HTML from stored documents, with everything escaped."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from app.http.conditional import conditional
from app.meetings.words import (
    CERTAINTIES,
    day_in_words,
    days_in_words,
    participant_in_words,
    place_in_words,
    when_in_words,
)

HERE = Path(__file__).parent
HTML = "text/html; charset=utf-8"

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters |= {
    "day": day_in_words,
    "days": days_in_words,
    "when": when_in_words,
    "place": place_in_words,
    "participant": participant_in_words,
    "certainty": CERTAINTIES.__getitem__,
    "words": lambda text: str(text).replace("_", " "),
}


def page(request: Request, template: str, changed_at: datetime, **values: Any) -> Response:
    """Answer with a page, or with 304 if the reader has it."""
    body = _ENVIRONMENT.get_template(template).render(path=request.url.path, **values).encode()
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return conditional(request, body, etag=etag, changed_at=changed_at, media_type=HTML)
