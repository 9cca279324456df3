"""What pages load: files that are there when the service starts, from memory."""

import hashlib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from app.http.conditional import Representation, conditional
from app.pages.rendering import HERE

router = APIRouter(include_in_schema=False)

# Said here, since what the machine says of them differs from one to the next.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


def _read(folder: Traversable) -> Mapping[str, Representation]:
    """Return the files in a folder that pages can load, by their names."""
    found = {}
    for file in folder.iterdir():
        media_type = next((known for suffix, known in _MEDIA_TYPES.items() if file.name.endswith(suffix)), None)
        if media_type:
            body = file.read_bytes()
            etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            found[file.name] = Representation(body, etag, changed_at=None, media_type=media_type)
    return found


_STATIC = _read(HERE / "static")
_DOCS = _read(resources.files("fastapi_swagger.resources"))


@router.get("/static/{name}")
def read_asset(name: str, request: Request) -> Response:
    """Load what all pages have: their style, their scripts, their icon."""
    return _answer(request, _STATIC.get(name))


@router.get("/docs/assets/{name}")
def read_docs_asset(name: str, request: Request) -> Response:
    """Load what shows the API's documentation."""
    return _answer(request, _DOCS.get(name))


def _answer(request: Request, found: Representation | None) -> Response:
    """Answer with a file. Parts of it are not served apart, and who asks for one gets it whole (RFC 9110, 14.2)."""
    if found is None:
        raise HTTPException(404)
    return conditional(request, found)
