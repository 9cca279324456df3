"""The only finder: each filter of a URL lets through what it says, and nothing else."""

from typing import Any

import pytest

from app.meetings.document import Party
from app.meetings.errors import AmbiguousNameError, UnknownNameError
from app.meetings.terms import PartyKind
from app.store.database import Database
from app.store.ids import identify
from app.store.names import Names, named_party
from tests.store.atlas import AS_WRITTEN, IN_ORDER
from tests.store.factories import meet, slugs, source, tell


def but(*left_out: str) -> list[str]:
    return [slug for slug in IN_ORDER if slug not in left_out]


def test_without_a_filter_all_that_is_on_the_calendar_is_found_by_its_start(atlas: Database) -> None:
    assert slugs(atlas) == IN_ORDER


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"kind": ["summit"]}, ["cancelled", "asean-summit"], id="kind"),
        pytest.param({"kind": ["talks", "call"]}, ["call", "week"], id="any of two kinds"),
        pytest.param({"kind": ["banquet"]}, [], id="another kind"),
        pytest.param({"level": ["ministers"]}, ["week"], id="level"),
        pytest.param({"level": ["officials", "ministers"]}, ["call", "week"], id="any of two levels"),
        pytest.param({"status": ["held"]}, ["signing"], id="status"),
        pytest.param({"status": ["lapsed", "postponed"]}, ["lapsed", "postponed"], id="any of two statuses"),
        pytest.param({"country": ["KR"]}, ["meeting"], id="country"),
        pytest.param({"country": ["KR", "HU"]}, ["cancelled", "meeting"], id="any of two countries"),
        pytest.param({"country": ["JP"]}, [], id="another country"),
        pytest.param({"place": ["Kuala Lumpur"]}, ["signing", "asean-summit"], id="place, with all that is in it"),
        pytest.param({"place": ["malaysia"]}, ["week", "signing", "asean-summit"], id="country by its name"),
        pytest.param({"place": ["Convention Centre", "Busan"]}, ["signing", "meeting"], id="any of two places"),
        pytest.param({"topic": ["asean"]}, ["signing", "asean-summit"], id="topic"),
        pytest.param({"topic": ["peace", "trade"]}, ["week", "signing", "meeting"], id="any of two topics"),
        pytest.param({"topic": ["chips"]}, [], id="another topic"),
        pytest.param({"series": ["asean-summit"]}, ["asean-summit"], id="series"),
        pytest.param({"part_of": ["asean-summit"]}, ["signing"], id="part of another"),
        pytest.param({"part_of": ["signing"]}, [], id="part of nothing"),
        pytest.param({"party": ["CN"]}, ["call", "week", "meeting"], id="party, spoken for"),
        pytest.param({"party": ["KH"]}, ["signing"], id="party, taking part"),
        pytest.param({"party": ["He Lifeng"]}, ["call", "week"], id="party, representing"),
        pytest.param({"party": ["KH", "ASEAN"]}, ["signing", "asean-summit"], id="any of two parties"),
        pytest.param({"party": ["RU"]}, [], id="a state that takes no part"),
        pytest.param({"party_all": ["US", "CN"]}, ["week", "meeting"], id="all of two parties"),
        pytest.param({"party_all": ["US", "KH", "CN"]}, [], id="all of three parties"),
        pytest.param({"person": ["donald trump"]}, ["signing", "meeting", "month"], id="person"),
        pytest.param({"person": ["US"]}, [], id="a state is no person"),
        pytest.param({"certainty_min": "eos5"}, ["signing", "asean-summit"], id="certain"),
        pytest.param({"certainty_min": "eos4"}, ["signing", "asean-summit", "meeting"], id="highly likely"),
        pytest.param({"certainty_min": "eos1"}, but("cancelled"), id="what is called off is never sure"),
        pytest.param({"updated_since": "2025-10-19T20:00:00Z"}, ["month"], id="changed since, to the second"),
        pytest.param({"updated_since": "2025-10-19T20:00:01Z"}, [], id="not changed since"),
        pytest.param({"updated_since": "2025-10-18"}, IN_ORDER, id="changed since a day"),
        pytest.param({"cancelled": "hide"}, but("lapsed", "cancelled"), id="cancelled hidden"),
        pytest.param({"cancelled": "mark"}, IN_ORDER, id="cancelled marked"),
        pytest.param({"vague": "hide"}, but("lapsed", "cancelled", "week", "postponed", "month"), id="fixed days only"),
        pytest.param({"vague": "week"}, but("lapsed", "cancelled", "month"), id="vague up to a week"),
        pytest.param({"vague": "all"}, IN_ORDER, id="vague or not"),
        pytest.param({"past": "1d"}, but("lapsed"), id="not before yesterday"),
        pytest.param({"past": "6w"}, IN_ORDER, id="the last six weeks and all that is ahead"),
        pytest.param({"country": ["MY"], "topic": ["trade"]}, ["week"], id="two filters at once"),
    ],
)
def test_a_filter_lets_through(atlas: Database, asked: dict[str, Any], found: list[str]) -> None:
    assert slugs(atlas, **asked) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"start": "2025-10-28", "end": "2025-10-29"}, ["asean-summit"], id="ends on the first day"),
        pytest.param({"start": "2025-10-29", "end": "2025-10-29"}, [], id="ended the day before"),
        pytest.param({"start": "2025-10-30", "end": "2025-10-30"}, ["meeting"], id="on the day"),
        pytest.param({"start": "2025-10-27", "end": "2025-10-27"}, ["asean-summit"], id="in the middle of it"),
        pytest.param({"end": "2025-10-17"}, [], id="begins the day after"),
        pytest.param({"end": "2025-10-18"}, ["call"], id="begins on the last day"),
        pytest.param({"start": "2025-10-18", "end": "2025-10-18"}, ["call"], id="its own day, whatever the zone"),
        pytest.param({"start": "2025-10-19", "end": "2025-10-19"}, [], id="not the day that it is in UTC"),
        pytest.param({"start": "today", "end": "+8d"}, ["call", "signing", "asean-summit"], id="from today on"),
        pytest.param({"start": "-2d", "end": "-1d"}, [], id="the two days before"),
        pytest.param({"start": "2026-04-30", "vague": "all"}, ["month"], id="the last day of a month"),
        pytest.param({"start": "2026-05-01", "vague": "all"}, [], id="after the month"),
    ],
)
def test_days_as_bounds_are_inclusive(atlas: Database, asked: dict[str, Any], found: list[str]) -> None:
    assert slugs(atlas, **({"vague": "hide"} | asked)) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"start": "2025-10-30T03:39:59Z"}, ["meeting"], id="before it ends"),
        pytest.param({"start": "2025-10-30T03:40:00Z"}, [], id="as it ends"),
        pytest.param({"end": "2025-10-30T02:00:00Z"}, [], id="until it begins"),
        pytest.param({"end": "2025-10-30T02:00:01Z"}, ["meeting"], id="until it has begun"),
        pytest.param({"start": "2025-10-30T11:30", "tz": "Asia/Seoul"}, ["meeting"], id="in a zone"),
        pytest.param({"start": "2025-10-30T12:40", "tz": "Asia/Seoul"}, [], id="over in a zone"),
        pytest.param({"start": "now"}, ["meeting"], id="from now on"),
        pytest.param({"end": "now"}, [], id="until now"),
    ],
)
def test_instants_as_bounds_are_half_open(atlas: Database, asked: dict[str, Any], found: list[str]) -> None:
    assert slugs(atlas, kind=["bilateral"], **asked) == found


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("start", IN_ORDER),
        ("-start", IN_ORDER[::-1]),
        ("updated", AS_WRITTEN),
        ("-updated", AS_WRITTEN[::-1]),
    ],
)
def test_a_list_is_sorted_by(atlas: Database, sort: str, expected: list[str]) -> None:
    assert slugs(atlas, sort=sort) == expected


