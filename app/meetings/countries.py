"""States by their ISO 3166-1 codes and their English names (Unicode CLDR, by Babel)."""

from functools import cache

from babel import Locale

from app.meetings.text import fold

# Codes that stand in CLDR's list of territories and are no states.
_NOT_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_OTHER_NAMES = {
    "CD": ("DR Congo",),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "Great Britain", "Britain"),
    "HK": ("Hong Kong",),
    "KP": ("DPRK",),
    "KR": ("Republic of Korea", "ROK", "Korea"),
    "MK": ("Macedonia",),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macau", "Macao"),
    "PS": ("Palestine",),
    "RU": ("Russian Federation",),
    "TR": ("Turkey",),
    "US": ("United States of America", "USA"),
    "VA": ("Holy See",),
}
_FORMER = {"CS": "Czechoslovakia", "DD": "East Germany", "SU": "Soviet Union", "YU": "Yugoslavia"}


@cache
def names() -> dict[str, str]:
    """Return the English name of each state by its code, former states included."""
    territories = Locale("en").territories
    present = {code: name for code, name in territories.items() if code.isalpha() and code not in _NOT_STATES}
    return dict(sorted((present | _FORMER).items()))


def other_names(code: str) -> tuple[str, ...]:
    """Return the names by which a state is known beside its own."""
    return _OTHER_NAMES.get(code, ())


@cache
def _codes() -> dict[str, str]:
    spelled = {fold(name): code for code, name in names().items()}
    return spelled | {fold(name): code for code, others in _OTHER_NAMES.items() for name in others}


def code_of(text: str) -> str | None:
    """Return the code of a state that is given by its code (in capitals) or by one of its names."""
    return text if text in names() else _codes().get(fold(text))
