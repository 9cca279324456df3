"""How a new date acts on the one that is shown: nine rules, tried on real meetings and the real words about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.meetings.terms import Bearing, Effect
from app.meetings.window import Window, counted, day_span, is_same_clock, is_same_days


@dataclass(frozen=True, slots=True)
class Timing:
    """The window that is shown, and the windows that a `replaces` took away.

    `former`: all that is known is an old plan.
    """

    window: Window | None = None
    gone: tuple[Window, ...] = ()
    former: bool = False


def weigh(shown: Timing, new: Window, bearing: Bearing, zone: str | None = None) -> tuple[Effect, Timing]:
    """Return what a claimed window does to the shown one, and what is shown then. The first rule that fits counts.

    A window that only old plans gave counts as nothing shown: whatever is stated now takes its place. `zone` is the
    place's: days that are said without a zone are counted there.
    """
    current = shown.window
    if bearing is Bearing.FORMER:
        return Effect.FORMER, shown if current else Timing(_settled(new), former=True)
    if current is None or shown.former:
        return Effect.NEW, Timing(_settled(new), shown.gone)
    if bearing is Bearing.REPLACES and not _is_shown(current, new, zone):
        return Effect.REPLACES, Timing(_replacing(current, new), (*shown.gone, current))
    if new.open_start or new.open_end:
        edged = _set_edge(current, new, zone)
        if edged is not None:
            effect = _effect_of_edge(current, edged)
            return effect, shown if effect is Effect.CONFIRMS else Timing(replace(edged, words=new.words), shown.gone)
        new = _settled(new)
    return _weigh_days(shown, current, new, zone)


def contradicts(current: Window, new: Window, zone: str | None = None) -> bool:
    """Tell whether a window cannot be the shown one, said in other words or less exactly.

    What a claim that is accepted may leave out, a claim in conflict denies: a part of a span is not the whole of it.
    """
    effect, _ = weigh(Timing(current), new, Bearing.STATES, zone)
    if effect is Effect.MOVES or current.is_vague or new.is_vague:
        return effect is Effect.MOVES
    if new.open_start or new.open_end:
        edged = _set_edge(current, new, zone) or current
        return edged.spans != current.spans and not current.open_end
    return not (is_same_days(counted(current, zone), counted(new, zone)) or _closes(current, new))


def _weigh_days(shown: Timing, current: Window, new: Window, zone: str | None) -> tuple[Effect, Timing]:
    """Weigh a window of days against the shown one (rules 5 to 9)."""
    here, there = counted(current, zone), counted(new, zone)
    effect = _compare(here, there, [counted(old, zone) for old in shown.gone])
    if effect is Effect.CONFIRMS and new.zone and not here.zone and is_same_days(here, there):
        return Effect.REFINES, Timing(replace(current, zone=new.zone), shown.gone)
    if effect is Effect.REFINES:
        return effect, Timing(replace(new, zone=_zone_then(current, new, zone)), shown.gone)
    return effect, Timing(new, shown.gone) if effect is Effect.MOVES else shown


def _zone_then(current: Window, new: Window, zone: str | None) -> str | None:
    """Return the zone that a refined window states: its own, else the one it had, unless the place gives one."""
    return new.zone or (None if zone else current.zone)


def _settled(new: Window) -> Window:
    """Return the window as it is shown when nothing else is: `../d` alone is the day d."""
    return replace(new, edtf=str(new.edtf).removeprefix("../"), open_start=False) if new.open_start else new


def _replacing(current: Window, new: Window) -> Window:
    """Return the window as it is shown when it replaces another: of a span, an end alone leaves the start."""
    if new.open_start and not current.is_vague and current.first <= new.first:
        return replace(day_span(current, current.first, new.first), words=new.words)
    return _settled(new)


def _is_shown(current: Window, new: Window, zone: str | None) -> bool:
    """Whether a change is shown already: told a second time, it is none."""
    current, new = counted(current, zone), counted(_replacing(current, new), zone)
    if new.starts and current.starts and not is_same_clock(current, new):
        return False
    is_as_sure = current.uncertain or not new.uncertain
    is_alike = (current.extent, current.open_end) == (new.extent, new.open_end)
    return is_alike and is_as_sure and is_same_days(current, new)


def _set_edge(current: Window, new: Window, zone: str | None) -> Window | None:
    """Set the start or the end of a span (rule 4). None: there is no span here whose edge this could be."""
    day = new.first
    if current.is_vague:
        inside = new.open_end and any(first <= day <= last for first, last in current.spans)
        kept = _zone_then(current, new, zone)
        return replace(new, uncertain=False, edtf=f"{day}/..", zone=kept) if inside else None
    current = replace(current, zone=current.zone or (None if zone else new.zone))
    edge = current.last if new.open_start else current.first
    if is_same_days(counted(day_span(current, edge, edge), zone), counted(day_span(new, day, day), zone)):
        day = edge
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


def _compare(current: Window, new: Window, gone: Sequence[Window]) -> Effect:
    if is_same_days(current, new):
        return _compare_on_same_days(current, new, gone)
    both_vague = current.is_vague and new.is_vague and current.overlaps(new)
    if (new.is_vague and new.contains(current)) or (both_vague and new.days >= current.days):
        return Effect.CONFIRMS
    if (current.is_vague and current.contains(new)) or both_vague or _closes(current, new):
        return Effect.REFINES
    if current.contains(new) or _goes_on(current, new):
        return Effect.CONFIRMS
    if any(_is_retold(old, new) or (new.is_vague and new.contains(old)) for old in gone):
        return Effect.ECHO
    return Effect.MOVES


def _compare_on_same_days(current: Window, new: Window, gone: Sequence[Window]) -> Effect:
    if new.starts and current.starts:
        if not is_same_clock(current, new):
            return Effect.ECHO if any(old.starts and _is_retold(old, new) for old in gone) else Effect.MOVES
        return Effect.REFINES if new.ends and not current.ends else Effect.CONFIRMS
    fixes = current.is_vague and not new.is_vague
    settles = current.uncertain and not new.uncertain and not new.is_vague
    return Effect.REFINES if new.starts or fixes or settles else Effect.CONFIRMS


def _is_retold(old: Window, new: Window) -> bool:
    """Whether a window is one that was given up: the same days, and not at another time."""
    return is_same_days(old, new) and not (old.starts and new.starts and not is_same_clock(old, new))


def _closes(current: Window, new: Window) -> bool:
    """Whether the window is the one that had begun, now with its end."""
    return current.open_end and new.first == current.first


def _goes_on(current: Window, new: Window) -> bool:
    """Whether the window is a later part of what had begun: its second day."""
    return current.open_end and new.first > current.first
