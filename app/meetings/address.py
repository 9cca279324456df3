"""Addresses of pages that anybody can open: a source that only its finder can read is none."""

import re
import unicodedata
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from app.meetings.text import Form, clean

MOST_PORT = 65_535
LONGEST_HOST = 253
# RFC 6761, RFC 6762, RFC 8375, and what ICANN keeps for networks of their own.
PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa", "invalid")
GLOBAL_UNICAST = IPv6Network("2000::/3")
SIX_TO_FOUR = IPv6Network("2002::/16")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""The last label of what browsers take for an IPv4 address, in any of its spellings (WHATWG URL, 3.5)."""


def check_public(url: str) -> str:
    """Return an address that says nothing of who opens it, and leads to the same page from anywhere.

    Raises:
        ValueError: for one with a user name, without a host, or with one that is not on the open internet.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise ValueError("an address that is for all has no user name in it")
    if not parts.hostname:
        raise ValueError("has no host")
    try:
        is_port = parts.port is None or 0 < parts.port <= MOST_PORT
    except ValueError:
        is_port = False
    if not is_port:
        raise ValueError(f"a port is a number from 1 to {MOST_PORT}")
    if not is_public_host(parts.hostname):
        raise ValueError(f"{parts.hostname!r} is no host on the open internet")
    return url


def is_public_host(host: str) -> bool:
    """Tell whether a host, as it stands in a URL, can be one on the open internet: a name, or a global address."""
    # What browsers take for the same letters: wide digits, and other full stops.
    name = unicodedata.normalize("NFKC", host).replace("\u3002", ".").lower().removesuffix(".")
    if ":" in name:
        return _is_public_ipv6(name)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _is_public_ipv4(name)
    is_name = len(name) <= LONGEST_HOST and all(_LABEL.fullmatch(label) for label in labels)
    is_private = any(name == one or name.endswith(f".{one}") for one in PRIVATE_NAMES)
    return is_name and len(labels) > 1 and not is_private


def _is_public_ipv4(host: str) -> bool:
    try:
        return IPv4Address(host).is_global
    except AddressValueError:
        return False


def _is_public_ipv6(host: str) -> bool:
    try:
        address = IPv6Address(host)
    except AddressValueError:
        return False
    return address.is_global and address in GLOBAL_UNICAST and address not in SIX_TO_FOUR and not address.scope_id


WEB = Form(r"https?://[^\s<>\"{}|\\^`]+", "wants an address that begins with http:// or https://, without spaces")
Url = Annotated[
    str,
    StringConstraints(max_length=2000),
    WEB,
    AfterValidator(clean),
    AfterValidator(check_public),
]
"""The address of a public page, at most 2,000 characters."""
