"""Meetings that name another one are shown with its new title in the same transaction."""

from app.meetings.document import Meeting
from app.store.database import Database
from tests.store.factories import changes, get, meet, tell, tell_all


def named_by(meeting: Meeting) -> list[str]:
    return [link.to.title for link in meeting.links if link.to]


def test_a_new_title_is_shown_by_the_meetings_that_name_it_in_the_same_transaction(database: Database) -> None:
    meet(database, "apec", title="APEC")
    meet(database, "sidelines", links=[{"rel": "on_sidelines_of", "to": "apec"}])
    meet(database, "part", links=[{"rel": "part_of", "to": "apec"}])
    meet(database, "other")

    recorded = tell(database, "apec", title="32nd APEC summit")

    assert [(one.number, one.slug, one.version, named_by(one)) for one in recorded.versions] == [
        (5, "apec", 2, []),
        *sorted(
            [(one.number, one.slug, 2, ["32nd APEC summit"]) for one in recorded.versions if one.slug != "apec"],
        ),
    ]
    assert {one.slug for one in recorded.versions} == {"apec", "sidelines", "part"}
    assert [change.words for change in changes(database, 5)] == [
        f"{rel} 32nd APEC summit, as it is called now"
        for rel in ("on sidelines of" if one.slug == "sidelines" else "part of" for one in recorded.versions[1:])
    ]


def test_meetings_that_name_each_other_and_change_together_get_one_version_each(database: Database) -> None:
    meet(database, "apec", title="APEC")
    meet(database, "dinner", title="Dinner", links=[{"rel": "part_of", "to": "apec"}])
    tell(database, "apec", links=[{"rel": "follows", "to": "dinner"}])

    recorded = tell_all(database, {"apec": {"title": "APEC summit"}, "dinner": {"title": "State dinner"}})

    assert [(one.slug, one.version, named_by(one)) for one in recorded.versions] == [
        ("apec", 3, ["State dinner"]),
        ("dinner", 2, ["APEC summit"]),
    ]


def test_a_meeting_of_which_only_the_name_is_known_is_shown_by_its_slug_until_it_has_a_title(
    database: Database,
) -> None:
    with database.writing():
        pass
    tell_all(
        database,
        {"apec": {"title": "APEC", "kind": "summit", "when": "2025-10-31"}, "dinner": {}},
    )
    tell(database, "apec", links=[{"rel": "follows", "to": "dinner"}])
    before = get(database, "apec")

    meet(database, "dinner", title="State dinner")

    assert [named_by(one) for one in (before, get(database, "apec"))] == [["dinner"], ["State dinner"]]
