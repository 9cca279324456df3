"""The same calendar gives the same bytes: on every database, in every process, wherever it runs."""

import json
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from app import clock
from app.feeds.body import Body
from app.feeds.views import build, view_of_calendar, view_of_filter, view_of_meeting
from app.http.service import Service, open_service
from app.settings import ROOT, Settings
from app.store.database import Database
from tests.commands import python
from tests.conftest import BASE_URL, FILLINGS, LAST_EVENING, Shelf, fill
from tests.store.factories import dump

FILTERS: list[list[tuple[str, str]]] = [
    [],
    [("vague", "all")],
    [("party", "US"), ("party", "KR"), ("cancelled", "hide")],
    [("start", "2025-10-29"), ("end", "2025-10-30")],
    [("known_on", "2025-10-18")],
    [("country", "FR")],
]


def feeds(url: str) -> dict[str, str]:
    """Return the fingerprints of many feeds of a calendar, by their addresses."""
    with closing(open_service(Settings(database_url=url, base_url=BASE_URL))) as service:
        return {f"{body.name}?{body.days}": fingerprint(body) for body in bodies(service)}


def bodies(service: Service) -> Iterator[Body]:
    with service.database.reading() as session:
        views = [
            *(view_of_filter(pairs) for pairs in FILTERS),
            view_of_calendar(session, "us-china", []),
            view_of_meeting(session, "trump-xi-meeting-2025", []),
        ]
        for view in views:
            yield build(service, session, view)


def fingerprint(body: Body) -> str:
    return sha256(body.plain + body.compressed).hexdigest()


def dump_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(Database(url)) as database:
        return dump(database)


def begin_again(url: str) -> None:
    """Make the calendar in a new process, and write the fingerprints of its feeds."""
    clock.now = lambda: LAST_EVENING
    fill(Database(url), FILLINGS["both"])
    print(json.dumps(feeds(url)))  # noqa: T201 (this is how a process answers)


def test_both_databases_hold_the_same(shelf: Shelf) -> None:
    urls = [shelf.copy(kind, "both") for kind in ("sqlite", "postgresql")]

    stored, served = [dump_of(url) for url in urls], [feeds(url) for url in urls]

    assert stored[0] == stored[1]
    assert served[0] == served[1]
    assert len({*served[0].values()}) == len(FILTERS) + 2


def test_every_process_gives_the_same_wherever_it_runs(shelf: Shelf, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'summitry.db'}"
    script = f"from {__name__} import begin_again; begin_again({url!r})"
    elsewhere = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}

    ended = python("-c", script, variables=elsewhere)

    assert ended.stderr == ""
    assert json.loads(ended.stdout) == feeds(shelf.copy("sqlite", "both"))
