"""The API's own description says all that the service does, and nothing that it does not."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from app.http.problems import KINDS

OPERATIONS = {
    "list_calendars": "/api/v1/calendars",
    "list_changes": "/api/v1/changes",
    "list_meetings": "/api/v1/meetings",
    "list_parties": "/api/v1/parties",
    "list_places": "/api/v1/places",
    "list_series": "/api/v1/series",
    "list_sources": "/api/v1/sources",
    "list_topics": "/api/v1/topics",
    "read_calendar": "/api/v1/calendars/{calendar}",
    "read_calendar_feed": "/feeds/{calendar}.ics",
    "read_feed": "/feeds/meetings.ics",
    "read_health": "/health",
    "read_index": "/api/v1",
    "read_meeting": "/api/v1/meetings/{meeting}",
    "read_meeting_claims": "/api/v1/meetings/{meeting}/claims",
    "read_meeting_feed": "/feeds/meetings/{meeting}.ics",
    "read_meeting_history": "/api/v1/meetings/{meeting}/history",
    "read_party": "/api/v1/parties/{party}",
    "read_place": "/api/v1/places/{place}",
    "read_source": "/api/v1/sources/{source}",
}
"""Every operation by its id. Clients generate function names of them: none changes."""
FEEDS = ("read_calendar_feed", "read_feed", "read_meeting_feed")
BY_NAME = {name for name, path in OPERATIONS.items() if "{" in path}


@pytest.fixture(scope="session")
def described(reader: TestClient) -> dict[str, Any]:
    answer = reader.get("/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    return dict(answer.json())


@pytest.fixture(params=OPERATIONS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def operation(described: dict[str, Any], name: str) -> dict[str, Any]:
    return dict(described["paths"][OPERATIONS[name]]["get"])


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    validate(described)

    assert described["openapi"].startswith("3.1")


def test_it_describes_these_operations_and_no_others(described: dict[str, Any]) -> None:
    found = {
        (method, operation["operationId"]): path
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }

    assert found == {("get", name): path for name, path in OPERATIONS.items()}


def test_every_operation_says_what_it_does(operation: dict[str, Any], name: str, described: dict[str, Any]) -> None:
    assert operation["summary"].lower() == name.replace("_", " ")
    assert re.fullmatch(r"[A-Z].*\.", operation["description"], re.DOTALL)
    assert len(operation["tags"]) == 1
    assert operation["tags"][0] in [tag["name"] for tag in described["tags"]]


def test_every_parameter_is_explained(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        assert len(parameter["description"]) > 6, parameter["name"]
        assert parameter.get("required", False) is (parameter["in"] == "path")


def test_every_operation_names_the_statuses_that_it_can_give(operation: dict[str, Any], name: str) -> None:
    expected = {"200", "422", "503"}
    if name != "read_health":
        expected |= {"304"}
    if name in BY_NAME:
        expected |= {"404"}
    if name in ("read_meeting", "list_meetings", "list_changes"):
        expected |= {"410"}

    assert set(operation["responses"]) == expected


def test_every_refusal_is_a_problem_and_says_which(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            assert response["description"] in {kind.title for kind in KINDS if kind.status == int(status)}
            assert response["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }


def test_what_does_not_change_has_no_body(operation: dict[str, Any], name: str) -> None:
    assert name == "read_health" or "content" not in operation["responses"]["304"]


def test_feeds_are_calendars_and_all_else_is_json(operation: dict[str, Any], name: str) -> None:
    assert list(operation["responses"]["200"]["content"]) == ["text/calendar" if name in FEEDS else "application/json"]


def test_every_operation_has_a_worked_example_of_its_shape(
    operation: dict[str, Any], described: dict[str, Any]
) -> None:
    ((_, content),) = operation["responses"]["200"]["content"].items()
    schema = {**content["schema"], "components": described["components"]}

    assert content["example"]
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(content["example"])


def test_the_example_of_a_problem_has_its_shape(described: dict[str, Any]) -> None:
    schema = described["components"]["schemas"]["Problem"]

    Draft202012Validator({**schema, "components": described["components"]}).validate(schema["example"])


def test_the_example_of_a_problem_is_a_real_one(described: dict[str, Any], reader: TestClient) -> None:
    example = described["components"]["schemas"]["Problem"]["example"]

    assert reader.get("/api/v1/meetings?party=Trmup").json() == example


def test_every_operation_answers_with_the_examples_of_its_parameters(
    operation: dict[str, Any], name: str, reader: TestClient
) -> None:
    examples = {one["name"]: one["schema"]["examples"][0] for one in operation["parameters"] if one["in"] == "path"}

    answer = reader.get(OPERATIONS[name].format(**examples))

    assert answer.status_code == 200


def test_no_parameter_is_described_that_would_be_refused(
    operation: dict[str, Any], name: str, reader: TestClient
) -> None:
    path = OPERATIONS[name].format(**dict.fromkeys(("calendar", "meeting", "party", "place", "source"), "nothing"))
    told = {one["name"] for one in operation["parameters"] if one["in"] == "query"}

    for parameter in told:
        answer = reader.get(path, params={parameter: "\x0b"})
        refusals = [one["rule"] for one in answer.json().get("errors", [])]
        assert not any(
            rule.startswith(("no such parameter", "a feed has no", "cannot be followed")) for rule in refusals
        )


def test_fastapi_s_own_shape_of_a_refusal_is_gone(described: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(described["components"]["schemas"])
