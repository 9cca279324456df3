"""Settings: read from the environment, and refused by name where they cannot be meant."""

import pytest

from app.settings import ROOT, SettingError, Settings, read_settings

USABLE = "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"


def refusal(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as error:
        read_settings()
    return str(error.value)


def test_without_variables_the_calendar_is_a_file_and_only_this_machine_sees_it() -> None:
    assert read_settings().model_dump() == {
        "database_url": f"sqlite:///{ROOT / 'var' / 'summitry.db'}",
        "host": "127.0.0.1",
        "port": 8000,
        "base_url": None,
        "allowed_hosts": (),
        "trusted_proxies": (),
        "most_connections": 800,
        "head_timeout": 10.0,
        "body_timeout": 30.0,
        "idle_timeout": 5.0,
        "busy_timeout": 5.0,
        "pool_size": 10,
        "feed_cache_bytes": 64_000_000,
        "allow_unsafe_database": False,
        "known_cache_bytes": 64_000_000,
        "token_days": 365,
    }


def test_a_variable_chooses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_PORT", "9000")
    monkeypatch.setenv("summitry_base_url", "https://calendar.example.org")

    settings = read_settings()

    assert (settings.port, settings.base_url) == (9000, "https://calendar.example.org")
    assert settings.local_url == "http://localhost:9000"


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("SUMMITRY_PROT", "SUMMITRY_PROT is no setting; did you mean SUMMITRY_PORT?"),
        ("SUMMITRY_BASEURL", "SUMMITRY_BASEURL is no setting; did you mean SUMMITRY_BASE_URL?"),
        ("summitry_database", "summitry_database is no setting; did you mean SUMMITRY_DATABASE_URL?"),
        ("SUMMITRY_X", "SUMMITRY_X is no setting"),
    ],
)
def test_a_variable_that_is_no_setting_is_refused_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, name: str, refused: str
) -> None:
    assert refusal(monkeypatch, name, "8001") == refused


def test_variables_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_SUMMITRY_PORT", "nonsense")

    assert read_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("PORT", "http", "Input should be a valid integer, unable to parse string as an integer"),
        ("PORT", "65536", "Input should be less than or equal to 65535"),
        ("PORT", "", "Input should be a valid integer, unable to parse string as an integer"),
        ("BUSY_TIMEOUT", "0", "Input should be greater than 0"),
        ("HEAD_TIMEOUT", "0", "Input should be greater than 0"),
        ("BODY_TIMEOUT", "inf", "Input should be less than or equal to 600"),
        ("IDLE_TIMEOUT", "nan", "Input should be less than or equal to 600"),
        ("MOST_CONNECTIONS", "1", "Input should be greater than or equal to 2"),
        ("POOL_SIZE", "0", "Input should be greater than or equal to 1"),
        ("ALLOW_UNSAFE_DATABASE", "perhaps", "Input should be a valid boolean, unable to interpret input"),
        ("FEED_CACHE_BYTES", "-1", "Input should be greater than or equal to 0"),
        ("KNOWN_CACHE_BYTES", "-1", "Input should be greater than or equal to 0"),
        ("TOKEN_DAYS", "-1", "Input should be greater than or equal to 0"),
        ("DATABASE_URL", "summitry.db", USABLE),
        ("DATABASE_URL", "sqlite://", USABLE),
        ("DATABASE_URL", "sqlite:///:memory:", USABLE),
        ("DATABASE_URL", "mysql://localhost/summitry", USABLE),
        ("DATABASE_URL", "postgresql://localhost:many/summitry", USABLE),
    ],
)
def test_a_value_that_a_setting_cannot_have_is_refused_with_the_rule(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, rule: str
) -> None:
    assert refusal(monkeypatch, f"SUMMITRY_{name}", value) == f"SUMMITRY_{name}: {rule}"


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMITRY_ALLOWED_HOSTS", " calendar.example.org,[2001:db8::1] ,,summitry")
    monkeypatch.setenv("SUMMITRY_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,::1")

    settings = read_settings()

    assert settings.allowed_hosts == ("calendar.example.org", "[2001:db8::1]", "summitry")
    assert settings.trusted_proxies == ("127.0.0.1/32", "10.0.0.0/8", "::1/128")


@pytest.mark.parametrize("name", ["ALLOWED_HOSTS", "TRUSTED_PROXIES"])
def test_an_empty_list_is_the_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"SUMMITRY_{name}", "")

    assert read_settings() == Settings()


@pytest.mark.parametrize(
    "host", ["calendar.example.org:443", "https://example.org", "a b", "*.example.org", "[::1", "::1", "a..b", "x" * 64]
)
def test_a_host_is_a_name_and_nothing_more(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    assert refusal(monkeypatch, "SUMMITRY_ALLOWED_HOSTS", f"example.org,{host}") == (
        "SUMMITRY_ALLOWED_HOSTS: write names without a port, such as calendar.example.org or [2001:db8::1], or *"
    )


@pytest.mark.parametrize("proxy", ["*", "proxy.example.org", "10.0.0.1/8", "10.0.0.0/33", "127.0.0.1:80"])
def test_a_proxy_is_an_address_or_a_network(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    assert refusal(monkeypatch, "SUMMITRY_TRUSTED_PROXIES", f"127.0.0.1,{proxy}") == (
        "SUMMITRY_TRUSTED_PROXIES: write addresses or networks, such as 127.0.0.1 or 10.0.0.0/8"
    )


@pytest.mark.parametrize("url", ["example.org", "https://a.org/", "https://a.org/x", "ftp://a.org", "https://a b", ""])
def test_a_base_url_is_the_root_of_a_host(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert refusal(monkeypatch, "SUMMITRY_BASE_URL", url).startswith(
        "SUMMITRY_BASE_URL: write http:// or https://, a host"
    )


@pytest.mark.parametrize("url", ["postgresql://u:p@db/summitry", "postgresql+psycopg:///summitry", "sqlite:///here.db"])
def test_both_kinds_of_database_are_taken(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SUMMITRY_DATABASE_URL", url)

    assert read_settings().database_url == url
