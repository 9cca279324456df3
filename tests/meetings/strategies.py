"""How laws are tried, and on what: texts of the subset of EDTF and windows of every sort, about days that are drawn."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from app.meetings.when import read_clock, read_edtf
from app.meetings.window import Window

law = settings(deadline=None)
"""How a law is tried: without a clock, since a busy machine breaks none."""
EVERY_DAY = st.dates(date(1800, 1, 1), date(2200, 12, 31))
A_FEW_DAYS = st.dates(date(2025, 10, 24), date(2025, 11, 3))

_PLAIN = st.just("")
_DOUBT = st.sampled_from(["", "?"])
_ANY = st.sampled_from(["", "?", "~", "%"])


def texts(days: st.SearchStrategy[date]) -> st.SearchStrategy[str | list[str]]:
    """Draw any text of the subset, or several for "either ... or"."""
    closed = _points(days, _ANY) | _seasons(days, (21, 24), _ANY) | _intervals(days, _ANY) | _sets(days)
    edges = st.tuples(_text(days, "%Y-%m-%d", _DOUBT), st.sampled_from(["{}/..", "../{}"]))
    return closed | edges.map(lambda drawn: drawn[1].format(drawn[0])) | st.lists(closed, min_size=1, max_size=12)


def plain_texts(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    """Draw a text whose bounds every reader of EDTF counts alike: nothing approximate, open, or a winter."""
    return _points(days, _PLAIN) | _seasons(days, (21, 23), _PLAIN) | _intervals(days, _PLAIN) | _sets(days)


def windows(days: st.SearchStrategy[date]) -> st.SearchStrategy[Window]:
    """Draw a window of any sort, in a zone or in none."""
    zones = st.sampled_from([None, "Asia/Seoul", "Asia/Macau", "America/New_York"])
    dated = st.tuples(texts(days), zones).map(lambda drawn: replace(read_edtf(drawn[0]), zone=drawn[1]))
    hours = st.sampled_from([time(0), time(10), time(11), time(22)])
    clocks = st.tuples(days, hours, st.sampled_from([None, timedelta(hours=1), timedelta(hours=30)]), zones)
    return dated | clocks.map(_clock)


def _clock(drawn: tuple[date, time, timedelta | None, str | None]) -> Window:
    day, hour, length, zone = drawn
    start = datetime.combine(day, hour)
    return read_clock(start, start + length if length else None, zone)


def _text(days: st.SearchStrategy[date], form: str, qualifiers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(days, qualifiers).map(lambda drawn: f"{drawn[0]:{form}}{drawn[1]}")


def _points(days: st.SearchStrategy[date], qualifiers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]).flatmap(lambda form: _text(days, form, qualifiers))


def _seasons(
    days: st.SearchStrategy[date], bounds: tuple[int, int], qualifiers: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    return st.integers(*bounds).flatmap(lambda season: _text(days, f"%Y-{season}", qualifiers))


def _intervals(days: st.SearchStrategy[date], qualifiers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.tuples(st.sampled_from(["%Y-%m-%d", "%Y-%m"]), days, days, qualifiers, qualifiers)
    return joined.map(lambda drawn: f"{min(drawn[1:3]):{drawn[0]}}{drawn[3]}/{max(drawn[1:3]):{drawn[0]}}{drawn[4]}")


def _sets(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    chosen = st.lists(days, min_size=2, max_size=12).map(sorted)
    return chosen.map(lambda found: f"[{','.join(map(str, found))}]") | chosen.map(
        lambda found: f"[{found[0]}..{found[-1]}]"
    )
