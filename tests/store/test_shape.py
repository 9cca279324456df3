"""What an archive says of the tables, and in which order their rows stand."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from app.store.columns import Base
from app.store.database import Database
from app.store.named_tables import PartyAliasRow, PartyRow, PlaceRow
from app.store.shape import CALENDAR, LEDGER, count_rows, in_order, is_empty, shape, tables
from app.store.tables import ClaimRow, FacetRow, VersionRow
from tests.store.factories import meet

PRIVATE = frozenset({"key", "reply"})
"""What belongs to an installation and stays there: whoever adds a table decides which it is."""


def test_of_every_table_it_is_decided_whether_it_is_exported() -> None:
    assert {table.name for table in Base.metadata.sorted_tables} == CALENDAR | PRIVATE | {LEDGER.name}
    assert CALENDAR.isdisjoint(PRIVATE)


def test_a_backup_holds_every_table_and_an_export_those_of_the_calendar() -> None:
    exported, kept = tables(secrets=False), tables(secrets=True)

    assert {table.name for table in exported} == CALENDAR
    assert {table.name for table in kept} == CALENDAR | PRIVATE
    assert [table for table in kept if table.name in CALENDAR] == exported


def test_a_table_stands_behind_those_that_it_refers_to() -> None:
    before: set[str] = set()
    for table in tables(secrets=True):
        before.add(table.name)
        assert {key.column.table.name for key in table.foreign_keys} <= before


def test_every_column_holds_what_an_archive_can() -> None:
    known = {bool, int, float, str, bytes, date, datetime, UUID}

    assert {column.of for table in [*tables(secrets=True), LEDGER] for column in shape(table).columns} <= known


def test_a_column_says_what_it_can_hold() -> None:
    version = {column.name: column for column in shape(Base.metadata.tables["version"]).columns}

    assert (version["number"].of, version["number"].bits, version["number"].optional) == (int, 63, False)
    assert (version["until"].bits, version["until"].optional) == (63, True)
    assert version["sequence"].bits == 31
    assert (version["country"].of, version["country"].longest) == (str, 2)
    assert version["level"].words == {"leaders", "ministers", "officials"}
    assert version["modified_at"].of is datetime


@pytest.mark.parametrize(
    ("table", "is_nested", "is_counted"), [(PlaceRow, True, False), (VersionRow, False, True), (ClaimRow, False, False)]
)
def test_places_lie_in_places_and_versions_are_counted(table: type[Base], *, is_nested: bool, is_counted: bool) -> None:
    described = shape(Base.metadata.tables[table.__tablename__])

    assert (described.is_nested, described.is_counted) == (is_nested, is_counted)


def test_texts_stand_in_the_order_of_their_characters_on_every_database(database: Database) -> None:
    party, names = uuid4(), ["a", "a b", "a-b", "ab", "Z", "é", "ﬀ", "中", "\U0001f30d", "_", "1", "10", "9"]
    with database.writing() as session:
        session.execute(insert(PartyRow), [{"id": party, "kind": "group", "name": "All", "code": None}])
        session.execute(insert(PartyAliasRow), [{"folded": name, "party_id": party} for name in names])

        ordered = [row.folded for row in session.execute(in_order(session, Base.metadata.tables["party_alias"]))]

    assert ordered == sorted(names)


def test_what_lies_in_a_place_stands_behind_it(database: Database) -> None:
    ids = [UUID(int=number) for number in (5, 1, 4, 2, 3)]
    with database.writing() as session:
        for number, within in ((5, None), (4, 5), (1, 4), (2, 4), (3, None)):
            row = {"folded": "x", "name": "X", "precision": "city", "country": None, "time_zone": None}
            where = {"latitude": None, "longitude": None, "within_id": within and UUID(int=within)}
            session.execute(insert(PlaceRow), [row | where | {"id": UUID(int=number)}])

        ordered = [row.id for row in session.execute(in_order(session, Base.metadata.tables["place"]))]

    assert ordered == [UUID(int=number) for number in (3, 5, 4, 1, 2)]
    assert set(ordered) == set(ids)


def test_rows_are_counted(database: Database) -> None:
    facet, version = Base.metadata.tables[FacetRow.__tablename__], Base.metadata.tables[VersionRow.__tablename__]
    with database.reading() as session:
        before = (count_rows(session, facet), is_empty(session, facet))
    meet(database, topics=["trade", "chips"])

    with database.reading() as session:
        assert before == (0, True)
        assert (count_rows(session, version), is_empty(session, version)) == (1, False)
        assert not is_empty(session, facet)
