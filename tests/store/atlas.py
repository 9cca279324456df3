"""Meetings of every sort, to be found by what they are."""

from typing import Any

TRUMP = {"party": "Donald Trump", "for_party": "US", "office": "President"}
XI = {"party": "Xi Jinping", "for_party": "CN", "office": "President"}
KUALA_LUMPUR = {"name": "Kuala Lumpur", "precision": "city", "country": "MY"}
HE = {"party": "He Lifeng", "for_party": "CN"}

ATLAS: dict[str, dict[str, Any]] = {
    "asean-summit": {
        "title": "ASEAN Summit",
        "kind": "summit",
        "level": "leaders",
        "when": "2025-10-26/2025-10-28",
        "place": KUALA_LUMPUR,
        "participants": [{"party": "ASEAN", "role": "organiser"}],
        "links": [{"rel": "series", "to": "ASEAN Summit", "ordinal": 47}],
        "topics": ["asean"],
        "said_for": "ASEAN",
        "certainty": "eos5",
    },
    "signing": {
        "title": "Signing of the peace accord",
        "kind": "signing",
        "level": "leaders",
        "status": "held",
        "when": "2025-10-26",
        "place": {
            "name": "Convention Centre",
            "precision": "venue",
            "within": {"name": "Kuala Lumpur", "precision": "city", "country": "MY"},
        },
        "participants": [{"party": "KH"}, {"party": "TH"}, TRUMP],
        "links": [{"rel": "part_of", "to": "asean-summit"}],
        "topics": ["asean", "peace"],
    },
    "week": {
        "title": "Trade talks",
        "kind": "talks",
        "level": "ministers",
        "when": "[2025-10-20..2025-10-26]",
        "place": {"precision": "country", "country": "MY"},
        "participants": [{"party": "Scott Bessent", "for_party": "US"}, HE],
        "topics": ["trade"],
    },
    "meeting": {
        "title": "Trump-Xi meeting",
        "kind": "bilateral",
        "level": "leaders",
        "when": {"start": "2025-10-30T11:00", "end": "2025-10-30T12:40", "time_zone": "Asia/Seoul"},
        "place": {"name": "Busan", "precision": "city", "country": "KR"},
        "participants": [TRUMP, XI],
        "topics": ["trade"],
        "certainty": "eos4",
    },
    "call": {
        "title": "Call",
        "kind": "call",
        "level": "officials",
        "when": {"start": "2025-10-18T21:00", "time_zone": "America/New_York"},
        "place": {"precision": "none"},
        "participants": [{"party": "Li Chenggang", "for_party": "CN", "represented_by": "He Lifeng"}],
    },
    "month": {
        "title": "Visit to China",
        "kind": "visit",
        "when": "2026-04",
        "place": {"precision": "country", "country": "CN"},
        "participants": [TRUMP],
        "certainty": "eos2",
    },
    "cancelled": {
        "title": "Budapest summit",
        "kind": "summit",
        "status": "cancelled",
        "when": "[2025-10-16..2025-10-30]",
        "place": {"name": "Budapest", "precision": "city", "country": "HU"},
    },
    "lapsed": {"title": "A plan", "kind": "other", "status": "lapsed", "when": "2025-09"},
    "postponed": {"title": "A visit", "kind": "visit", "status": "postponed", "when": "2025-11-20"},
    "taken-off": {"title": "A mistake", "kind": "other", "when": "2025-10-30"},
}

LATER: list[tuple[str, dict[str, Any]]] = [("month", {"said_on": "2025-10-19", "summary": "He is invited."})]

IN_ORDER = [
    "lapsed",
    "cancelled",
    "call",
    "week",
    "signing",
    "asean-summit",
    "meeting",
    "postponed",
    "month",
]
"""Those that are on the calendar, by their starts."""

AS_WRITTEN = ["asean-summit", "signing", "week", "meeting", "call", "cancelled", "lapsed", "postponed", "month"]
"""The same, by their latest changes."""
