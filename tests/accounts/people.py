"""People with accounts, and a browser for each."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from flask.testing import FlaskClient

from accounts import keeping, sessions
from accounts.attempts import name_key
from accounts.door import COOKIE
from accounts.passwords import hashed
from core.account import ROLES
from store import accounts
from store.engine import Database

PASSWORD = "four words and more"
# The Chair of the good commune of tests/make.py.
CHAIR = "Nguyễn Văn Tốt"


def person(db: Database, role: str, name: str = "", **values: Any) -> str:
    """The name of a new account of a role; of a Chair or delegate, of the good unit."""
    about: dict[str, Any] = {"name": name or role, "role": role}
    if role in ("chair", "delegate"):
        about["person"] = CHAIR
    if role == "delegate":
        about["until"] = date(2026, 7, 24)
    about |= {"password": _hash(), "created_at": "2025-07-24T10:00:00Z", **values}
    with db.write() as connection:
        accounts.add(connection, name_key(about["name"]), **about)
    return str(about["name"])


@cache
def _hash() -> str:
    # Made once: a hash takes as long as signing in may take.
    return hashed(PASSWORD)


def session(db: Database, name: str) -> str:
    """The token of a new session of an account."""
    return sessions.begin(db, keeping.find(db, name))


def browser(web: Any, token: str = "") -> FlaskClient:
    """A browser of its own, with a session where there is a token."""
    client: FlaskClient = web.test_client()
    if token:
        client.set_cookie(COOKIE, token)
    return client


def everybody(db: Database, web: Any) -> dict[str, FlaskClient]:
    """Role -> the browser of somebody who has it; "nobody" has not signed in."""
    found = {role: browser(web, session(db, person(db, role))) for role in ROLES}
    return {**found, "nobody": browser(web)}
