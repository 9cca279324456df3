"""The claims behind a finding: those by which the documents show what they show, and those against it."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from app.meetings.claim import Claim, in_order
from app.meetings.discrepancy.presence import Stay
from app.meetings.document import Link, Meeting, Participation
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import Projection, project
from app.meetings.terms import Effect, Field, Rel, Verdict

_SETS = frozenset({Effect.NEW, Effect.REFINES, Effect.MOVES, Effect.REPLACES})


class Evidence:
    """What is said of some meetings. Each is projected once, and only if it is asked for."""

    def __init__(self, claims: Mapping[UUID, Sequence[Claim]]) -> None:
        """Look into these claims, by meeting; of a meeting that is not there nothing is known."""
        self._claims = claims
        self._projected: dict[UUID, Projection | None] = {}

    def of(self, meeting: Meeting) -> Sequence[Claim]:
        """Return all claims on a meeting."""
        return self._claims.get(meeting.id, ())

    def against(self, meeting: Meeting) -> Sequence[Claim]:
        """Return the claims that cannot be true beside what is shown."""
        projection = self._project(meeting)
        return projection.against if projection else ()

    def instead_of(self, claim: Claim, meeting: Meeting) -> Claim | None:
        """Return the claim by which something is shown where another claim says something else."""
        return self.shown(meeting, claim.field, lambda one: one.slot == claim.slot)

    def dated(self, meeting: Meeting) -> Claim | None:
        """Return the claim that gave the meeting its date."""
        return self.shown(meeting, Field.WHEN)

    def linked(self, part: Meeting, whole: Meeting) -> Claim | None:
        """Return the claim that the one is a part of the other."""
        return self.shown(part, Field.LINKS, lambda claim: _names(claim.value, whole))

    def there(self, stay: Stay) -> list[Claim | None]:
        """Return the claims by which a person is at a place in some days."""
        who = self.shown(stay.meeting, Field.PARTICIPANTS, lambda claim: _is_part_of(claim.value, stay.part))
        return [self.dated(stay.meeting), who, self.shown(stay.meeting, Field.PLACE)]

    def shown(self, meeting: Meeting, field: Field, fits: Callable[[Claim], bool] | None = None) -> Claim | None:
        """Return the claim by which a field, or the entry of a list that fits, is shown as it is."""
        projection = self._project(meeting)
        if projection is None:
            return None
        found = None
        for claim in in_order(self.of(meeting)):
            counts = claim.verdict is Verdict.ACCEPTED and projection.effects[claim.id] in _SETS
            if counts and claim.field is field and (fits is None or fits(claim)):
                found = claim
        return found

    def _project(self, meeting: Meeting) -> Projection | None:
        """Project a meeting. Between a claim and the version that it makes lies an instant without a meeting."""
        if meeting.id not in self._projected:
            try:
                self._projected[meeting.id] = project(self.of(meeting))
            except NotAMeetingError:
                self._projected[meeting.id] = None
        return self._projected[meeting.id]


def _names(value: object, whole: Meeting) -> bool:
    return isinstance(value, Link) and value.rel is Rel.PART_OF and value.to is not None and value.to.id == whole.id


def _is_part_of(value: object, part: Participation) -> bool:
    return isinstance(value, Participation) and value.party.id == part.party.id
