"""How a new place acts on the one that is shown: country < region < city < venue."""

from app.meetings.document import Locality, Place
from app.meetings.terms import Bearing, Effect, Precision
from app.meetings.text import fold
from app.meetings.zones import only_zone_of

_CHAIN = (Precision.VENUE, Precision.CITY, Precision.REGION, Precision.COUNTRY)


def levels(place: Locality) -> list[Locality]:
    """Return the place and all that it lies in, finest first."""
    found: list[Locality] = []
    level: Locality | None = place
    while level is not None:
        found.append(level)
        level = level.within
    return found


def zone_of(place: Place | None) -> str | None:
    """Return the IANA zone of the finest level that states one."""
    return next((level.time_zone for level in levels(place) if level.time_zone), None) if place else None


def country_of(place: Place | None) -> str | None:
    """Return the ISO 3166-1 country of the finest level that states one."""
    return next((level.country for level in levels(place) if level.country), None) if place else None


def local_zone(place: Place | None) -> str | None:
    """Return the IANA zone in which days are counted there: that of the place, else the only one of its country."""
    return zone_of(place) or only_zone_of(country_of(place))


def put(shown: Place | None, new: Place, bearing: Bearing) -> tuple[Effect, Place | None]:
    """Return what a claimed place does to the shown one, and what is shown then."""
    if bearing is Bearing.FORMER:
        return Effect.FORMER, shown
    if shown is None:
        return Effect.NEW, new
    if bearing is Bearing.REPLACES:
        return Effect.REPLACES, new
    if not is_compatible(shown, new):
        return Effect.MOVES, new
    merged = _merge(shown, new)
    return (Effect.CONFIRMS, shown) if merged == shown else (Effect.REFINES, merged)


def is_compatible(one: Place, other: Place) -> bool:
    """Tell whether both can be true: no level of the one contradicts the same level of the other."""
    if one.precision in _OUTSIDE_CHAIN or other.precision in _OUTSIDE_CHAIN:
        same = one.precision is other.precision and fold(one.name or "") == fold(other.name or "")
        return same and country_of(one) == country_of(other)
    mine, theirs = _by_precision(one), _by_precision(other)
    return _is_in_one_country(one, other) and all(
        _is_one(mine[precision], theirs[precision]) for precision in mine.keys() & theirs.keys() & _NAMED
    )


def _is_in_one_country(one: Place, other: Place) -> bool:
    return country_of(one) == country_of(other) or None in (country_of(one), country_of(other))


def _is_one(one: Locality, other: Locality) -> bool:
    """Tell whether two levels of places whose countries agree can be the same: a country by its code, if it has one."""
    if one.precision is Precision.COUNTRY and one.country and other.country:
        return True
    return fold(one.name or "") == fold(other.name or "")


# An undisclosed venue in a country is that country, as far as comparing goes.
_OUTSIDE_CHAIN = frozenset({Precision.SEVERAL, Precision.NONE})
_NAMED = frozenset(_CHAIN)


def _by_precision(place: Locality) -> dict[Precision, Locality]:
    """Return the levels of a place without what only a whole place has, so that each can lie in another."""
    bare = [{name: getattr(level, name) for name in Locality.model_fields} for level in levels(place)]
    return {level["precision"]: Locality(**level) for level in bare}


def _merge(shown: Place, new: Place) -> Place:
    """Join two compatible places level by level; where both have a level, the newer one's details count first."""
    if new.precision in _OUTSIDE_CHAIN:
        return shown
    mine, theirs = _by_precision(shown), _by_precision(new)
    joined: Locality | None = None
    for precision in reversed(_CHAIN):
        level = _join(mine.get(precision), theirs.get(precision))
        if level is not None:
            joined = _lying_in(joined, level)
    undisclosed = mine.get(Precision.UNDISCLOSED) or theirs.get(Precision.UNDISCLOSED)
    if undisclosed and (joined is None or joined.precision is Precision.COUNTRY):
        joined = _lying_in(joined, undisclosed)
    return Place(**(dict(joined) if joined else dict(shown)) | {"confirmed": shown.confirmed or new.confirmed})


def _lying_in(around: Locality | None, level: Locality) -> Locality:
    country = level.country or (around.country if around else None)
    return level.model_copy(update={"within": around, "country": country})


def _join(mine: Locality | None, theirs: Locality | None) -> Locality | None:
    if mine is None or theirs is None:
        return mine or theirs
    details = ("latitude", "longitude", "time_zone", "country")
    stated = {name: getattr(theirs, name) for name in details if getattr(theirs, name) is not None}
    return mine.model_copy(update=stated)
