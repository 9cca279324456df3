"""What is for everybody, and what for the holders of keys alone."""

from app.access.keys import Caller
from app.meetings.terms import PUBLIC, Verdict


def may_read(verdict: Verdict, caller: Caller | None) -> bool:
    """Tell whether a claim with this verdict is shown to somebody; None is everybody.

    What is only proposed, was rejected or withdrawn is not public: anybody could publish anything by proposing it.
    """
    return verdict in PUBLIC or caller is not None


def readable_verdicts(caller: Caller | None) -> list[Verdict]:
    """Return the verdicts of the claims that are shown to somebody."""
    return [verdict for verdict in Verdict if may_read(verdict, caller)]
