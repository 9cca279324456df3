"""Sequences of statements, drawn: whatever is said, the laws of the store hold."""

from typing import Any

from hypothesis import strategies as st

from app.meetings.filter import Wanted
from app.store.database import Database
from tests.store.factories import basics, list_again, tell_all, wanted

SLUGS = ("apec", "g20", "dinner")

Told = tuple[str, dict[str, Any]]

_CITY = {"precision": "city", "country": "KR"}
_SAID = [
    {"when": "2025-10-31"},
    {"when": "[2025-10-31..2025-11-20]"},
    {"when": "2025-10-28", "verdict": "conflict"},
    {"title": "A summit"},
    {"title": "A dinner"},
    {"status": "cancelled"},
    {"status": "scheduled"},
    {"status": "postponed"},
    {"place": {"name": "Busan", **_CITY}},
    {"place": {"name": "Gyeongju", **_CITY}},
    {"topics": ["trade"]},
    {"topics": [{"topic": "trade", "absent": True}]},
    {"participants": [{"party": "CN"}]},
    {"participants": [{"party": "CN", "absent": True}]},
    {"listed": False},
    {"listed": True},
]

_ON_ANY = st.tuples(st.sampled_from(SLUGS), st.sampled_from(_SAID))
# No meeting is a part of itself.
_PARTS = st.tuples(st.sampled_from(SLUGS[1:]), st.just({"links": [{"rel": "part_of", "to": SLUGS[0]}]}))
steps = _ON_ANY | _PARTS
stories = st.lists(steps, max_size=8)

filters: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"topic": ["trade"]},
        {"country": ["KR"]},
        {"party": ["CN"]},
        {"status": ["scheduled"]},
        {"cancelled": "hide", "vague": "week"},
        {"start": "2025-10-31"},
        {"end": "2025-10-30"},
        {"part_of": ["apec"]},
    ]
)


def begin(database: Database) -> None:
    """Record the meetings that a story is about, in one transaction."""
    tell_all(database, {slug: basics(slug) for slug in SLUGS})


def go_on(database: Database, told: Told) -> None:
    """Record one step of a story."""
    slug, fields = told
    if "listed" in fields:
        list_again(database, slug, listed=fields["listed"])
    else:
        tell_all(database, {slug: fields})


def resolve(asked: dict[str, Any]) -> Wanted:
    return wanted(**asked)
