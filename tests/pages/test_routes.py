"""Pages as they are served: whole, safe, and true to the moment that they show."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from app.http.kinds import KINDS
from app.meetings.statement import SourceSaid
from tests.conftest import BASE_URL, StoppedClock
from tests.http.serving import SUMMIT, TALKS, XI, database_of, plant_next
from tests.pages.markup import Markup
from tests.store.factories import list_again, meet, source, tell

pytestmark = pytest.mark.parametrize("kind", ["sqlite"])

HTML = "text/html; charset=utf-8"
HOSTILE = """<script>alert("1")</script>' onload='x' </h1> & \N{RIGHT-TO-LEFT OVERRIDE}lin`ks`"""
ANOTHER_HOST = ("http:", "https:", "//")


def read(client: TestClient, address: str) -> Markup:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, HTML)
    return Markup(answer.text)


def all_meetings(client: TestClient) -> list[str]:
    return [one["slug"] for one in client.get("/api/v1/meetings").json()["items"]]


def all_pages(client: TestClient) -> list[str]:
    """Return the address of every page that there is."""
    meetings = [f"/meetings/{slug}" for slug in all_meetings(client)]
    return [
        "/",
        *meetings,
        f"/meetings/{XI}?known_on=2025-10-18",
        "/docs",
        *(f"/problems/{kind.name}" for kind in KINDS),
    ]


def test_the_front_page_leads_to_every_meeting_that_is_ahead(later_client: TestClient) -> None:
    page = read(later_client, "/")

    entries = [one.attributes["id"] for one in page.every("article")]
    ahead = [slug for slug in all_meetings(later_client) if slug != "bessent-he-video-call-2025-10"]
    assert sorted(entries) == sorted(ahead)
    assert {f"/meetings/{slug}" for slug in entries} <= set(page.addresses())


def test_every_meeting_has_a_page_under_its_title(later_client: TestClient) -> None:
    meetings = later_client.get("/api/v1/meetings").json()["items"]

    pages = {one["slug"]: read(later_client, f"/meetings/{one['slug']}") for one in meetings}

    assert {slug: page.words("h1") for slug, page in pages.items()} == {one["slug"]: [one["title"]] for one in meetings}
    assert len(meetings) == 12


def test_every_kind_of_problem_has_a_page_that_names_the_others(client: TestClient) -> None:
    for kind in KINDS:
        page = read(client, f"/problems/{kind.name}")

        assert page.words("h1") == [kind.title]
        assert page.words("a", aria_current="page") == [kind.title]
        assert {f"/problems/{one.name}" for one in KINDS} <= set(page.addresses())


def test_the_documentation_is_shown_with_assets_that_are_there(client: TestClient) -> None:
    page = read(client, "/docs")

    assert [one.attributes["src"] for one in page.every("script")] == [
        "/docs/assets/swagger-ui-bundle.js",
        "/static/docs.js",
    ]


def test_everybody_may_read_everything(client: TestClient) -> None:
    answer = client.get("/robots.txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.text == "User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    "address",
    ["/nothing", "/meetings", "/meetings/nothing", "/problems", "/problems/nothing", "/docs/", "/static/nothing.css"],
)
def test_where_nothing_is_a_problem_says_so(client: TestClient, address: str) -> None:
    answer = client.get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("address", ["/", f"/meetings/{XI}", "/docs", "/problems/gone"])
def test_a_parameter_that_means_nothing_is_refused(client: TestClient, address: str) -> None:
    answer = client.get(address, params={"party": "US"})

    assert answer.status_code == 422


def test_a_kind_of_problem_that_is_unknown_is_answered_with_those_that_are(client: TestClient) -> None:
    (error,) = client.get("/problems/nothing").json()["errors"]

    assert error["near"] == [kind.name for kind in KINDS]


def test_an_empty_calendar_says_that_it_is_empty(new_client: Callable[[str], TestClient]) -> None:
    page = read(new_client("empty"), "/")

    assert page.words("h2")[0] == "Next meetings"
    assert page.words("p", class_="note")[0] == "No meeting is on the calendar yet."
    assert page.every("table", class_="sheet") == []
    assert [one.attributes["value"] for one in page.every("input", id="feed")] == [f"{BASE_URL}/feeds/meetings.ics"]


