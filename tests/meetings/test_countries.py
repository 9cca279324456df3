"""States by their codes and names."""

import pytest

from app.meetings import countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("United States", "US"), ("USA", "US"), ("United States of America", "US"), ("UK", "GB"), ("britain", "GB")],
        *[("South Korea", "KR"), ("Republic of Korea", "KR"), ("North Korea", "KP"), ("DPRK", "KP"), ("China", "CN")],
        *[("Türkiye", "TR"), ("turkiye", "TR"), ("Turkey", "TR"), ("Kosovo", "XK"), ("Soviet Union", "SU")],
        *[("Côte d’Ivoire", "CI"), ("Burma", "MM"), ("DR Congo", "CD"), ("Holy See", "VA"), ("Palestine", "PS")],
        *[("US", "US"), ("XK", "XK"), ("SU", "SU"), ("  south   KOREA ", "KR")],
        *[("us", None), ("Korea's", None), ("EU", None), ("European Union", None), ("ZZ", None), ("", None)],
    ],
)
def test_a_state_is_known_by_its_code_in_capitals_or_by_its_names(text: str, code: str | None) -> None:
    assert countries.code_of(text) == code


def test_every_state_is_found_by_its_own_name() -> None:
    assert {code: countries.code_of(name) for code, name in countries.names().items()} == {
        code: code for code in countries.names()
    }


def test_every_code_is_two_capitals_in_their_order() -> None:
    codes = list(countries.names())

    assert codes == sorted(codes)
    assert all(len(code) == 2 and code.isascii() and code.isupper() for code in codes)


def test_former_states_keep_their_names() -> None:
    former = {code: countries.names()[code] for code in ("CS", "DD", "SU", "YU")}

    assert former == {"CS": "Czechoslovakia", "DD": "East Germany", "SU": "Soviet Union", "YU": "Yugoslavia"}


def test_a_state_has_other_names_only_where_some_are_in_use() -> None:
    assert countries.other_names("US") == ("United States of America", "USA")
    assert countries.other_names("FR") == ()
