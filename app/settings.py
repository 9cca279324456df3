"""Every knob of the service. All are read from the environment, with the prefix SUMMITRY_."""

import difflib
import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "SUMMITRY_"
_ADDRESS = re.compile(r"https?://[^\s/?#]+")
_HOST_NAME = re.compile(r"\*|[\w-]{1,63}(\.[\w-]{1,63})*|\[[0-9A-Fa-f:.]{2,45}\]")


class SettingError(Exception):
    """A variable with the prefix is no setting, or has a value that it cannot have; or Python itself is set wrongly."""


def _usable(url: str) -> str:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = URL.create("none")
    backend = parsed.get_backend_name()
    is_file = backend == "sqlite" and parsed.database not in (None, "", ":memory:")
    if backend != "postgresql" and not is_file:
        raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return url


def _split(text: object) -> object:
    """Return the parts of a list as it is written in a variable."""
    return tuple(part.strip() for part in text.split(",") if part.strip()) if isinstance(text, str) else text


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError:
        raise ValueError("write addresses or networks, such as 127.0.0.1 or 10.0.0.0/8") from None


def _host_name(text: str) -> str:
    if not _HOST_NAME.fullmatch(text):
        raise ValueError("write names without a port, such as calendar.example.org or [2001:db8::1], or *")
    return text


def _address(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        raise ValueError("write http:// or https://, a host and nothing after it: pages link from its root")
    return url


HostName = Annotated[str, AfterValidator(_host_name)]
Network = Annotated[str, AfterValidator(_network)]


def check_python() -> None:
    """Refuse to run without assertions.

    Raises:
        SettingError: if they are switched off.
    """
    if not __debug__:
        # A guard of the iCalendar library is an assertion, which -O would take out.
        raise SettingError("not under python -O, which takes out checks that protect every feed")


class Settings(BaseSettings):
    """What an installation can choose."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", use_attribute_docstrings=True, frozen=True)

    database_url: Annotated[str, AfterValidator(_usable)] = f"sqlite:///{ROOT / 'var' / 'summitry.db'}"
    """Where the calendar is stored: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`."""

    host: str = "127.0.0.1"
    """Address to listen on. Anything but loopback shows the calendar to the network."""

    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """TCP port to listen on."""

    base_url: Annotated[str, AfterValidator(_address)] | None = None
    """The address under which people reach the service: the root of a host, without a slash at its end. It is part of
    every event, so a change rewrites all of them (`summitry rerender`). Default: the one the calendar was made with,
    else `http://localhost:PORT`."""

    allowed_hosts: Annotated[tuple[HostName, ...], NoDecode, BeforeValidator(_split)] = ()
    """Names by which requests may call the service, separated by commas, beside that of the base URL, the one it
    listens on and this machine's own (`localhost`, `127.0.0.1`, `[::1]`). `*`: any name, so that a page on another host
    can make a browser read what only its user should reach."""

    trusted_proxies: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_split)] = ()
    """Addresses or networks of proxies that are believed when they say who asks (`X-Forwarded-For`,
    `X-Forwarded-Proto`), separated by commas: `127.0.0.1, 10.0.0.0/8`."""

    most_connections: Annotated[int, Field(ge=2, le=100_000)] = 800
    """Connections at a time; one more is answered with 503. Where half of them are taken, none is kept for a next
    request. Each needs a file descriptor, of which a process mostly has 1,024."""

    head_timeout: Annotated[float, Field(gt=0, le=600)] = 10.0
    """Seconds that the head of a request may take to come in."""

    body_timeout: Annotated[float, Field(gt=0, le=600)] = 30.0
    """Seconds that the body of a request may take to come in, and for which a reader may take no byte of an answer."""

    idle_timeout: Annotated[float, Field(gt=0, le=600)] = 5.0
    """Seconds for which a connection is kept for a next request. A proxy that keeps its own ones for longer than this
    finds them closed now and then."""

    busy_timeout: Annotated[float, Field(gt=0, le=60)] = 5.0
    """Seconds that a writer waits for the database before the request is answered with 503."""

    pool_size: Annotated[int, Field(ge=1, le=100)] = 10
    """Connections to PostgreSQL that one process keeps."""

    feed_cache_bytes: Annotated[int, Field(ge=0)] = 64_000_000
    """Memory in bytes for feeds that are answered without asking the database. 0 keeps none."""

    allow_unsafe_database: bool = False
    """Whether to serve from a PostgreSQL that acknowledges what it has not stored (`fsync` or `synchronous_commit`
    off). For tests: what writers were told is stored can be gone after a power cut."""
    known_cache_bytes: Annotated[int, Field(ge=0)] = 64_000_000
    """Memory in bytes for calendars as they were known on a day (`known_on`). One of 4,000 meetings takes some 20
    million, and about a second to make. With 0 none is kept, and readers who do not ask at the same time wait for one
    each."""
    token_days: Annotated[int, Field(ge=0, le=36_500)] = 365
    """Days for which a reader who follows the changes can stay away and still go on; later they read their list anew.
    0: for ever."""

    @property
    def local_url(self) -> str:
        """The service's address as seen from this machine."""
        return f"http://localhost:{self.port}"


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingError: for a variable with the prefix that is no setting, naming the nearest one, or that has a value
            which it cannot have, naming the rule.
    """
    known = [name.upper() for name in Settings.model_fields]
    for variable in os.environ:
        name = variable.upper().removeprefix(PREFIX)
        if variable.upper().startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise SettingError(f"{variable} is no setting" + (f"; did you mean {PREFIX}{near[0]}?" if near else ""))
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingError(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None
