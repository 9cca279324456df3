"""What is said against a meeting as it is shown: claims that cannot be true beside it."""

from dataclasses import replace

from app.meetings.claim import Claim
from app.meetings.document import Content, Link, Participation, Place, When
from app.meetings.placing import is_compatible, local_zone, put
from app.meetings.terms import LISTS, Bearing, Effect, Field, Stance
from app.meetings.timing import Timing, contradicts, weigh
from app.meetings.when import read_clock, read_edtf
from app.meetings.window import Window


def is_against(claim: Claim, shown: Content) -> bool:
    """Tell whether what a claim says cannot be true beside what is shown.

    An old plan retold is against nothing, and neither is what somebody has not confirmed.
    """
    if claim.bearing is Bearing.FORMER or claim.stance is Stance.HAS_NOT_CONFIRMED:
        return False
    if claim.stance is Stance.DENIES:
        return _says_what_is_shown(claim, shown)
    if isinstance(claim.value, Window):
        return contradicts(_window(shown.when), claim.value, local_zone(shown.place))
    if isinstance(claim.value, Place):
        return shown.place is None or not is_compatible(shown.place, claim.value)
    return not _says_what_is_shown(claim, shown)


def _says_what_is_shown(claim: Claim, shown: Content) -> bool:
    """Whether a claim says what is shown, or less."""
    if isinstance(claim.value, Window):
        timing = Timing(_window(shown.when))
        return weigh(timing, claim.value, Bearing.STATES, local_zone(shown.place))[0] is Effect.CONFIRMS
    if isinstance(claim.value, Place):
        return put(shown.place, claim.value, Bearing.STATES)[0] is Effect.CONFIRMS
    if claim.field in LISTS:
        return not _is_listed(claim, shown) if claim.absent else claim.value in getattr(shown, claim.field)
    said = shown.certainty.eos if claim.field is Field.CERTAINTY else getattr(shown, claim.field)
    return bool(claim.value == said)


def _is_listed(claim: Claim, shown: Content) -> bool:
    """Whether the entry that a claim is about stands in its list, whatever is said of it there."""
    value = claim.value
    if isinstance(value, Participation):
        return any(one.party.id == value.party.id for one in shown.participants)
    if isinstance(value, Link):
        return any(_target(one) == _target(value) for one in shown.links)
    return value in shown.topics


def _target(link: Link) -> tuple[object, ...]:
    return link.rel, link.to and link.to.id, link.series and link.series.slug


def _window(shown: When) -> Window:
    """Read the window back that a document shows."""
    zone = shown.time_zone if shown.zone_known else None
    if shown.start:
        return read_clock(shown.start, shown.end, zone)
    return replace(read_edtf(shown.edtf), zone=zone)
