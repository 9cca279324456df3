"""What can go wrong, in domain words. One class for each thing that a reader or writer can be told."""

from collections.abc import Sequence


class SummitryError(Exception):
    """Anything that Summitry refuses.

    `field` names what was wrong ("when", "participants.0.party"); `rule` says what would have been right.
    """

    def __init__(self, rule: str, *, field: str | None = None, near: Sequence[str] = ()) -> None:
        """Keep the rule, the field it is about and the nearest right values."""
        super().__init__(rule)
        self.rule = rule
        self.field = field
        self.near = tuple(near)


class NotADateError(SummitryError):
    """A text is not in the subset of EDTF (ISO 8601-2) that Summitry reads."""


class NotATimeError(SummitryError):
    """A wall-clock time does not exist in its zone, ends before it begins, or its zone is unknown."""


class NotAMeetingError(SummitryError):
    """The accepted claims give a meeting no title, no kind or no time."""


class MergerError(SummitryError):
    """A meeting cannot be merged into itself, or into one that is off the calendar."""


class UnknownNameError(SummitryError):
    """A name, code or id that a field gives is of no party, place, series, source or meeting."""


class AmbiguousNameError(SummitryError):
    """A name is that of two parties or of two places."""


class LinkError(SummitryError):
    """A meeting is linked to itself, or would be a part of itself by way of others."""


class FilterError(SummitryError):
    """A parameter of a view is unknown, repeated, out of range or cannot be combined with another."""


class TokenError(SummitryError):
    """A cursor or a sync token was not made by this calendar, or not for this filter."""


class ResyncError(SummitryError):
    """A reader cannot go on from the number they hold; the list has to be read anew.

    `list_at` is the list's address, where it is another one than that of the request.
    """

    def __init__(self, rule: str, *, field: str | None = None, near: Sequence[str] = (), list_at: str = "") -> None:
        """Keep where the list is."""
        super().__init__(rule, field=field, near=near)
        self.list_at = list_at


class ArchiveError(SummitryError):
    """A file of a calendar is not whole, or breaks a rule. The rule begins with `file:line: `."""


class SeedError(SummitryError):
    """A seed file breaks a rule. `field` is `file:line: path`."""


class MeetingNotFoundError(SummitryError):
    """No meeting has this id, uid or slug."""


class NotFoundError(SummitryError):
    """Nothing else is kept under this name or id."""


class MeetingGoneError(SummitryError):
    """The meeting was taken off the calendar; its history is still there. `near` names the one that it is part of."""


class CalendarGoneError(SummitryError):
    """A named calendar has ended."""


class MeetingChangedError(SummitryError):
    """What a writer saw is no longer what is stored."""


class PreconditionMissingError(SummitryError):
    """A writer does not say which state they have seen."""


class TakenError(SummitryError):
    """The name is taken, or the same request is still being answered."""


class RetryError(SummitryError):
    """An idempotency key was used for something else, or is none."""


class CalendarNotReadyError(SummitryError):
    """The stored calendar was made by another schema, writer, base URL or newer zone data than this process has."""


class CalendarAwayError(SummitryError):
    """The database does not answer, or is busy; the request can be made again."""


class KeyMissingError(SummitryError):
    """What was asked for is only for holders of keys, and no key was shown."""


class KeyRefusedError(SummitryError):
    """The key that was shown is unknown, was revoked or has expired."""


class RoleNeededError(SummitryError):
    """The key is good, but not for this: `near` holds the role that is needed."""
