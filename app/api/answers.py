"""The shapes of the API's answers beside the meeting itself. No field has a default: what is answered is all there."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Rule

from app.meetings.document import Meeting, Party, Source
from app.meetings.terms import Bearing, Effect, Eos, Field, Stance, Verdict

Item = TypeVar("Item", bound=BaseModel)


class Answer(BaseModel):
    """Anything that is answered."""

    model_config = ConfigDict(use_attribute_docstrings=True, from_attributes=True)


class ListAnswer(Answer, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    next: str | None
    """Address of the next page, relative to the host; null on the last one."""
    sync_token: str | None
    """Give it to `/api/v1/changes?since=` to hear what changes in this list from now on. Null for views of the past."""


class MeetingList(ListAnswer[Meeting]):
    """A page of meetings."""


class PlainClaim(Answer):
    """One thing that one source says, whatever it did."""

    id: UUID
    key: str | None
    """Which entry of a list it is about: a party's id, a relation and its target, a topic."""
    value: Any
    """What is said, in the shape of the document's field; null: that there is none."""
    absent: bool
    """The entry is denied."""
    quote: str | None
    said_by: str | None
    said_for: Party | None
    said_on: date
    said_on_estimated: bool
    bearing: Bearing
    stance: Stance
    certainty: Eos | None
    verdict: Verdict
    reason: str | None
    """Why it was ruled so."""
    source: Source | None
    """Null for what an editor decides of the calendar itself."""
    recorded_at: datetime


class ClaimAnswer(PlainClaim):
    """One thing that one source says, and what it did."""

    effect: Effect | None
    """What it did to the meeting as it was shown before it; null for claims that move nothing."""


class ClaimsAnswer(Answer):
    """All that is said of one meeting, by field, in the order in which it counts."""

    meeting: str
    """The meeting's slug."""
    fields: dict[str, list[ClaimAnswer]]


class RulingAnswer(Answer):
    """An editor's verdict on a claim."""

    verdict: Verdict
    reason: str | None
    editor: str
    """The label of the editor's key."""
    ruled_at: datetime


class ClaimRecord(PlainClaim):
    """One claim by itself, with all rulings on it, the oldest first."""

    meeting: str
    """The slug of the meeting that it was recorded on."""
    field: Field
    rulings: list[RulingAnswer]


class ClaimList(ListAnswer[ClaimRecord]):
    """A page of claims, in the order in which they were recorded."""


class ClaimEffect(Answer):
    """What became of a claim that was just recorded."""

    id: UUID
    field: Field
    key: str | None
    verdict: Verdict
    reason: str | None
    effect: Effect | None
    """What it did to the meeting as it was shown before it; null for claims that move nothing."""


class NewParty(Answer):
    """A party that was made because nobody of this name was known. A slip of the pen looks the same."""

    id: UUID
    name: str
    near: list[str]
    """Known parties with names like this."""


class WrittenAnswer(Answer):
    """The meeting as it stands after a write, and what the write did."""

    document: Meeting
    claims: list[ClaimEffect]
    new_parties: list[NewParty]


class Step(Answer):
    """One version of a meeting, in fields and in words."""

    number: int
    version: int
    modified_at: datetime
    changed: list[str]
    words: str
    document: Meeting


class HistoryAnswer(Answer):
    """Every version of one meeting, in order."""

    meeting: str
    items: list[Step]


class ChangeAnswer(Answer):
    """One step of the calendar."""

    number: int
    action: Annotated[str, Rule(pattern="^(put|removed)$")]
    """`put`: the meeting is in the view and looks like this; `removed`: it has left the view."""
    meeting: str
    """The meeting's slug."""
    id: UUID
    modified_at: datetime
    changed: list[str]
    words: str
    document: Meeting | None


class ChangesAnswer(ListAnswer[ChangeAnswer]):
    """What changed after a token, in order. Ask again with `sync_token`; `next` is there while more is waiting."""


class IndexAnswer(Answer):
    """Where everything is, relative to the host."""

    meetings: str
    claims: str
    changes: str
    parties: str
    places: str
    topics: str
    series: str
    sources: str
    calendars: str
    feed: str
    docs: str
    number: int
    """The newest number of the calendar's log."""


class HealthAnswer(Answer):
    """The service answers, and so does its database."""

    status: str
    number: int
    """The newest number of the calendar's log."""
