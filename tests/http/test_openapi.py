"""The API's own description says all that the service does, and nothing that it does not."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from app.access.roles import Role
from app.http.kinds import KINDS

OPERATIONS = {
    "change_calendar": "/api/v1/calendars/{calendar}",
    "change_meeting": "/api/v1/meetings/{meeting}",
    "change_party": "/api/v1/parties/{party}",
    "create_calendar": "/api/v1/calendars",
    "create_claims": "/api/v1/meetings/{meeting}/claims",
    "create_meeting": "/api/v1/meetings",
    "create_source": "/api/v1/sources",
    "delete_calendar": "/api/v1/calendars/{calendar}",
    "delete_meeting": "/api/v1/meetings/{meeting}",
    "list_claims": "/api/v1/claims",
    "read_claim": "/api/v1/claims/{claim}",
    "rule_on_claim": "/api/v1/claims/{claim}/rulings",
    "create_key": "/api/v1/keys",
    "list_calendars": "/api/v1/calendars",
    "list_changes": "/api/v1/changes",
    "list_keys": "/api/v1/keys",
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
    "read_key": "/api/v1/keys/{key}",
    "read_meeting": "/api/v1/meetings/{meeting}",
    "read_meeting_claims": "/api/v1/meetings/{meeting}/claims",
    "read_meeting_feed": "/feeds/meetings/{meeting}.ics",
    "read_meeting_history": "/api/v1/meetings/{meeting}/history",
    "read_party": "/api/v1/parties/{party}",
    "read_place": "/api/v1/places/{place}",
    "read_source": "/api/v1/sources/{source}",
    "revoke_key": "/api/v1/keys/{key}",
}
"""Every operation by its id. Clients generate function names of them: none changes."""
METHODS = {
    "change_calendar": "put",
    "change_meeting": "patch",
    "change_party": "patch",
    "create_calendar": "post",
    "create_claims": "post",
    "create_key": "post",
    "create_meeting": "post",
    "create_source": "post",
    "delete_calendar": "delete",
    "delete_meeting": "delete",
    "revoke_key": "delete",
    "rule_on_claim": "post",
}
"""The operations that do more than read."""
OF_KEYS = ("create_key", "list_keys", "read_key", "revoke_key")
ROLES = {
    **dict.fromkeys(METHODS, "editor"),
    **dict.fromkeys(OF_KEYS, "admin"),
    "create_claims": "reporter",
}
"""The operations that need a key, and its role."""
_BODY, _SEEN = {"400", "413", "415"}, {"412", "428"}
REHEARSED = {"create_calendar", "create_claims", "create_meeting", "create_source", "rule_on_claim"}
"""What would be made is told with another status where it is not."""
BESIDE = {
    "change_calendar": {"200", "410", "422", "503", *_BODY, *_SEEN},
    "change_meeting": {"200", "410", "422", "503", *_BODY, *_SEEN},
    "change_party": {"200", "409", "422", "503", *_BODY, *_SEEN},
    "create_calendar": {"201", "409", "422", "503", *_BODY},
    "create_claims": {"201", "409", "410", "422", "503", *_BODY},
    "create_key": {"201", "422", "503", *_BODY},
    "create_meeting": {"201", "409", "422", "503", *_BODY},
    "create_source": {"201", "409", "422", "503", *_BODY},
    "delete_calendar": {"200", "410", "422", "503", *_SEEN},
    "list_claims": {"200", "404", "422", "503"},
    "delete_meeting": {"200", "410", "422", "503", *_SEEN},
    "revoke_key": {"204", "404", "422", "503"},
    "rule_on_claim": {"201", "409", "422", "503", *_BODY, *_SEEN},
}
"""What they can answer, beside what everything that needs a key can."""
PAGED = tuple(name for name in OPERATIONS if name.startswith("list_") and name not in ("list_claims", "list_keys"))
"""The lists whose cursors pin a number, which is none any more once the calendar was put back."""
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
    return dict(described["paths"][OPERATIONS[name]][METHODS.get(name, "get")])


def test_the_description_is_valid(described: dict[str, Any]) -> None:
    validate(described)

    assert described["openapi"].startswith("3.1")


def test_it_describes_these_operations_and_no_others(described: dict[str, Any]) -> None:
    found = {
        (method, operation["operationId"]): path
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    }

    assert found == {(METHODS.get(name, "get"), name): path for name, path in OPERATIONS.items()}


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
    expected = BESIDE.get(name, {"200", "422", "503"})
    if name not in METHODS and name != "read_health":
        expected = expected | {"304"}
    if name in BY_NAME:
        expected = expected | {"404"}
    if name in ("read_meeting", "read_calendar", "read_calendar_feed", *PAGED):
        expected = expected | {"410"}
    if OPERATIONS[name].startswith("/api/"):
        expected = expected | {"401"}
    if name in ROLES:
        expected = expected | {"403"}
    if name in REHEARSED:
        expected = expected | {"200"}
    # Too long an address, another host, too long a head.
    expected = expected | {"414", "421", "431"}

    assert set(operation["responses"]) == expected


def test_every_refusal_is_a_problem_and_says_which(operation: dict[str, Any]) -> None:
    for status, response in operation["responses"].items():
        if int(status) >= 400:
            assert response["description"] in {kind.title for kind in KINDS if kind.status == int(status)}
            assert response["content"] == {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }


def test_what_does_not_change_has_no_body(operation: dict[str, Any], name: str) -> None:
    assert all("content" not in operation["responses"].get(status, {}) for status in ("204", "304")), name


def test_feeds_are_calendars_and_all_else_is_json(operation: dict[str, Any], name: str) -> None:
    types = {
        kind
        for status, response in operation["responses"].items()
        if int(status) < 300
        for kind in response.get("content", ())
    }

    assert types == (set() if name == "revoke_key" else {"text/calendar" if name in FEEDS else "application/json"})


def test_every_operation_has_a_worked_example_of_its_shape(
    operation: dict[str, Any], described: dict[str, Any]
) -> None:
    shown = [response for status, response in operation["responses"].items() if status in ("200", "201")]
    for content in (content for response in shown for content in response["content"].values()):
        schema = {**content["schema"], "components": described["components"]}

        assert content["example"]
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(content["example"])


def test_every_operation_says_whom_it_lets_in(operation: dict[str, Any], name: str) -> None:
    if name in ROLES:
        assert operation["security"] == [{"key": [ROLES[name]]}]
    elif name in ("read_meeting_claims", "list_claims", "read_claim"):
        assert operation["security"] == [{}, {"key": []}]
    else:
        assert "security" not in operation


def test_keys_and_roles_are_described(described: dict[str, Any]) -> None:
    ((name, scheme),) = described["components"]["securitySchemes"].items()

    assert (name, scheme["type"], scheme["scheme"]) == ("key", "http", "bearer")
    assert [role for role in Role if f"`{role}`" in scheme["description"]] == list(Role)


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

    answer = reader.request(METHODS.get(name, "get"), OPERATIONS[name].format(**examples))

    assert answer.status_code == (401 if name in ROLES else 200)


def test_no_parameter_is_described_that_would_be_refused(
    operation: dict[str, Any], name: str, reader: TestClient
) -> None:
    path = OPERATIONS[name].format(
        **dict.fromkeys(("calendar", "claim", "key", "meeting", "party", "place", "source"), "nothing")
    )
    told = {one["name"] for one in operation["parameters"] if one["in"] == "query"}

    for parameter in told:
        answer = reader.request(METHODS.get(name, "get"), path, params={parameter: "\x0b"})
        refusals = [one["rule"] for one in answer.json().get("errors", [])]
        assert not any(
            rule.startswith(("no such parameter", "a feed has no", "cannot be followed")) for rule in refusals
        )


def test_fastapi_s_own_shape_of_a_refusal_is_gone(described: dict[str, Any]) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(described["components"]["schemas"])
