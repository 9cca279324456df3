"""Worked examples for the documentation: what the first calendar really answers. A test compares them with it."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def _load(name: str) -> object:
    return json.loads(resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8"))


def example(name: str) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of a route's answer with an example, for its `responses`."""
    return {200: {"content": {"application/json": {"example": _load(name)}}}}