def test_an_empty_calendar_of_a_past_day_says_that_nothing_was_known(new_client: Callable[[str], TestClient]) -> None:
    page = read(new_client("empty"), "/?known_on=2025-10-01")

    assert page.words("p", class_="note")[0] == "No meeting was known then."


def test_where_nothing_is_ahead_the_latest_meetings_are_shown(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=90)

    now, then = read(client, "/"), read(client, "/?known_on=2025-12-01")

    assert now.words("h2")[0] == then.words("h2")[0] == "Latest meetings"
    assert now.words("p", class_="note")[0] == "Nothing is announced for the coming days. The latest meetings:"
    assert then.words("p", class_="note")[0] == "Nothing was announced for the days that followed. The latest meetings:"
    assert len(now.every("article")) == len(then.every("article")) == 8


def test_a_meeting_that_is_over_without_a_word_of_it_says_so(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=90)

    labels = read(client, f"/meetings/{XI}").words("li")

    assert "no outcome reported" in labels


def test_of_a_large_side_the_first_four_are_named(client: TestClient) -> None:
    six = [{"party": f"Guest {number}", "for_party": "KR"} for number in range(1, 7)]
    meet(database_of(client), "dinner", participants=six)

    page = read(client, "/?as_of=now")

    assert "South Korea Guest 1, Guest 2, Guest 3, Guest 4 and 2 more" in page.words("span", class_="side")


def test_a_day_on_a_sheet_leads_to_an_entry_on_the_page(later_client: TestClient) -> None:
    page = read(later_client, "/")

    targets = {one.attributes["id"] for one in page.every("article")}
    days = [one.attributes["href"].removeprefix("#") for one in page.every("a") if "aria-label" in one.attributes]
    assert days
    assert set(days) <= targets


def test_every_calendar_can_be_subscribed_to_under_its_own_address(client: TestClient) -> None:
    page = read(client, "/")

    addresses = [one.attributes["value"] for one in page.every("input") if one.attributes["id"].startswith("feed-")]
    assert addresses == [f"{BASE_URL}/feeds/{name}.ics" for name in ("meetings", "asean", "korea", "us-china")]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200, 200]


def test_a_claim_ruled_a_conflict_shows_why_and_what_is_shown_instead(later_client: TestClient) -> None:
    page = read(later_client, f"/meetings/{TALKS}")

    (conflict,) = page.words("li", class_="conflict")
    assert conflict == (
        "25 Oct 2025 23 October 2025 "
        "Ruled a conflict: it is kept, and moves nothing. A slip of the weekday; all others say Saturday. "
        "Shown instead: 25–26 October 2025. “on Thursday” Livemint conflict"
    )


def test_a_conflict_between_a_date_and_its_quote_gives_the_reason_in_a_sentence(client: TestClient) -> None:
    tell(database_of(client), XI, said_on="2025-10-18", when="2025-11-04", quotes={"when": "on Thursday"})

    page = read(client, f"/meetings/{XI}")

    assert page.words("p", class_="bad")[-1] == (
        "Ruled a conflict: it is kept, and moves nothing. "
        "The quote says Thursday, and no such day is in 4 November 2025. "
        "Shown instead: some time between 31 October and 1 November 2025."
    )


def test_a_disputed_field_leads_to_what_is_said_of_it(later_client: TestClient) -> None:
    page = read(later_client, f"/meetings/{TALKS}")

    assert "Something else is said as well of: when." in page.words("p", class_="bad")
    assert page.words("a", href="#says-when") == ["when"]
    assert page.words("h3", id="says-when") == ["When"]


def test_a_meeting_names_its_parts_and_what_it_is_a_part_of(later_client: TestClient) -> None:
    signing = "cambodia-thailand-peace-accord-signing-2025"

    whole, part = read(later_client, f"/meetings/{SUMMIT}"), read(later_client, f"/meetings/{signing}")

    assert "includes Signing of the Kuala Lumpur Peace Accord" in whole.words("li")
    assert "part of 47th ASEAN Summit" in part.words("li")
    assert f"/meetings/{signing}" in whole.addresses()
    assert f"/meetings/{SUMMIT}" in part.addresses()


