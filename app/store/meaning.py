"""Meaning: whom the names in a filter mean. Parties are renamed, merged and parted, and so are meetings."""

import hashlib
import json

from sqlalchemy.orm import Session

from app.meetings.filter import Wanted
from app.store.find import find_wholes
from app.store.names import Names

_DIGITS = 16
_NAMING = ("party", "party_all", "person")
"""The parts of a filter whose names are of parties. What those of places and series mean never changes."""


def meaning_of(session: Session, wanted: Wanted) -> str:
    """Return what differs once a filter's names mean others than they did; nothing where it names none.

    Raises:
        UnknownNameError, AmbiguousNameError: for names that mean nothing, or two parties.
    """
    names = Names(session)
    meant = {one: {str(names.get_party(text, field=one).id) for text in getattr(wanted, one)} for one in _NAMING}
    meant["part_of"] = {str(one) for one in find_wholes(names, wanted)}
    named = {one: sorted(ids) for one, ids in meant.items() if ids}
    return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:_DIGITS] if named else ""
