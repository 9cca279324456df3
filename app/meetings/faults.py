"""Faults: what is wrong with something that was sent, field by field, in words of its own fields."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

LONGEST = 60
"""Characters of a misspelt word that are compared."""
SOURCE, ID = "<source>", "<id>"
"""What the two ways of naming a source are called: these are nobody's fields."""
_NO_FIELDS = frozenset({SOURCE, ID, "[key]"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One field, the rule that it breaks, and the nearest right names; and what Pydantic says of it."""

    path: tuple[str | int, ...]
    rule: str
    near: list[str]
    raw: ErrorDetails


def faults_of(model: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    """Return what is wrong with something that was to be read as a model."""
    for one in error.errors(include_url=False):
        path = tuple(part for part in one["loc"] if part not in _NO_FIELDS)
        rule, near = _rule(model, path, one)
        yield Fault(path, rule, near, one)


def example_of(models: list[type[BaseModel]]) -> str:
    """Return how one of some models is written: `, such as {...}`, or nothing."""
    examples = [one for model in models for one in _extra(model).get("examples", ())]
    return f", such as {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""


def _rule(model: type[BaseModel], path: tuple[str | int, ...], error: ErrorDetails) -> tuple[str, list[str]]:
    kind = error["type"]
    if kind == "extra_forbidden":
        known = [name for at in _models_at(model, path[:-1]) for name in _fields(at)]
        near = get_close_matches(str(path[-1])[:LONGEST], known, n=1)
        return "no such field" + (f"; did you mean {near[0]}?" if near else ""), near
    if kind in ("model_type", "model_attributes_type"):
        return f"wants an object here{example_of(_models_at(model, path))}", []
    return error["msg"].removeprefix("Value error, "), []


def _models_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[type[BaseModel]]:
    """Return the models of which the value at a path can be one."""
    models = [model]
    for name in path:
        if isinstance(name, str):
            fields = [field for at in models if (field := _fields(at).get(name))]
            models = list(dict.fromkeys(found for field in fields for found in _models_in(field.annotation)))
    return models


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 (whatever stands behind a colon)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _extra(model: type[BaseModel]) -> dict[str, Any]:
    extra = model.model_config.get("json_schema_extra")
    return extra if isinstance(extra, dict) else {}
