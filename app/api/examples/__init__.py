"""Worked examples for the documentation: what the first calendar really answers. A test compares them with it."""

import json
from importlib import resources
from typing import Any

from app.http.openapi import EXAMPLE


def example(name: str, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a route's answer with an example, for its `responses`."""
    written = resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8")
    return {status: {"content": {"application/json": {EXAMPLE: written}}}}


def body(name: str) -> dict[str, Any]:
    """Return the worked example of a request's body, which a test sends."""
    written = resources.files(__name__).joinpath("bodies", f"{name}.json").read_text("utf-8")
    sent: dict[str, Any] = json.loads(written)
    return sent
