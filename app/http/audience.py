"""Whom an address is for: people, who get pages and follow links from anywhere, or programs."""

import re
from collections.abc import Iterable

from fastapi import Request

from app.http.conditional import MOST_HEADER
from app.meetings.query import Pairs

_PROGRAMS = ("/api", "/feeds", "/static", "/docs/assets", "/openapi.json", "/health", "/robots.txt", "/.well-known")
"""Addresses that are no pages, nor is any below them."""

_BY_SITES = ("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid")
_BY_SENDERS = ("mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "ref", "ref_src")
TRACKING = frozenset({*_BY_SITES, *_BY_SENDERS})
"""What social media, advertisers and senders of mail put behind the links that they pass on."""
CAMPAIGN = "utm_"
"""How the parameters of a campaign begin."""

_WEIGHT = re.compile(r"q=(0(\.\d{0,3})?|1(\.0{0,3})?)")
_HTML = "text/html"
_JSON = ("application/problem+json", "application/json")


def is_page(path: str) -> bool:
    """Tell whether people come to this address, whether or not anything is there."""
    return not any(path == one or path.startswith(f"{one}/") for one in _PROGRAMS)


def read_pairs(request: Request) -> Pairs:
    """Return the parameters of a request; for a page, without those that only say where its reader comes from."""
    pairs = request.query_params.multi_items()
    if not is_page(request.scope["path"]):
        return pairs
    return [(name, value) for name, value in pairs if name not in TRACKING and not name.startswith(CAMPAIGN)]


def prefers_html(accept: Iterable[str]) -> bool:
    """Tell whether a reader would rather have HTML than JSON (RFC 9110, section 12.5.1). Who says nothing would not."""
    said = ",".join(accept)
    if len(said) > MOST_HEADER:
        return False
    weights: dict[str, float] = {}
    for part in said.lower().split(","):
        kind, *parameters = (one.strip() for one in part.split(";"))
        weights[kind] = max(weights.get(kind, 0), _weight(parameters))
    return _weight_of(_HTML, weights) > max(_weight_of(one, weights) for one in _JSON)


def _weight(parameters: Iterable[str]) -> float:
    """Return the weight among the parameters of a type: 1 where there is none, 0 for one that cannot be read."""
    said = [one for one in parameters if one.startswith("q=")]
    if not said:
        return 1
    read = _WEIGHT.fullmatch(said[0])
    return float(read[1]) if read else 0


def _weight_of(kind: str, weights: dict[str, float]) -> float:
    """Return the weight of a type: its own, that of its family, or that of everything."""
    family = f"{kind.partition('/')[0]}/*"
    return next((weights[one] for one in (kind, family, "*/*") if one in weights), 0)
