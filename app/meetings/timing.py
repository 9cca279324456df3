"""How a new date acts on the one that is shown: nine rules, tried on real meetings and the real words about them."""

from dataclasses import dataclass, replace

from app.meetings.terms import Bearing, Effect
from app.meetings.window import Window, day_span, is_same_clock, is_same_days


@dataclass(frozen=True, slots=True)
class Timing:
    """The window that is shown, and the windows that a `replaces` took away.

    `former`: all that is known is an old plan.
    """

    window: Window | None = None
    gone: tuple[Window, ...] = ()
    former: bool = False


def weigh(shown: Timing, new: Window, bearing: Bearing) -> tuple[Effect, Timing]:
    """Return what a claimed window does to the shown one, and what is shown then. The first rule that fits counts.

    A window that only old plans gave counts as nothing shown: whatever is stated now takes its place.
    """
    current = shown.window
    if bearing is Bearing.FORMER:
        return Effect.FORMER, shown if current else Timing(_settled(new), former=True)
    if current is None or shown.former:
        return Effect.NEW, Timing(_settled(new), shown.gone)
    if bearing is Bearing.REPLACES:
        return Effect.REPLACES, Timing(_settled(new), (*shown.gone, current))
    if new.open_start or new.open_end:
        edged = _set_edge(current, new)
        if edged is not None:
            effect = _effect_of_edge(current, edged)
            return effect, shown if effect is Effect.CONFIRMS else Timing(replace(edged, words=new.words), shown.gone)
        new = _settled(new)
    effect = _compare(current, new, shown.gone)
    if effect is Effect.REFINES:
        return effect, Timing(replace(new, zone=new.zone or current.zone), shown.gone)
    return effect, Timing(new, shown.gone) if effect is Effect.MOVES else shown


def _settled(new: Window) -> Window:
    """Return the window as it is shown when nothing else is: `../d` alone is the day d."""
    return replace(new, edtf=str(new.edtf).removeprefix("../"), open_start=False) if new.open_start else new


def _set_edge(current: Window, new: Window) -> Window | None:
    """Set the start or the end of a span (rule 4). None: there is no span here whose edge this could be."""
    day = new.first
    if current.is_vague:
        inside = new.open_end and any(first <= day <= last for first, last in current.spans)
        return replace(new, uncertain=False, edtf=f"{day}/..", zone=new.zone or current.zone) if inside else None
    if new.open_start:
        return day_span(current, min(current.first, day), day)
    if current.starts and day == current.first:
        return current
    still_open = current.open_end or current.last <= day
    return day_span(current, day, day if still_open else current.last, open_end=still_open)


def _effect_of_edge(current: Window, edged: Window) -> Effect:
    if edged == current:
        return Effect.CONFIRMS
    grew_open = current.open_end and edged.first == current.first
    return Effect.REFINES if current.contains(edged) or grew_open else Effect.MOVES


def _compare(current: Window, new: Window, gone: tuple[Window, ...]) -> Effect:
    if is_same_days(current, new):
        return _compare_on_same_days(current, new, gone)
    both_vague = current.is_vague and new.is_vague and current.overlaps(new)
    if (new.is_vague and new.contains(current)) or (both_vague and new.days >= current.days):
        return Effect.CONFIRMS
    if (current.is_vague and current.contains(new)) or both_vague or _closes(current, new):
        return Effect.REFINES
    if current.contains(new):
        return Effect.CONFIRMS
    if any(_is_retold(old, new) or (new.is_vague and new.contains(old)) for old in gone):
        return Effect.ECHO
    return Effect.MOVES


def _compare_on_same_days(current: Window, new: Window, gone: tuple[Window, ...]) -> Effect:
    if new.starts and current.starts:
        if not is_same_clock(current, new):
            return Effect.ECHO if any(old.starts and _is_retold(old, new) for old in gone) else Effect.MOVES
        if current.ends and not new.ends:
            return Effect.CONFIRMS
        return Effect.REFINES if (new.ends and not current.ends) or (new.zone and not current.zone) else Effect.CONFIRMS
    fixes = current.is_vague and not new.is_vague
    settles = current.uncertain and not new.uncertain and not new.is_vague
    return Effect.REFINES if new.starts or fixes or settles else Effect.CONFIRMS


def _is_retold(old: Window, new: Window) -> bool:
    """Whether a window is one that was given up: the same days, and not at another time."""
    return is_same_days(old, new) and not (old.starts and new.starts and not is_same_clock(old, new))


def _closes(current: Window, new: Window) -> bool:
    """Whether the window is the one that had begun, now with its end."""
    return current.open_end and new.first == current.first