def test_the_story_names_each_source_with_the_version_that_it_brought(later_client: TestClient) -> None:
    page = read(later_client, f"/meetings/{XI}")

    assert page.words("p", class_="day") == [
        "18 October 2025, Benzinga",
        "24 October 2025, Indo Pacera, Kyodo",
        "24 October 2025, The Korea Herald",
        "29 October 2025, People's Daily Online, Xinhua",
        "30 October 2025, Korea JoongAng Daily",
    ]


def test_of_a_meeting_of_which_little_is_known_the_page_says_what_nobody_has_said(client: TestClient) -> None:
    meet(database_of(client), "dinner")

    page = read(client, "/meetings/dinner")

    assert page.words("p", class_="note") == ["Nobody has said who takes part."]
    assert "Nobody has said where." in page.words("p")
    assert "No side has confirmed it itself." in page.words("p")


def test_all_that_is_known_of_a_part_and_a_place_is_shown(client: TestClient) -> None:
    one = {"party": "Li Qiang", "for_party": "CN", "from": "2025-10-30", "until": "2025-10-31"}
    other = {"party": "Xi", "attendance": "represented", "represented_by": "He Lifeng"}
    place = {"precision": "undisclosed", "confirmed": True, "within": {"precision": "country", "country": "KR"}}
    meet(
        database_of(client),
        "dinner",
        when={"start": "2025-10-30T19:00", "time_zone": "Asia/Seoul", "words": "after dark"},
        summary="Leaders dine.",
        participants=[one, other],
        place=place,
    )

    page = read(client, "/meetings/dinner")

    assert page.words("tr")[1:] == [
        "Li Qiang China participant from 30 October 2025 until 31 October 2025",
        "Xi Jinping – participant, represented, represented by He Lifeng",
    ]
    when, where = page.words("dd")[:2]
    assert when == (
        "Thursday, 30 October 2025, 19:00 Seoul time The end is not announced. Time zone: Asia/Seoul "
        "In UTC: 30 October 2025, 10:00 Where you are: In the words “after dark”"
    )
    assert where == "South Korea The place is not disclosed. Named by those whose meeting it is."
    assert page.words("p", class_="wide", lang="en") == ["Leaders dine."]


@pytest.mark.parametrize(
    ("status", "labels"),
    [
        ("held", ["held"]),
        ("cancelled", ["cancelled"]),
        ("postponed", ["postponed", "no date known"]),
        ("lapsed", ["lapsed"]),
    ],
)
def test_what_became_of_a_meeting_is_its_first_label(client: TestClient, status: str, labels: list[str]) -> None:
    meet(database_of(client), "dinner", status=status)

    page = read(client, "/meetings/dinner")

    assert [words for words in page.words("li") if words in {status, "no date known"}][: len(labels)] == labels
    assert [one.attributes["class"] for one in page.every("header")][1:] == [
        "row headline off" if status in {"cancelled", "lapsed"} else "row headline"
    ]


def test_a_day_that_is_not_certain_is_printed_with_a_question_mark(client: TestClient) -> None:
    meet(database_of(client), "dinner", when="2025-10-30?")

    page = read(client, "/meetings/dinner")

    assert page.words("span", class_="days") == ["30?"]
    assert "day not certain" in page.words("li", class_="warn")


@pytest.mark.parametrize(
    ("asked", "query", "banner"),
    [
        ("known_on=2025-10-18", "known_on=2025-10-18", "as known on 18 October 2025"),
        (
            "as_of=2025-10-18T21:00:00Z",
            "as_of=2025-10-18T21%3A00%3A00%2B00%3A00",
            "as recorded here by 18 October 2025, 21:00 UTC",
        ),
        (
            "known_on=2025-10-18&as_of=2025-10-18T21:00:00Z",
            "as_of=2025-10-18T21%3A00%3A00%2B00%3A00&known_on=2025-10-18",
            "as known on 18 October 2025, as recorded here by 18 October 2025, 21:00 UTC",
        ),
    ],
)
def test_a_page_says_which_moment_it_shows_and_its_links_keep_to_it(
    client: TestClient, asked: str, query: str, banner: str
) -> None:
    for address in ("/", f"/meetings/{XI}", f"/meetings/{SUMMIT}"):
        page = read(client, f"{address}?{asked}")

        bare = [one.partition("#")[0] for one in page.addresses() if one.startswith(("/meetings/", "/?"))]
        assert page.words("aside", class_="moment") == [f"The calendar {banner}. Back to now"]
        assert {one for one in bare if not one.endswith(f"?{query}")} <= {address}
        assert f"/?{query}" in bare