def test_a_source_finds_what_it_is_behind(database: Database) -> None:
    meet(database, "apec", by=source("Reuters"))
    meet(database, "g20", by=source("Xinhua"))
    tell(database, "g20", by=source("Reuters"), when="2025-10-30")
    reuters, xinhua = (
        identify("source", name, "Leaders to meet", None, "2025-10-18") for name in ("Reuters", "Xinhua")
    )

    assert slugs(database, source=[str(xinhua)]) == ["g20"]
    assert sorted(slugs(database, source=[str(reuters)])) == ["apec", "g20"]


# Names that nobody has.


@pytest.mark.parametrize(
    ("asked", "field", "rule", "near"),
    [
        ({"party": ["Donald Tramp"]}, "party", "no party is known as 'Donald Tramp'", ("Donald Trump",)),
        ({"party_all": ["US", "Atlantis"]}, "party_all", "no party is known as 'Atlantis'", ()),
        ({"person": ["Xi Jinpin"]}, "person", "no party is known as 'Xi Jinpin'", ("Xi Jinping",)),
        ({"place": ["Bussan"]}, "place", "no place is known as 'Bussan'", ("Busan",)),
        ({"series": ["asean-summits"]}, "series", "no series is known as 'asean-summits'", ("asean-summit",)),
        ({"part_of": ["asean-sumit"]}, "part_of", "no meeting is known as 'asean-sumit'", ("asean-summit",)),
        ({"source": ["Reuters"]}, "source", "a source is named by its id", ()),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(
    atlas: Database, asked: dict[str, Any], field: str, rule: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownNameError) as refusal:
        slugs(atlas, **asked)

    assert (refusal.value.field, refusal.value.rule, refusal.value.near) == (field, rule, near)


def test_a_name_of_two_parties_is_refused_with_both(database: Database) -> None:
    lees = [named_party(PartyKind.PERSON, name, None) for name in ("Lee Hsien Loong", "Lee Jae Myung")]
    with database.writing() as session:
        for lee in lees:
            Names(session).add_party(lee, ["Lee"])

    with pytest.raises(AmbiguousNameError) as refusal:
        slugs(database, party=["lee"])

    assert refusal.value.rule == "'lee' is the name of 2 parties; give the id of one"
    assert refusal.value.near == tuple(_called(lee) for lee in lees)
    assert slugs(database, party=[str(lees[0].id)]) == []


def _called(party: Party) -> str:
    return f"{party.name} ({party.id})"
