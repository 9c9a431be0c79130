"""What each role may do: the one table of it, and the questions to it."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.current import current
from core.account import ROLES, Account, role_name
from core.errors import NotAllowedError
from core.scope import Scope

# Callers ask for rights by these names.
# isort: off
from core.scope import (
    ACCOUNTS as ACCOUNTS,
    ANSWER as ANSWER,
    AUDIT as AUDIT,
    DECIDE as DECIDE,
    DELEGATE as DELEGATE,
    DIALOGUE as DIALOGUE,
    DISPUTE as DISPUTE,
    HANDOVER as HANDOVER,
    LOADS as LOADS,
    MAILS as MAILS,
    PUBLISHED as PUBLISHED,
    READ as READ,
    RIGHTS as RIGHTS,
    ROWS as ROWS,
    SETTLE as SETTLE,
    STOCKTAKE as STOCKTAKE,
    TERMS as TERMS,
    VERDICTS as VERDICTS,
)

# isort: on

# Where a right holds: at every unit, or at those of the account's terms of office.
EVERYWHERE, OWN = "everywhere", "own"

Grants = Mapping[str, str]
_EVERYTHING: Grants = dict.fromkeys(RIGHTS, EVERYWHERE)
# Nobody decides on what they disputed or answered themselves; nobody stands in for who
# holds no office.
_DECIDING: Grants = {
    right: EVERYWHERE for right in RIGHTS if right not in (DISPUTE, ANSWER, DELEGATE)
}
_OWN = (ROWS, HANDOVER, DISPUTE, DIALOGUE, ANSWER)
_DELEGATE: Grants = {READ: EVERYWHERE, **dict.fromkeys(_OWN, OWN)}
_ANALYST = (READ, ROWS, LOADS, VERDICTS, HANDOVER, SETTLE, DIALOGUE, STOCKTAKE)
_LEADER = (READ, ROWS, HANDOVER, DIALOGUE, DECIDE, STOCKTAKE)

GRANTS: Mapping[str, Grants] = {
    "administrator": _DECIDING,
    "leader": dict.fromkeys(_LEADER, EVERYWHERE),
    "chair": {**_DELEGATE, DELEGATE: OWN},
    "delegate": _DELEGATE,
    "analyst": dict.fromkeys(_ANALYST, EVERYWHERE),
    "viewer": {READ: EVERYWHERE},
    # The door lets nobody read but where pages are public (HAICAP_PUBLIC).
    "nobody": {READ: EVERYWHERE},
    "operator": _EVERYTHING,
    # Nobody too, where less is told to the public (Settings.public_is_narrow).
    "public": {},
}

# Pages that need more than reading.
PAGES: Mapping[str, str] = {
    "/": PUBLISHED,
    "/rankings": PUBLISHED,
    "/upload": LOADS,
    "/terms": TERMS,
    "/handover": HANDOVER,
    "/dialogue": DIALOGUE,
    # Who prepares no meetings reads the pages of their own units.
    "/stocktake": DIALOGUE,
    "/accounts": ACCOUNTS,
    "/messages": MAILS,
    "/audit": AUDIT,
}


def right_of(path: str | None) -> str:
    """The right that the page at a path needs."""
    return PAGES.get((path or "/").rstrip("/") or "/", READ)


def units(right: str, account: Account | None = None) -> frozenset[str] | None:
    """The units at which an account (default: the request's) has a right; None where
    it has it everywhere."""
    asked = account or current()
    if right == PUBLISHED:
        return None
    where = GRANTS[asked.role].get(right, "")
    if where == EVERYWHERE:
        return None
    return asked.units if where == OWN else frozenset()


def scope(account: Account | None = None) -> Scope:
    """Where an account (default: the request's) has which right: what `board` answers
    it within."""
    asked = account or current()
    rights = (PUBLISHED, *GRANTS[asked.role])
    return Scope({right: units(right, asked) for right in rights})


def seen() -> tuple[str, tuple[str, ...]]:
    """What tells apart what the account of the request is shown: role and units."""
    asked = current()
    return asked.role, tuple(sorted(asked.units))


def may(right: str, unit: str = "", account: Account | None = None) -> bool:
    """Whether an account (default: the request's) has a right: at a unit, or anywhere
    at all where none is named."""
    return Scope({right: units(right, account)}).may(right, unit)


def allow(right: str, unit: str = "") -> Account:
    """The account of the request; NotAllowedError that says who may where it has not
    the right, at the unit where one is named."""
    asked = current()
    if may(right, unit, asked):
        return asked
    roles = ", ".join(role_name(role) for role in ROLES if right in GRANTS[role])
    if not asked.signed_in:
        raise NotAllowedError(
            "This needs an account. Sign in with one of these roles: {roles}.",
            roles=roles,
        )
    if GRANTS[asked.role].get(right) == OWN:
        raise NotAllowedError(
            "You may see this for the units where you are in office now, and only for "
            "these. Ask an administrator where your term of office is not entered."
        )
    raise NotAllowedError(
        "Your role ({role}) may not do this; these may: {roles}. Ask an administrator "
        "where you need it.",
        role=role_name(asked.role),
        roles=roles,
    )
