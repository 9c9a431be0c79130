"""Single rows and dialogues that somebody looked at, told in the audit."""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

from accounts.current import current
from core.clock import moment_now
from store.audit import Deed, came
from store.engine import Database

# Engine -> what was told within this hour: a page that is drawn anew tells nothing new.
_told: WeakKeyDictionary[object, set[tuple[str, str, str]]] = WeakKeyDictionary()
_lock = Lock()
_HOUR = len("2025-07-24T10")


def saw(db: Database, what: str, unit: str = "") -> None:
    """Note that the account of the request looks at what belongs to others: once an
    hour for each thing. What is of its own units, and what is read at the machine
    itself, leaves no trace."""
    who = current()
    if not who.signed_in or (unit in who.units):
        return
    about = f"{what} {unit}".rstrip()
    hour = moment_now()[:_HOUR]
    if _is_new(db, (hour, who.name, about)):
        with db.jobs_write() as connection:
            came(connection, Deed(who.name, "saw", about))


def _is_new(db: Database, told: tuple[str, str, str]) -> bool:
    with _lock:
        known = _told.setdefault(db.jobs_engine, set())
        if told in known:
            return False
        known.difference_update({one for one in known if one[0] != told[0]})
        known.add(told)
        return True
