"""How people subscribe: the addresses of a feed for each kind of calendar app, and how often these ask again."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

_GOOGLE = "https://calendar.google.com/calendar/r"
_OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"
_MICROSOFT_365 = "https://outlook.office.com/calendar/0/addfromweb"

GOOGLE_BY_ADDRESS = f"{_GOOGLE}/settings/addbyurl"
"""Google's own page on which an address is pasted."""

REFRESHES: tuple[tuple[str, str], ...] = (
    ("Google Calendar", "every 4 to 24 hours, whatever the feed says"),
    ("Apple Calendar, Mac", "as you set it: every 5 minutes to weekly"),
    ("Apple Calendar, iPhone and iPad", "by the device’s fetch schedule"),
    ("Outlook.com, Microsoft 365", "about every 3 to 24 hours"),
    ("Thunderbird", "every 30 minutes"),
    ("Evolution, GNOME Calendar", "every 60 minutes"),
    ("ICSx⁵, Home Assistant", "every 24 hours, whatever the feed says"),
    ("Nextcloud", "as the feed asks; without that, weekly"),
)
"""How often each app asks again, unless its user chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that can be subscribed to."""

    name: str
    title: str
    description: str
    address: str

    @property
    def webcal(self) -> str:
        """The address that opens a calendar app on the same device; the only one that iOS subscribes through."""
        return f"webcal://{self.address.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Google's prompt to add it, which takes no https address."""
        return f"{_GOOGLE}?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """The prompt of Outlook.com to add it."""
        return f"{_OUTLOOK}?{self._query}"

    @property
    def microsoft(self) -> str:
        """The prompt of Microsoft 365 to add it."""
        return f"{_MICROSOFT_365}?{self._query}"

    @property
    def _query(self) -> str:
        return urlencode({"url": self.address, "name": self.title}, quote_via=quote)


def is_local(base_url: str) -> bool:
    """Tell whether only this machine can reach the address, so that no other service can subscribe to it."""
    host = urlsplit(base_url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.") or host.endswith(".localhost")