@pytest.mark.parametrize("address", ["/", f"/meetings/{XI}", "/docs", "/problems/gone"])
def test_a_page_of_now_has_no_banner_and_plain_links(client: TestClient, address: str) -> None:
    page = read(client, address)

    assert page.every("aside", class_="moment") == []
    assert not any("?" in one for one in page.addresses() if one.startswith("/"))


def test_the_front_page_shows_only_what_was_known_on_the_day(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=14)
    plant_next(client)

    page = read(client, "/?known_on=2025-10-18")

    titles = dict(zip([one.attributes["id"] for one in page.every("article")], page.words("h4"), strict=True))
    assert (titles[SUMMIT], titles[TALKS]) == ("ASEAN Summit", "US-China trade talks")
    assert [one.attributes["value"] for one in page.every("input", id="known_on")] == ["2025-10-18"]


def test_a_past_instant_is_shown_as_it_was_recorded(client: TestClient, stopped_clock: StoppedClock) -> None:
    stopped_clock.advance(days=14)
    plant_next(client)

    then, now = read(client, f"/meetings/{XI}?as_of=2025-10-18T21:00:00Z"), read(client, f"/meetings/{XI}")

    assert then.words("p", class_="main")[0] == "some time between 31 October and 1 November 2025"
    assert then.words("p", class_="day") == ["18 October 2025, Benzinga"]
    assert now.words("p", class_="main")[0] == "Thursday, 30 October 2025, 11:00 Seoul time"


def test_a_past_day_has_no_versions_and_says_why(client: TestClient) -> None:
    page = read(client, f"/meetings/{XI}?known_on=2025-10-18")

    assert page.every("p", class_="day") == []
    assert page.words("a", href=f"/meetings/{XI}#story") == ["see them as of now"]


def test_a_meeting_of_which_nothing_was_known_yet_is_not_there(client: TestClient) -> None:
    answer = client.get(f"/meetings/{XI}?known_on=2025-10-01")

    assert answer.status_code == 404


def test_a_meeting_that_was_taken_off_is_gone_and_a_past_moment_still_shows_it(
    client: TestClient, stopped_clock: StoppedClock
) -> None:
    stopped_clock.advance(days=1)
    list_again(database_of(client), XI, listed=False)
    stopped_clock.advance(days=1)

    before = read(client, f"/meetings/{XI}?as_of=2025-10-18T21:00:00Z")
    known = read(client, f"/meetings/{XI}?known_on=2025-10-19")

    assert client.get(f"/meetings/{XI}").status_code == 410
    assert XI not in [one.attributes["id"] for one in read(client, "/").every("article")]
    assert "taken off the calendar" not in before.words("li")
    assert "taken off the calendar" in known.words("li", class_="bad")


