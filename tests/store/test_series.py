"""Series of meetings, by their names and the slugs made of them."""

import pytest
from sqlalchemy import insert, select

from app.meetings.document import SeriesRef
from app.meetings.errors import UnknownNameError
from app.meetings.text import slugs
from app.store.database import Database
from app.store.named_tables import SeriesRow
from app.store.series import get_series, take_series


def take(database: Database, *names: str) -> list[str]:
    """Return the slugs of the series of these names, each taken in a transaction of its own."""
    found = []
    for name in names:
        with database.writing() as session:
            found.append(take_series(session, name).slug)
    return found


def put(database: Database, **names: str) -> None:
    """Store series under slugs of their own."""
    with database.writing() as session:
        session.execute(insert(SeriesRow), [{"slug": slug, "name": name} for slug, name in names.items()])


def stored(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.slug: row.name for row in session.scalars(select(SeriesRow))}


def test_series_in_other_scripts_are_as_many_as_their_names(database: Database) -> None:
    assert take(database, "中日韓首脳会議", "中俄定期会晤", "Саммит ЕАЭС", "中日韓首脳会議", "саммит еаэс") == [
        "meeting-947ec532",
        "meeting-44ff348c",
        "sammit-eaes-4719a747",
        "meeting-947ec532",
        "sammit-eaes-4719a747",
    ]
    assert len(stored(database)) == 3


def test_series_that_differ_in_their_signs_alone_do_not_share_a_slug(database: Database) -> None:
    plain, dotted, again, plain_again = take(database, "U S talks", "U.S. talks", "u.s. talks", "U S TALKS")

    assert (plain, plain_again, again) == ("u-s-talks", "u-s-talks", dotted)
    assert stored(database) == {"u-s-talks": "U S talks", dotted: "U.S. talks"}
    assert dotted == list(slugs("U.S. talks"))[1]


def test_a_series_that_is_there_keeps_its_slug(database: Database) -> None:
    put(database, meeting="中俄定期会晤")

    assert take(database, "中俄定期会晤") == ["meeting"]


def test_a_series_whose_slugs_are_all_taken_is_refused(database: Database) -> None:
    put(database, **dict.fromkeys(slugs("G7"), "Another"))

    with pytest.raises(UnknownNameError, match="every slug of 'G7' is another's"):
        take(database, "G7")


def test_a_series_that_is_not_known_is_refused_with_the_nearest(database: Database) -> None:
    take(database, "ASEAN Summit")

    with database.reading() as session:
        assert get_series(session, "asean-summit") == SeriesRef(slug="asean-summit", name="ASEAN Summit")
        with pytest.raises(UnknownNameError) as refusal:
            get_series(session, "asean-sumit")
    assert (refusal.value.field, refusal.value.near) == ("series", ("asean-summit",))
