"""What pages load, and what else is asked of it."""

import re

import pytest
from starlette.testclient import TestClient

FILES = {
    "/static/style.css": "text/css; charset=utf-8",
    "/static/page.js": "text/javascript; charset=utf-8",
    "/static/docs.js": "text/javascript; charset=utf-8",
    "/static/icon.svg": "image/svg+xml",
    "/docs/assets/swagger-ui.css": "text/css; charset=utf-8",
    "/docs/assets/swagger-ui-bundle.js": "text/javascript; charset=utf-8",
    "/docs/assets/favicon-32x32.png": "image/png",
}
NOTHING = [
    *("/static", "/static/", "/static/nothing.css", "/static/%2e%2e%2fmain.py"),
    *("/docs/assets", "/docs/assets/", "/docs/assets/__init__.py", "/docs/assets/__pycache__", "/static/style.css/"),
    *("/static/a/b", "/static/STYLE.CSS", "/static/style.css%00", "/docs/assets/%2fetc%2fpasswd"),
]


@pytest.mark.parametrize(("path", "media_type"), FILES.items())
def test_a_file_is_served_with_its_type_and_a_tag_of_its_bytes(reader: TestClient, path: str, media_type: str) -> None:
    first = reader.get(path)
    again = reader.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, first.headers["Content-Type"]) == (200, media_type)
    assert re.fullmatch(r'"[0-9a-f]{32}"', first.headers["ETag"])
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "asked", ["bytes=0-9", "bytes=99999999-", "bytes=9-1", "bytes=-0", "bytes=", "lines=1", "x", "bytes=0-1,4-5," * 500]
)
@pytest.mark.parametrize("path", ["/static/style.css", "/docs/assets/swagger-ui.css"])
def test_who_asks_for_a_part_gets_the_whole(reader: TestClient, path: str, asked: str) -> None:
    answer = reader.get(path, headers={"Range": asked, "If-Range": '"x"'})

    assert answer.status_code == 200
    assert answer.content == reader.get(path).content
    assert not {"Content-Range", "Accept-Ranges"} & set(answer.headers)


@pytest.mark.parametrize("path", NOTHING)
def test_what_is_not_there_is_a_problem(reader: TestClient, path: str) -> None:
    answer = reader.get(path, headers={"Accept": "text/html", "Range": "bytes=5-1"})

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "/problems/not-found"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE"])
@pytest.mark.parametrize("path", ["/static/style.css", "/docs/assets/swagger-ui.css"])
def test_a_file_is_only_read(reader: TestClient, path: str, method: str) -> None:
    answer = reader.request(method, path)

    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
