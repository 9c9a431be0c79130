"""What an account may be called, what may be known of it, and what must not change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.attempts import name_key
from core.account import ERASED, OPERATOR, ROLES
from core.errors import UsageError
from core.language import LANGUAGES
from core.messages import is_address
from store import accounts
from store.accounts import KeptAccount

_LONGEST_NAME = 80
# Words that tables use where nobody signed in.
_RESERVED = {OPERATOR.name, "nobody", "rule"}


@dataclass(frozen=True)
class Details:
    """What is known of an account beside its name, and can be changed."""

    role: str
    person: str
    mail: str
    language: str
    until: date | None
    # Codes with a space between two; "" is all units of the person's terms.
    units: str = ""


def units_of(text: str) -> str:
    """The codes of units that somebody wrote, as they are kept."""
    return " ".join(dict.fromkeys(text.replace(",", " ").split()))


def check_name(name: str) -> None:
    """UsageError for what cannot be the name of an account."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError("A name has 1 to {most} printable signs.", most=_LONGEST_NAME)
    key = name_key(name)
    if key in _RESERVED or key.startswith(ERASED):
        raise UsageError("“{name}” is kept for who has no account.", name=name)


def check_details(wished: Details) -> None:
    """UsageError for details that no account has, as `create`."""
    _check_role(wished.role, wished.person, wished.until)
    _check_words(wished.mail, wished.language)
    if wished.units and wished.role not in ("chair", "delegate"):
        raise UsageError("Units are named for Chairs and delegates alone.")


def _check_role(role: str, person: str, until: date | None) -> None:
    if role not in ROLES:
        raise UsageError(
            "There is no role “{role}”. There are: {roles}.",
            role=role,
            roles=", ".join(ROLES),
        )
    if role in ("chair", "delegate") and not person:
        raise UsageError(
            "Name the Chair as the terms of office do (in a command: --person): the "
            "units follow from there."
        )
    if role == "delegate" and until is None:
        raise UsageError(
            "A delegate's account has a last day (in a command: --until 2026-12-31)."
        )


def check_units(connection: Any, units: str) -> None:
    """UsageError for codes that are no unit's."""
    known = {
        code for code, _name in accounts.named(connection, frozenset(units.split()))
    }
    wrong = [code for code in units.split() if code not in known]
    if wrong:
        raise UsageError("There is no unit “{unit}”.", unit=", ".join(wrong))


def _check_words(mail: str, language: str) -> None:
    if mail and not is_address(mail):
        raise UsageError("“{mail}” is no mail address.", mail=mail)
    if language not in LANGUAGES:
        raise UsageError("There is no language “{language}”.", language=language)


def check_remains(connection: Any, account: KeptAccount, day: date) -> None:
    """UsageError where `account` is the last administrator that can sign in: without
    one, nobody could let anybody in again. To be asked once the audit is told, whose
    lock keeps two that go at once apart."""
    able = [
        one.id
        for one in accounts.every(connection)
        if one.role == "administrator" and one.can_sign_in(day)
    ]
    if able == [account.id]:
        raise UsageError(
            "“{name}” is the last administrator that can sign in. Make another one "
            "first, and let them set their password.",
            name=account.name,
        )


def check_no_demo(account: KeptAccount) -> None:
    """UsageError for a demo account: its role and password stand on the page to sign
    in."""
    if account.demo:
        raise UsageError(
            "“{name}” is a demo account: its role and password stand on the page to "
            "sign in, and cannot be changed. Lock it, or make an account of your own.",
            name=account.name,
        )
