"""The first accounts: the code by which the first administrator is made, those of the
demo city, and what a production setting refuses to start with."""

from __future__ import annotations

import hmac
from pathlib import Path

from accounts import keeping
from core.account import ROLES
from core.clock import today
from core.errors import SettingsError, UsageError
from core.secret_file import secret_of
from core.settings import Settings
from store import accounts
from store.engine import Database

_CODE_BYTES = 8


def set_up_code(settings: Settings) -> str:
    """The code that lets the first administrator be made in the browser: kept in a
    file of HAICAP_VAR, so that all workers tell the same."""
    return secret_of(_code_path(settings), _CODE_BYTES)


def _code_path(settings: Settings) -> Path:
    return settings.var / "set-up.code"


def first_administrator(
    db: Database, settings: Settings, code: str, name: str, password: str
) -> None:
    """Make the first account, an administrator's. UsageError for a wrong code, or what
    `keeping.create` refuses; the code is then of no more use."""
    if not hmac.compare_digest(code.strip().encode(), set_up_code(settings).encode()):
        raise UsageError("The code is not the one in the log.")
    keeping.create(db, name, "administrator", password, first=True, who="set-up")
    _code_path(settings).unlink(missing_ok=True)


def demo_password(role: str) -> str:
    """The password of the demo account of a role, which everybody may know."""
    return f"hai-cap-{role}"


def make_demo_accounts(db: Database) -> None:
    """An account of each role beside the demo city, where there is no account yet.
    The Chair is one that is in office there; the delegate stands in for them."""
    day = today(db.timezone)
    with db.read() as connection:
        person = accounts.somebody_in_office(connection, day)
    for role in ROLES:
        stands = role in ("chair", "delegate")
        if stands and not person:
            continue
        keeping.create(
            db,
            role,
            role,
            demo_password(role),
            # So that it is seen what leaders are told; nobody has such an address.
            mail="leader@demo.invalid" if role == "leader" else "",
            person=person if stands else "",
            until=day.replace(year=day.year + 1, day=1) if role == "delegate" else None,
            demo=True,
        )


def demo_accounts(db: Database) -> list[tuple[str, str, str]]:
    """Name, role and password of the demo accounts that can be used."""
    return [
        (account.name, account.role, demo_password(account.role))
        for account in keeping.listed(db)
        if account.demo and not account.locked_at
    ]


def check_production(db: Database, settings: Settings) -> None:
    """Raises SettingsError for what HAICAP_PRODUCTION=yes does not start with."""
    if settings.production == "no":
        return
    if not settings.secret:
        raise SettingsError(
            "HAICAP_PRODUCTION=yes needs HAICAP_SECRET: the same key for every "
            "process, kept with the backups. Set it and start again."
        )
    if demo_accounts(db):
        raise SettingsError(
            "This database has demo accounts, whose passwords everybody may know: "
            "HAICAP_PRODUCTION=yes does not start with them. Use a database of your "
            "own, or lock each: python -m accounts lock NAME."
        )
    if not settings.public_url:
        raise SettingsError(
            "HAICAP_PRODUCTION=yes needs HAICAP_PUBLIC_URL, where readers reach the "
            "app (https://kpi.example.gov.vn): links that let somebody in are never "
            "made from what a request says. Set it and start again."
        )


def check_served(db: Database, settings: Settings) -> None:
    """Raises SettingsError where an address that others can reach would be served
    without an administrator."""
    has_one = any(
        account.role == "administrator" and not account.locked_at
        for account in keeping.listed(db)
    )
    if not has_one:
        raise SettingsError(
            "HAICAP_HOST={host} can be reached from other machines, and there is no "
            "administrator among the accounts yet. Make one first: python -m accounts "
            "create NAME --role administrator",
            host=settings.host,
        )
