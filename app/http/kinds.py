"""The kinds of problems: what each is called, the status that it has, and what to do about it."""

from dataclasses import dataclass
from http import HTTPStatus

from app.meetings.errors import (
    AmbiguousNameError,
    ArchiveError,
    CalendarAwayError,
    CalendarGoneError,
    CalendarNotReadyError,
    FilterError,
    KeyMissingError,
    KeyRefusedError,
    LinkError,
    MeetingChangedError,
    MeetingGoneError,
    MeetingNotFoundError,
    MergerError,
    NotADateError,
    NotAMeetingError,
    NotATimeError,
    NotFoundError,
    PreconditionMissingError,
    ResyncError,
    RetryError,
    RoleNeededError,
    SeedError,
    SummitryError,
    TakenError,
    TokenError,
    UnknownNameError,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its page's name, its title and what to do about it."""

    name: str
    title: str
    status: HTTPStatus
    advice: str


KINDS: tuple[Kind, ...] = (
    Kind("bad-request", "The request cannot be read", HTTPStatus.BAD_REQUEST, "Check its syntax."),
    Kind(
        "unauthorized",
        "A key is needed",
        HTTPStatus.UNAUTHORIZED,
        "Send a key that is neither revoked nor expired as `Authorization: Bearer smt_...`; an administrator of the "
        "calendar makes one.",
    ),
    Kind(
        "forbidden",
        "This key does not open that",
        HTTPStatus.FORBIDDEN,
        "`errors` names the role that is needed: `reporter` proposes claims on meetings that are there, `editor` does "
        "everything about meetings, claims, calendars, sources and parties, `admin` gives and takes keys, too.",
    ),
    Kind("not-found", "Nothing is here", HTTPStatus.NOT_FOUND, "Check the address; `near` names what comes closest."),
    Kind(
        "method-not-allowed",
        "Not done with this method",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "`Allow` names those that are.",
    ),
    Kind(
        "gone",
        "Taken off the calendar",
        HTTPStatus.GONE,
        "Its claims and history are still there, and `as_of` shows it.",
    ),
    Kind(
        "resync",
        "Read the list anew",
        HTTPStatus.GONE,
        "Nobody can go on from this number; `resync` is the address of the list, which gives a new token or cursor.",
    ),
    Kind(
        "conflict",
        "That is taken",
        HTTPStatus.CONFLICT,
        "Choose another name; or, for a request that is still being answered, ask again in a moment.",
    ),
    Kind(
        "changed",
        "Changed meanwhile",
        HTTPStatus.PRECONDITION_FAILED,
        "Read it again, see what changed, and send the change with the new ETag.",
    ),
    Kind(
        "timeout",
        "It did not come in",
        HTTPStatus.REQUEST_TIMEOUT,
        "Send the whole request at once; `detail` says how long is waited for it.",
    ),
    Kind("uri-too-long", "The address is too long", HTTPStatus.REQUEST_URI_TOO_LONG, "Ask for less at a time."),
    Kind(
        "misdirected",
        "Meant for somebody else",
        HTTPStatus.MISDIRECTED_REQUEST,
        "Call the service by one of its names. Whoever runs it adds one with `SUMMITRY_ALLOWED_HOSTS`.",
    ),
    Kind(
        "headers-too-large",
        "The head is too large",
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
        "Send fewer or shorter headers.",
    ),
    Kind("too-large", "Too large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Send less."),
    Kind(
        "precondition-required",
        "Say what you have seen",
        HTTPStatus.PRECONDITION_REQUIRED,
        "Send the ETag of what you have read as `If-Match`, so that nobody's change is lost.",
    ),
    Kind(
        "unsupported-media-type",
        "Not read in this form",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Send it as JSON with `Content-Type: application/json`, or `application/merge-patch+json` for a PATCH.",
    ),
    Kind(
        "invalid",
        "Something in it breaks a rule",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "`errors` names each field and its rule.",
    ),
    Kind(
        "internal",
        "The service failed",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "It was noted; give the X-Request-Id in a report.",
    ),
    Kind(
        "away", "The calendar is busy", HTTPStatus.SERVICE_UNAVAILABLE, "Ask again after the seconds in `Retry-After`."
    ),
)

STATUS_OF: dict[type[SummitryError], HTTPStatus] = {
    KeyMissingError: HTTPStatus.UNAUTHORIZED,
    KeyRefusedError: HTTPStatus.UNAUTHORIZED,
    RoleNeededError: HTTPStatus.FORBIDDEN,
    MeetingNotFoundError: HTTPStatus.NOT_FOUND,
    NotFoundError: HTTPStatus.NOT_FOUND,
    MeetingGoneError: HTTPStatus.GONE,
    CalendarGoneError: HTTPStatus.GONE,
    MeetingChangedError: HTTPStatus.PRECONDITION_FAILED,
    MergerError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TakenError: HTTPStatus.CONFLICT,
    PreconditionMissingError: HTTPStatus.PRECONDITION_REQUIRED,
    RetryError: HTTPStatus.UNPROCESSABLE_ENTITY,
    FilterError: HTTPStatus.UNPROCESSABLE_ENTITY,
    LinkError: HTTPStatus.UNPROCESSABLE_ENTITY,
    TokenError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ResyncError: HTTPStatus.GONE,
    UnknownNameError: HTTPStatus.UNPROCESSABLE_ENTITY,
    AmbiguousNameError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotADateError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotATimeError: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotAMeetingError: HTTPStatus.UNPROCESSABLE_ENTITY,
    SeedError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ArchiveError: HTTPStatus.UNPROCESSABLE_ENTITY,
    CalendarAwayError: HTTPStatus.SERVICE_UNAVAILABLE,
    CalendarNotReadyError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Which status each refusal gets."""
