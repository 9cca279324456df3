"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1): meetings for feed readers, each with its whole document."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from app.formats.description import LastChange, describe
from app.formats.headline import summary
from app.formats.ical import FeedTitle
from app.formats.safe_text import safe_text
from app.meetings.document import Meeting

MEDIA_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
_NO_CHANGES: Mapping[UUID, LastChange] = {}


def write_json_feed(
    feed: FeedTitle, meetings: Iterable[Meeting], base_url: str, changes: Mapping[UUID, LastChange] = _NO_CHANGES
) -> bytes:
    """Return the meetings as a JSON Feed, in the order given; `changes` holds what changed last of each of them."""
    content = {
        "version": VERSION,
        "title": safe_text(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "description": safe_text(feed.description),
        "language": "en",
        "authors": [{"name": "Summitry", "url": base_url}],
        "items": [_item(meeting, base_url, changes.get(meeting.id)) for meeting in meetings],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _item(meeting: Meeting, base_url: str, change: LastChange | None) -> dict[str, Any]:
    described = describe(meeting, base_url, change)
    publishers = dict.fromkeys(safe_text(source.publisher) for source in meeting.sources)
    said = {
        # The id is for ever, and the address may move with the service.
        "id": meeting.id.urn,
        "url": f"{base_url}/meetings/{meeting.slug}",
        "title": summary(meeting),
        "content_text": described.text,
        "content_html": described.html,
        "date_published": _stamp(meeting.created_at),
        "date_modified": _stamp(meeting.modified_at),
        "language": meeting.language,
        "tags": list(dict.fromkeys(map(safe_text, (meeting.kind.replace("_", " "), *meeting.topics)))),
        # A reader that knows nothing of this key leaves it alone ("Extensions").
        "_summitry": {"about": f"{base_url}/docs", "meeting": meeting.model_dump(mode="json", by_alias=True)},
    }
    # An author has to have a name: without a source the authors are those of the feed.
    return said | ({"authors": [{"name": name} for name in publishers]} if publishers else {})


def _stamp(at: datetime) -> str:
    """Return an instant as RFC 3339 has it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
