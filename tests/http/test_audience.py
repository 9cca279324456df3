"""Whom an address is for, and what people's browsers say."""

from collections.abc import Sequence
from time import process_time

import pytest
from starlette.testclient import TestClient

from app.http.audience import is_page, prefers_html
from app.http.conditional import MOST_HEADER
from tests.http.serving import XI

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
SHARED = ["utm_source=mail&utm_medium=email", "fbclid=IwAR0", "gclid=x&ref=home", "mc_cid=1&mc_eid=2", "utm_=1&utm_=2"]


@pytest.mark.parametrize(
    "path", ["/", "/meetings/x", "/docs", "/problems/gone", "/nowhere", "/apiary", "/feedstock", ""]
)
def test_people_come_to_pages_and_to_what_looks_like_one(path: str) -> None:
    assert is_page(path)


@pytest.mark.parametrize(
    "path",
    [
        *("/api", "/api/", "/api/v1/meetings", "/feeds/meetings.ics", "/openapi.json", "/health", "/static/style.css"),
        *("/docs/assets/swagger-ui.css", "/robots.txt", "/.well-known/caldav"),
    ],
)
def test_programs_come_to_all_else(path: str) -> None:
    assert not is_page(path)


@pytest.mark.parametrize(
    "accept",
    [
        [FIREFOX],
        [CHROME],
        ["text/html"],
        ["text/*"],
        ["TEXT/HTML; Q=0.5"],
        ["application/json;q=0.3", "text/html;q=0.4"],
        ["text/html;level=1;q=0.9, application/json;q=0.8"],
        ["text/html;q=0.001"],
        ["application/json;q=nonsense, text/html"],
    ],
)
def test_browsers_would_rather_have_html(accept: Sequence[str]) -> None:
    assert prefers_html(accept)


@pytest.mark.parametrize(
    "accept",
    [
        [],
        [""],
        ["*/*"],
        ["application/json"],
        ["application/problem+json, text/html"],
        ["text/html, application/json"],
        ["text/html;q=0.5, */*"],
        ["text/html;q=0, */*;q=0.1"],
        ["text/html;q=0"],
        ["text/html;q=nan"],
        ["text/html;q=2"],
        ["text/plain"],
        [",,;;=,q=1"],
        ["text/html" + " " * MOST_HEADER],
    ],
)
def test_programs_and_those_who_say_nothing_would_not(accept: Sequence[str]) -> None:
    assert not prefers_html(accept)


@pytest.mark.parametrize("garbage", ["*/*;q=nan,", ";", ",", "text/html;q=0.", "a/b" * 3, "q=q=", "\xff"])
def test_ten_thousand_characters_of_anything_cost_nothing(garbage: str) -> None:
    said = garbage * (10_000 // len(garbage))
    began = process_time()

    for length in (10_000, MOST_HEADER):
        prefers_html([said[:length]])

    assert process_time() - began < 0.1


@pytest.mark.parametrize("query", SHARED)
@pytest.mark.parametrize("path", ["/", f"/meetings/{XI}", "/docs", "/problems/gone"])
def test_a_link_that_was_passed_on_leads_to_its_page(reader: TestClient, path: str, query: str) -> None:
    plain, passed_on = reader.get(path), reader.get(f"{path}?{query}")

    assert passed_on.status_code == 200
    assert passed_on.content == plain.content
    assert passed_on.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize("query", SHARED)
def test_what_says_where_a_reader_comes_from_is_in_no_link(reader: TestClient, query: str) -> None:
    moment = "known_on=2025-10-18"

    page = reader.get(f"/?{query}&{moment}")

    assert page.text == reader.get(f"/?{moment}").text
    assert not any(pair.partition("=")[0] in page.text for pair in query.split("&") if not pair.startswith("ref"))


@pytest.mark.parametrize("query", SHARED)
@pytest.mark.parametrize(
    "path", ["/api/v1/meetings", "/api/v1", "/feeds/meetings.ics", f"/feeds/meetings/{XI}.ics", "/health"]
)
def test_programs_are_told_of_it_as_of_any_other_slip(reader: TestClient, path: str, query: str) -> None:
    answer = reader.get(f"{path}?{query}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["rule"].startswith("no such parameter here")


@pytest.mark.parametrize("query", ["utmsource=mail", "referrer=home", "party=US"])
def test_any_other_parameter_of_a_page_is_refused(reader: TestClient, query: str) -> None:
    assert reader.get(f"/?{query}").status_code == 422