def test_whatever_is_said_is_shown_as_text(client: TestClient) -> None:
    by = SourceSaid.model_validate(dict(source(HOSTILE)) | {"title": HOSTILE, "url": "https://example.org/?a='b'&c"})
    quoted = dict.fromkeys(("title", "when", "topics", "place", "participants"), HOSTILE)
    meet(
        database_of(client),
        "hostile",
        by=by,
        title=HOSTILE,
        summary=HOSTILE,
        said_by=HOSTILE,
        when={"edtf": "2025-10-30", "words": HOSTILE},
        place={"name": HOSTILE, "precision": "city", "country": "KR"},
        participants=[{"party": HOSTILE, "for_party": HOSTILE, "office": HOSTILE}],
        topics=[HOSTILE],
        quotes=quoted,
        verdict="accepted",
        reason=HOSTILE,
    )
    tell(database_of(client), "hostile", by=by, when="2025-11-01", verdict="conflict", reason=HOSTILE)

    page, front = read(client, "/meetings/hostile"), read(client, "/")

    assert page.words("h1") == [HOSTILE]
    assert page.words("title") == [f"{HOSTILE} - Summitry"]
    assert page.words("blockquote") == [f"“{HOSTILE}”"] * 5
    assert page.words("p", class_="wide", lang="en") == [HOSTILE]
    assert f"Ruled a conflict: it is kept, and moves nothing. {HOSTILE}. Shown instead: 30 October 2025." in page.words(
        "p"
    )
    assert [one.attributes["title"] for one in page.every("link", type="text/calendar")] == [HOSTILE]
    assert HOSTILE in front.words("h4")
    for shown in (page, front):
        assert [one.attributes for one in shown.every("script")] == [{"type": "module", "src": "/static/page.js"}]
        assert not any(name.startswith("on") for one in shown.found for name in one.attributes)


def test_who_follows_a_source_tells_it_nothing_and_lends_it_no_weight(later_client: TestClient) -> None:
    for address in all_pages(later_client):
        links = read(later_client, address).every("a")
        ways_out = [one for one in links if one.attributes["href"].startswith(ANOTHER_HOST)]

        assert {one.attributes.get("rel") for one in ways_out} <= {"noopener nofollow"}
        assert ways_out or address.startswith(("/docs", "/problems"))


def test_no_page_holds_scripts_or_styles_of_its_own(later_client: TestClient) -> None:
    for address in all_pages(later_client):
        page = read(later_client, address)

        assert page.every("style") == []
        assert [one.words for one in page.every("script")] == [""] * len(page.every("script"))
        names = {name for one in page.found for name in one.attributes}
        assert "style" not in names
        assert not any(name.startswith("on") for name in names)
        assert not any(one.attributes.get("href", "").startswith("javascript:") for one in page.found)


def test_pages_load_nothing_from_another_host_and_all_that_they_load_is_there(later_client: TestClient) -> None:
    loaded: set[str] = set()
    for address in all_pages(later_client):
        page = read(later_client, address)
        loaded |= {one.attributes["src"] for one in page.found if "src" in one.attributes}
        loaded |= {one.attributes["href"] for rel in ("stylesheet", "icon") for one in page.every("link", rel=rel)}

    assert loaded == {
        *(f"/static/{name}" for name in ("style.css", "page.js", "docs.js", "icon.svg")),
        *(f"/docs/assets/{name}" for name in ("swagger-ui.css", "swagger-ui-bundle.js")),
    }
    assert {later_client.get(one).status_code for one in loaded} == {200}


@pytest.mark.parametrize("asset", ["style.css", "page.js", "docs.js"])
def test_assets_fetch_nothing_from_another_host(client: TestClient, asset: str) -> None:
    text = client.get(f"/static/{asset}").text

    assert [mark for mark in ("http:", "https:", "url(//", "@import", "eval(", "innerHTML") if mark in text] == []


@pytest.mark.parametrize(
    "address", ["/", f"/meetings/{XI}", f"/meetings/{XI}?known_on=2025-10-18", "/docs", "/problems/gone"]
)
def test_a_reader_who_has_the_page_is_told_so(client: TestClient, address: str) -> None:
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert "Last-Modified" not in first.headers


@pytest.mark.parametrize("address", ["/", f"/meetings/{XI}"])
def test_a_copy_from_before_a_change_is_replaced(client: TestClient, address: str) -> None:
    etag = client.get(address).headers["ETag"]
    tell(database_of(client), XI, said_on="2025-10-19", title="Trump-Xi summit")

    answer = client.get(address, headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert "Trump-Xi summit" in answer.text


def test_a_copy_from_before_a_meeting_was_over_is_replaced(client: TestClient, stopped_clock: StoppedClock) -> None:
    etag = client.get(f"/meetings/{XI}").headers["ETag"]
    stopped_clock.advance(days=90)

    answer = client.get(f"/meetings/{XI}", headers={"If-None-Match": etag})

    assert answer.status_code == 200
