"""The addresses by which each kind of calendar app subscribes."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.pages.subscribing import Subscription, is_local

FEED = "https://summitry.example/feeds/meetings.ics"


def subscription(address: str = FEED, title: str = "All meetings") -> Subscription:
    return Subscription("meetings", title, "Who meets whom.", address)


@pytest.mark.parametrize(
    ("address", "webcal"),
    [
        (FEED, "webcal://summitry.example/feeds/meetings.ics"),
        ("http://localhost:8000/feeds/us-china.ics", "webcal://localhost:8000/feeds/us-china.ics"),
    ],
)
def test_webcal_is_the_same_address_for_apps_on_the_device(address: str, webcal: str) -> None:
    assert subscription(address).webcal == webcal


def test_google_is_given_the_webcal_address_encoded_whole() -> None:
    assert subscription().google == (
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fsummitry.example%2Ffeeds%2Fmeetings.ics"
    )


def test_microsofts_calendars_are_given_address_and_name() -> None:
    query = "url=https%3A%2F%2Fsummitry.example%2Ffeeds%2Fmeetings.ics&name=All%20meetings"

    assert subscription().outlook == f"https://outlook.live.com/calendar/0/addfromweb?{query}"
    assert subscription().microsoft == f"https://outlook.office.com/calendar/0/addfromweb?{query}"


@pytest.mark.parametrize("title", ["US & China", "a=b#c?d", "习近平会见特朗普", '"><script>', "100 % + more"])
def test_no_title_adds_anything_to_the_address_that_it_is_sent_in(title: str) -> None:
    asked = urlsplit(subscription(title=title).outlook)

    assert parse_qs(asked.query, strict_parsing=True) == {"url": [FEED], "name": [title]}
    assert asked.fragment == ""


@pytest.mark.parametrize(
    "base_url",
    [
        "http://localhost:8000",
        "http://LOCALHOST",
        "http://summitry.localhost:8000",
        "http://127.0.0.1:8000",
        "http://127.1.2.3",
        "http://[::1]:8000",
    ],
)
def test_an_address_of_this_machine_is_local(base_url: str) -> None:
    assert is_local(base_url)


@pytest.mark.parametrize(
    "base_url",
    ["https://summitry.example", "https://localhost.example", "http://10.0.0.1", "http://[2001:db8::1]", ""],
)
def test_an_address_that_others_can_reach_is_not_local(base_url: str) -> None:
    assert not is_local(base_url)
