"""The second step of signing in: a code of the moment that a telephone shows (TOTP, RFC
6238), or one of ten recovery codes. None lets anybody in twice."""

from __future__ import annotations

import hmac
import secrets

import pyotp

from accounts.sessions import digest
from core.account import OPERATOR
from core.clock import moment_now, now
from core.errors import UsageError
from store import second_steps
from store.accounts import KeptAccount
from store.audit import Deed, did
from store.engine import Database
from store.second_steps import Totp

RECOVERY_CODES = 10
_ISSUER = "Hai Cấp"
_SECONDS = 30
# Clocks differ: the code before and the one after are taken too (RFC 6238, 5.2).
_AWAY = (-1, 0, 1)
# As Crockford's: no letter that is read as a digit.
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _IN_GROUP = 4, 4


def kept(db: Database, account: KeptAccount) -> Totp | None:
    """The second step of an account, on or only offered."""
    with db.read() as connection:
        return second_steps.get(connection, account.id)


def is_on(db: Database, account: KeptAccount) -> bool:
    """Whether a code is asked for."""
    found = kept(db, account)
    return found is not None and bool(found.since)


def address_of(account: KeptAccount, secret: str) -> str:
    """What a telephone reads off the QR code."""
    return pyotp.TOTP(secret, name=account.name, issuer=_ISSUER).provisioning_uri()


def offer(db: Database, account: KeptAccount) -> None:
    """Make a secret, which counts once a first code confirms it. UsageError where the
    second step is on."""
    with db.write() as connection:
        found = second_steps.get(connection, account.id)
        if found is not None and found.since:
            raise UsageError("The second step is on already.")
        second_steps.offer(connection, account.id, pyotp.random_base32())


def confirm(db: Database, account: KeptAccount, code: str) -> list[str]:
    """Switch the second step on; its recovery codes, which are told this once.
    UsageError for a code that does not fit, or where nothing was offered."""
    found = kept(db, account)
    if found is None or found.since:
        raise UsageError("There is nothing to confirm: begin again.")
    if not _is_code_of_now(db, found, _plain(code)):
        raise UsageError(
            "The code does not fit. Give the one that the telephone shows now; its "
            "clock must be right."
        )
    return _write(db, account, moment_now(), Deed(account.name, "second_step_on"))


def new_codes(db: Database, account: KeptAccount) -> list[str]:
    """Other recovery codes in the place of those before, told this once. UsageError
    where the second step is off."""
    found = kept(db, account)
    if found is None or not found.since:
        raise UsageError("The second step is off.")
    return _write(db, account, found.since, Deed(account.name, "recovery_codes"))


def _write(db: Database, account: KeptAccount, since: str, deed: Deed) -> list[str]:
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    hashes = [digest(_plain(code)) for code in codes]
    with db.write() as connection:
        second_steps.change(connection, account.id, since, hashes)
        did(connection, deed)
    return codes


def off(db: Database, account: KeptAccount, who: str = OPERATOR.name) -> None:
    """Switch the second step off, told in the audit where it was on."""
    with db.write() as connection:
        found = second_steps.get(connection, account.id)
        second_steps.remove(connection, account.id)
        if found is not None and found.since:
            did(connection, Deed(who, "second_step_off", account.name))


def cancel(db: Database, account: KeptAccount) -> None:
    """Forget a secret that was offered and not confirmed."""
    with db.write() as connection:
        found = second_steps.get(connection, account.id)
        if found is not None and not found.since:
            second_steps.remove(connection, account.id)


def codes_left(db: Database, found: Totp) -> int:
    """How many recovery codes were not used yet."""
    with db.jobs_read() as connection:
        used = second_steps.used(connection, found.account_id)
    return len(set(found.recovery) - used)


def fits(db: Database, account: KeptAccount, code: str) -> bool:
    """Whether a code lets the account in; it does so once."""
    found = kept(db, account)
    if found is None or not found.since:
        return False
    given = _plain(code)
    if len(given) == 6 and given.isascii() and given.isdigit():
        return _is_code_of_now(db, found, given)
    told = digest(given)
    right = [one for one in found.recovery if hmac.compare_digest(one, told)]
    return bool(right) and _use(db, found, told)


def _is_code_of_now(db: Database, found: Totp, given: str) -> bool:
    made, count = pyotp.TOTP(found.secret), int(now().timestamp()) // _SECONDS
    right = [
        one
        for one in (count + away for away in _AWAY)
        if hmac.compare_digest(made.generate_otp(one).encode(), given.encode())
    ]
    if not right:
        return False
    used = digest(f"{found.secret} {right[0]}")
    return _use(db, found, f"{second_steps.OF_A_MOMENT}{used}")


def _use(db: Database, found: Totp, told: str) -> bool:
    with db.jobs_write() as connection:
        return second_steps.use(connection, found.account_id, told, moment_now())


def _plain(code: str) -> str:
    return code.replace(" ", "").replace("-", "").casefold()


def _recovery_code() -> str:
    groups = (
        "".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP))
        for _ in range(_GROUPS)
    )
    return "-".join(groups)
