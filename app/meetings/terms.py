"""The words of the field: every value that a meeting's fields can take."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of event a meeting is: a way of travelling, or an encounter."""

    STATE_VISIT = "state_visit"
    OFFICIAL_VISIT = "official_visit"
    WORKING_VISIT = "working_visit"
    PRIVATE_VISIT = "private_visit"
    VISIT = "visit"
    STOPOVER = "stopover"
    BILATERAL = "bilateral"
    TRILATERAL = "trilateral"
    TALKS = "talks"
    SUMMIT = "summit"
    MINISTERIAL = "ministerial"
    CONFERENCE = "conference"
    SESSION = "session"
    CALL = "call"
    SIGNING = "signing"
    BANQUET = "banquet"
    PRESS_EVENT = "press_event"
    COMMEMORATION = "commemoration"
    OTHER = "other"


BETWEEN_SIDES = frozenset({Kind.BILATERAL, Kind.TRILATERAL, Kind.TALKS, Kind.CALL})
"""Kinds that need each side's word; of all others the host's or organiser's is enough."""

TRAVEL = frozenset(
    {Kind.STATE_VISIT, Kind.OFFICIAL_VISIT, Kind.WORKING_VISIT, Kind.PRIVATE_VISIT, Kind.VISIT, Kind.STOPOVER}
)


class Level(StrEnum):
    """How high those who meet stand."""

    LEADERS = "leaders"
    MINISTERS = "ministers"
    OFFICIALS = "officials"


class Status(StrEnum):
    """Where the event stands (schema.org's eventStatus). Held and lapsed are only ever claimed, never guessed."""

    SCHEDULED = "scheduled"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HELD = "held"
    LAPSED = "lapsed"


class Eos(StrEnum):
    """IPTC event occurrence status: how sure it is that the event takes place."""

    EOS0 = "eos0"
    EOS1 = "eos1"
    EOS2 = "eos2"
    EOS3 = "eos3"
    EOS4 = "eos4"
    EOS5 = "eos5"
    EOS6 = "eos6"


class Extent(StrEnum):
    """How a meeting fills its window of days."""

    THROUGHOUT = "throughout"
    WITHIN = "within"
    ONE_OF = "one_of"


class Precision(StrEnum):
    """How finely a place is known."""

    VENUE = "venue"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    UNDISCLOSED = "undisclosed"
    SEVERAL = "several"
    NONE = "none"


class PartyKind(StrEnum):
    """What sort of actor a party is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    BODY = "body"
    GROUP = "group"


class Role(StrEnum):
    """What a party does at a meeting (after PLOVER's roles)."""

    HOST = "host"
    VISITOR = "visitor"
    CHAIR = "chair"
    HEAD_OF_DELEGATION = "head_of_delegation"
    DELEGATE = "delegate"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    MEDIATOR = "mediator"
    GUEST = "guest"
    ORGANISER = "organiser"
    PARTICIPANT = "participant"


class Attendance(StrEnum):
    """Whether a party comes, and how."""

    INVITED = "invited"
    EXPECTED = "expected"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    DECLINED = "declined"
    REPRESENTED = "represented"
    REMOTE = "remote"


class Rel(StrEnum):
    """How one meeting relates to another, or to a series."""

    PART_OF = "part_of"
    ON_SIDELINES_OF = "on_sidelines_of"
    PREPARES = "prepares"
    FOLLOWS = "follows"
    RETURNS = "returns"
    SAME_AS = "same_as"
    SERIES = "series"


class Bearing(StrEnum):
    """How a claim bears on what was said before it."""

    STATES = "states"
    REPLACES = "replaces"
    FORMER = "former"


class Stance(StrEnum):
    """What a side says of the meeting itself."""

    AFFIRMS = "affirms"
    HAS_NOT_CONFIRMED = "has_not_confirmed"
    DENIES = "denies"


class Verdict(StrEnum):
    """An editor's ruling on a claim."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


PUBLIC = (Verdict.ACCEPTED, Verdict.CONFLICT)
"""The verdicts of claims that everybody is shown."""


class Effect(StrEnum):
    """What a claim did to the meeting as it was shown before it."""

    NEW = "new"
    CONFIRMS = "confirms"
    REFINES = "refines"
    MOVES = "moves"
    REPLACES = "replaces"
    ECHO = "echo"
    FORMER = "former"
    DIFFERS = "differs"


class Field(StrEnum):
    """What a claim can be about. Participants, links and topics are claimed one entry at a time."""

    TITLE = "title"
    SUMMARY = "summary"
    KIND = "kind"
    LEVEL = "level"
    LANGUAGE = "language"
    STATUS = "status"
    CERTAINTY = "certainty"
    WHEN = "when"
    PLACE = "place"
    PARTICIPANTS = "participants"
    LINKS = "links"
    TOPICS = "topics"
    LISTED = "listed"


LISTS = frozenset({Field.PARTICIPANTS, Field.LINKS, Field.TOPICS})
