"""Which proxies are believed."""

import json

import pytest

from tests.http.sockets import echo, listening

FORWARDED = ("X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https", "X-Forwarded-Host: evil.test")


def who_asks(*proxies: str) -> tuple[str, str]:
    with listening(echo, trusted_proxies=proxies) as served:
        told = json.loads(served.connect().ask("/", *FORWARDED).body)
    return told["client"], told["scheme"]


@pytest.mark.parametrize("proxies", [(), ("203.0.113.9",), ("10.0.0.0/8",)])
def test_a_proxy_that_is_not_named_is_not_believed(proxies: tuple[str, ...]) -> None:
    assert who_asks(*proxies) == ("127.0.0.1", "http")


@pytest.mark.parametrize("proxies", [("127.0.0.1",), ("10.0.0.0/8", "127.0.0.0/8")])
def test_a_proxy_that_is_named_is_believed(proxies: tuple[str, ...]) -> None:
    assert who_asks(*proxies) == ("203.0.113.9", "https")


def test_the_server_names_no_program_and_tells_the_time() -> None:
    with listening(echo) as served:
        headers = served.connect().ask().headers

    assert "server" not in headers
    assert headers["date"].endswith("GMT")
