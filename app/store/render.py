"""Rendering: the meetings that claims describe, written as versions where they look different."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.formats.description import LastChange
from app.formats.ical import face, write_vevent
from app.meetings.claim import Claim
from app.meetings.difference import Difference, difference
from app.meetings.document import Content, Meeting
from app.meetings.errors import NotAMeetingError
from app.meetings.projection import Projection, project, retitle, title_of
from app.meetings.terms import Effect, Field, Rel
from app.store.claims import read_claims
from app.store.facets import columns, facets
from app.store.ledger import next_instant
from app.store.log import find_last_changes
from app.store.merging import in_order_of_merging
from app.store.names import Names
from app.store.tables import FacetRow, LedgerRow, MeetingRow, VersionRow

BATCH = 500
"""How many meetings are projected at a time."""
SECOND = timedelta(seconds=1)
"""The finest step that a calendar feed can state."""


def next_moment(session: Session, ledger: LedgerRow, meeting_ids: Sequence[UUID]) -> datetime:
    """Return the moment at which all that a record changes changes: the present one, or the first that is free.

    It is later than what is shown of these meetings, and of those that name one of them and may be written with it.
    """
    naming = FacetRow.value.in_([str(one) for one in meeting_ids]) & (FacetRow.name == "link")
    touched = or_(VersionRow.meeting_id.in_(meeting_ids), VersionRow.number.in_(select(FacetRow.number).where(naming)))
    newest = session.scalar(select(func.max(VersionRow.modified_at)).where(touched, VersionRow.until.is_(None)))
    # What was merged last has its versions a little ahead of the clock.
    present = max(next_instant(ledger), ledger.modified_at)
    return max(present, newest + SECOND) if newest else present


@dataclass(frozen=True, slots=True)
class Step:
    """The next version of a meeting, what is said of it, and whether there is one before it."""

    meeting: Meeting
    vevent: bytes
    changed: Difference
    follows: bool


@dataclass(slots=True)
class Rendering:
    """One pass over some meetings in a writer's transaction.

    `at`: the moment of every version that is written, later than those that they follow.
    `force`: write a version also where only the bytes differ, not what the claims say.
    """

    session: Session
    ledger: LedgerRow
    at: datetime
    force: bool = False
    is_regrouped: bool = False
    """Whether a meeting was merged into another one, or parted from it."""
    versions: list[Meeting] = field(default_factory=list)
    effects: dict[UUID, Effect] = field(default_factory=dict)

    def render(self, meeting_ids: Sequence[UUID]) -> None:
        """Write a version of each meeting that looks different.

        Meetings that name one whose title changes are written too, each with a version of its own; so are those into
        which one of these is merged. These come a second later: they, and what names them, may be both. Last come those
        that name a meeting which was merged or parted: they lead to the one that holds it.
        """
        before = len(self.versions)
        steps = in_order_of_merging(self.session, meeting_ids)
        for step in steps:
            self._render_step(step, before)
        if self.is_regrouped:
            self._render_step(list(self._dependents([one for step in steps for one in step])), before)
            self.is_regrouped = False

    def _render_step(self, meeting_ids: Sequence[UUID], before: int) -> None:
        written = len(self.versions)
        if written > before:
            self.at += SECOND
        titles: dict[UUID, str] = {}
        for start in range(0, len(meeting_ids), BATCH):
            titles |= self._new_titles(meeting_ids[start : start + BATCH])
        ids = list(dict.fromkeys([*meeting_ids, *self._dependents(list(titles))]))
        for start in range(0, len(ids), BATCH):
            self._render_batch(ids[start : start + BATCH], titles)
        if len(self.versions) > written:
            self.ledger.modified_at = self.at

    def _new_titles(self, meeting_ids: Sequence[UUID]) -> dict[UUID, str]:
        """Return the titles of those meetings that are not yet called so."""
        names = Names(self.session)
        claims = read_claims(self.session, names, meeting_ids, field=Field.TITLE)
        shown = names.meeting_refs(meeting_ids)
        titles = {id_: title_of(claims[id_]) for id_ in meeting_ids}
        return {id_: title for id_, title in titles.items() if title and title != shown[id_].title}

    def _render_batch(self, meeting_ids: Sequence[UUID], titles: Mapping[UUID, str]) -> None:
        """Write the versions of some meetings, naming others by their new titles."""
        current = VersionRow.meeting_id.in_(meeting_ids) & VersionRow.until.is_(None)
        shown = {row.meeting_id: row for row in self.session.scalars(select(VersionRow).where(current))}
        named = self.session.scalars(select(MeetingRow).where(MeetingRow.id.in_(meeting_ids)))
        rows = {row.id: row for row in named}
        claims = read_claims(self.session, Names(self.session), meeting_ids)
        changes = find_last_changes(self.session, meeting_ids)
        self.at = max((self.at, *(row.modified_at + SECOND for row in shown.values())))
        steps = []
        for meeting_id in meeting_ids:
            projection = _project(rows[meeting_id].slug, retitle(claims[meeting_id], titles))
            self.effects |= projection.effects
            last = changes.get(meeting_id)
            step = self._step(rows[meeting_id], shown.get(meeting_id), projection.content, last)
            steps += [step] if step else []
        self._store(steps, shown)
        self.versions += [step.meeting for step in steps]

    def _step(
        self, named: MeetingRow, shown: VersionRow | None, content: Content, last: LastChange | None
    ) -> Step | None:
        """Return the next version of a meeting, or None if it looks as it did. It takes the next number."""
        base_url = self.ledger.base_url or ""
        before = Meeting.model_validate_json(shown.document) if shown else None
        if before and shown and is_same(before, content) and self._is_current(before, shown, last):
            return None
        meeting = Meeting(
            **dict(content),
            id=named.id,
            uid=named.uid,
            slug=named.slug,
            version=before.version + 1 if before else 1,
            sequence=before.sequence if before else 0,
            number=self.ledger.number + 1,
            created_at=named.created_at,
            modified_at=self.at,
        )
        changed = difference(before, meeting)
        self.is_regrouped |= _mergers(before) != _mergers(meeting)
        # What is no news, or is written again for other reasons, leaves the news before it where it was.
        change = LastChange(self.at, changed.words) if changed.is_news else last
        vevent = write_vevent(meeting, base_url, change)
        if shown and face(vevent) != face(shown.vevent):
            meeting = meeting.model_copy(update={"sequence": meeting.sequence + 1})
            vevent = write_vevent(meeting, base_url, change)
        self.ledger.number += 1
        return Step(meeting, vevent, changed, follows=before is not None)

    def _is_current(self, before: Meeting, shown: VersionRow, last: LastChange | None) -> bool:
        """Tell whether the stored bytes are what would be written; taken for granted unless all is to be looked at."""
        return not self.force or write_vevent(before, self.ledger.base_url or "", last) == shown.vevent

    def _store(self, steps: Sequence[Step], shown: Mapping[UUID, VersionRow]) -> None:
        ended = [
            {"number": shown[one.id].number, "until": one.number, "superseded_at": one.modified_at}
            for one in (step.meeting for step in steps if step.follows)
        ]
        versions = [columns(step.meeting, step.vevent, step.changed) for step in steps]
        found_by = [row for step in steps for row in facets(step.meeting)]
        for statement, rows in (
            (update(VersionRow), ended),
            (insert(VersionRow), versions),
            (insert(FacetRow), found_by),
        ):
            if rows:
                self.session.execute(statement, rows)

    def _dependents(self, retitled: Sequence[UUID]) -> Iterator[UUID]:
        """Return the meetings that name one of these."""
        if retitled:
            named = FacetRow.value.in_([str(one) for one in retitled]) & (FacetRow.name == "link")
            query = select(VersionRow.meeting_id).join(FacetRow, FacetRow.number == VersionRow.number)
            ordered = query.where(named, VersionRow.until.is_(None)).distinct().order_by(VersionRow.meeting_id)
            yield from self.session.scalars(ordered)


def _mergers(content: Content | None) -> set[UUID]:
    return {link.to.id for link in content.links if link.rel is Rel.SAME_AS and link.to} if content else set()


def _project(slug: str, claims: Iterable[Claim]) -> Projection:
    """Return the meeting that the claims describe, or say which one it is that they do not."""
    try:
        return project(claims)
    except NotAMeetingError as error:
        raise NotAMeetingError(f"{error.rule}, unlike {slug!r}", field=error.field) from None


def is_same(shown: Content, content: Content) -> bool:
    """Tell whether a shown meeting is what the claims say."""
    return all(getattr(shown, name) == getattr(content, name) for name in Content.model_fields)
