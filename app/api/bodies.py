"""What writers send to the API: plain fields of a meeting with the one source that says so, and an editor's verdicts."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.meetings.document import Value
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import Verdict
from app.meetings.text import Line


class Said(Statement):
    """What one source says of one meeting. What is not sent is not claimed; null claims that there is none.

    Participants, links and topics are claimed one by one: `{"party": "...", "absent": true}` takes one away, and who is
    not named stays.
    """

    source: SourceSaid | UUID
    """The publication, or the id of one that is stored."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.fields():
            raise ValueError("says nothing of the meeting: give at least one of its fields")
        return self


class RulingSaid(Value):
    """An editor's verdict on a claim."""

    verdict: Verdict
    reason: Annotated[Line | None, Field(description="Why: it is shown beside the claim.")] = None

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.verdict is Verdict.PROPOSED:
            raise ValueError("proposed is what a claim is without a ruling; reject or withdraw it instead")
        return self
