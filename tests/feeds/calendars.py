"""A feed as a calendar app reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from icalendar import Calendar
from starlette.testclient import TestClient

Shown = tuple[str, date, date, str | None]


@dataclass(frozen=True)
class Entry:
    """One event. Days and instants are kept apart: an instant is a datetime, a day is not."""

    uid: str
    summary: str
    start: date
    end: date
    status: str | None
    sequence: int
    stamped_at: datetime
    modified_at: datetime | None
    transparency: str

    @property
    def shown(self) -> Shown:
        """What the calendar shows at a glance."""
        return self.summary, self.start, self.end, self.status


def calendar(client: TestClient, address: str) -> Calendar:
    """Subscribe: fetch the feed and parse it."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def heading(client: TestClient, address: str) -> dict[str, str]:
    """Return what a feed says of itself, as text."""
    return {name: str(value).replace("\\", "") for name, value in calendar(client, address).items()}


def entries(client: TestClient, address: str) -> list[Entry]:
    """Return the events in the order of the feed."""
    return [_entry(event) for event in calendar(client, address).walk("VEVENT")]


def summaries(client: TestClient, address: str) -> list[str]:
    return [entry.summary for entry in entries(client, address)]


def _entry(event: Any) -> Entry:
    return Entry(
        uid=str(event["UID"]),
        summary=str(event["SUMMARY"]),
        start=event["DTSTART"].dt,
        end=event["DTEND"].dt,
        status=str(event["STATUS"]) if "STATUS" in event else None,
        sequence=int(event["SEQUENCE"]),
        stamped_at=event["DTSTAMP"].dt,
        modified_at=event["LAST-MODIFIED"].dt if "LAST-MODIFIED" in event else None,
        transparency=str(event["TRANSP"]),
    )
