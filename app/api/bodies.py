"""What writers send: plain fields of a meeting with the one source that says so, verdicts, and names of parties."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from app.meetings.dating import When
from app.meetings.document import Value
from app.meetings.faults import ID, SOURCE, example_of
from app.meetings.statement import SourceSaid, Statement
from app.meetings.terms import Kind, PartyKind, Verdict
from app.meetings.text import Code, Line, Name

_OR_AN_ID = f"wants a publication{example_of([SourceSaid])}, or the id of a source that is stored"


def _form_of_source(said: object) -> str | None:
    """Tell in which of two ways a source is named, so that its faults are those of one."""
    if isinstance(said, dict | SourceSaid):
        return SOURCE
    return ID if isinstance(said, str | UUID) else None


def _as_id(said: object) -> object:
    """Read an id."""
    try:
        return UUID(said) if isinstance(said, str) else said
    except ValueError:
        raise ValueError(_OR_AN_ID) from None


SourceNamed = Annotated[
    Annotated[SourceSaid, Tag(SOURCE)] | Annotated[UUID, BeforeValidator(_as_id), Tag(ID)],
    Discriminator(_form_of_source, custom_error_type="source", custom_error_message=_OR_AN_ID),
]
"""The publication, or the id of one that is stored."""


class Said(Statement):
    """What one source says of one meeting. What is not sent is not claimed; null claims that there is none.

    Participants, links and topics are claimed one by one: `{"party": "...", "absent": true}` takes one away, and who is
    not named stays.
    """

    source: SourceNamed
    """The publication, or the id of one that is stored."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.fields():
            raise ValueError("says nothing of the meeting: give at least one of its fields")
        return self


class NewSaid(Said):
    """What one source says of a meeting that nobody has told of before: at least its title, kind and date."""

    title: Line
    kind: Kind
    when: When


class RulingSaid(Value):
    """An editor's verdict on a claim."""

    verdict: Verdict
    reason: Annotated[Line | None, Field(description="Why: it is shown beside the claim.")] = None

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.verdict is Verdict.PROPOSED:
            raise ValueError("proposed is what a claim is without a ruling; reject or withdraw it instead")
        return self


class PartySaid(Value):
    """What an editor says of a party. What is not sent stays as it is."""

    name: Name | None = None
    code: Code | None = None
    """ISO 3166-1 for states, the usual abbreviation for organisations; null: none."""
    kind: PartyKind | None = None
    aliases: Annotated[list[Name], Field(max_length=50)] | None = None
    """The names by which it is known beside its own and its code, instead of those before."""
    same_as: Line | None = None
    """The party that this one turned out to be, by code, name or id; null: none, it is one of its own."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("says nothing of the party: give at least one of its fields")
        for name in ("name", "kind", "aliases"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name} cannot be null: leave it out instead")
        return self
