"""Meetings in the API."""

from starlette.testclient import TestClient


def test_a_list_holds_every_meeting_in_the_order_of_their_starts(client: TestClient) -> None:
    answer = client.get("/api/v1/meetings").json()

    assert [item["slug"] for item in answer["items"]] == [
        "bessent-he-video-call-2025-10",
        "us-china-trade-talks-malaysia-2025",
        "cambodia-thailand-peace-accord-signing-2025",
        "trump-malaysia-visit-2025",
        "asean-summit-2025",
        "trump-south-korea-visit-2025",
        "apec-economic-leaders-meeting-2025",
        "trump-xi-meeting-2025",
    ]
