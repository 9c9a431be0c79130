"""The pages by which an administrator sees and changes accounts, as plain HTML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accounts import pages
from accounts.account_page import moment
from accounts.administration import Listed
from accounts.sessions import form_token
from core.account import ROLES, role_name
from core.errors import KpiError
from core.language import DEFAULT_LANGUAGE, LANGUAGES, translate

# What was done -> what is said of it.
_DONE = {
    "made": "The account is made. A link to set its password was mailed.",
    "changed": "The account is changed.",
    "locked": "The account is locked, and its sessions have ended.",
    "unlocked": "The account can be used again.",
    "ended": "Its sessions have ended.",
    "off": "The second step is off, and its sessions have ended.",
    "sent": "A link was mailed.",
    "link": "A new link is made; those before are of no more use.",
}


class Shown:
    """An account as its page and the list show it."""

    def __init__(self, told: Listed, day: date, timezone: str) -> None:
        account = told.kept
        self.kept = account
        self.role = role_name(account.role)
        self.until = f"{account.until:%d/%m/%Y}" if account.until else ""
        self.last = moment(told.last, timezone) if told.last else ""
        self.step, self.sessions = told.step, told.sessions
        self.doubt = told.doubt
        self.over = account.until is not None and account.until < day
        self.states = self._states()

    def _states(self) -> list[str]:
        account = self.kept
        found = {
            "■ locked": bool(account.locked_at),
            "■ past its last day": self.over,
            "▲ no password set yet": not account.password,
            "demo": account.demo,
            "second step": self.step,
        }
        told = [translate(word) for word, holds in found.items() if holds]
        return [self.doubt, *told] if self.doubt else told

    def matches(self, words: str) -> bool:
        """Whether each of the words stands in what the list shows of it."""
        account = self.kept
        told = [account.name, account.person, account.mail, account.units]
        told += [self.role, *self.states]
        text = " ".join(told).casefold()
        return all(word in text for word in words.casefold().split())


def listing(
    found: list[Shown],
    people: list[str],
    cookie: str,
    asked: str,
    filled: Mapping[str, str],
    problem: KpiError | None = None,
    erased: str = "",
) -> str:
    """The list of accounts, of those that match what is `asked`, and the form that
    makes one, `filled` as it was sent where something is wrong with it. `erased`: the
    mark of an account that was just erased."""
    return pages.page(
        "administration",
        "Accounts",
        wide=True,
        accounts=[one for one in found if one.matches(asked)],
        all=len(found),
        asked=asked,
        erased=erased,
        problem=problem.text() if problem else "",
        **_form(people, cookie, filled),
    )


def one(
    shown: Shown,
    people: list[str],
    cookie: str,
    filled: Mapping[str, str],
    *,
    done: str = "",
    link: str = "",
    problem: KpiError | None = None,
) -> str:
    """The page of one account; `done`: what was just done; `link`: a link to hand over,
    shown this once; `problem`: what was refused."""
    return pages.page(
        "one_account",
        "An account",
        wide=True,
        shown=shown,
        remark=translate(_DONE[done]) if done in _DONE else "",
        link=link,
        problem=problem.text() if problem else "",
        **_form(people, cookie, filled),
    )


def details_of(told: Listed) -> dict[str, str]:
    """What the form of an account is filled with."""
    account = told.kept
    return {
        "role": account.role,
        "person": account.person,
        "mail": account.mail,
        "language": account.language,
        "until": account.until.isoformat() if account.until else "",
        "units": account.units,
    }


def _form(
    people: list[str], cookie: str, filled: Mapping[str, str]
) -> dict[str, object]:
    return {
        "token": form_token(cookie),
        "roles": [(role, role_name(role)) for role in ROLES],
        "languages": LANGUAGES,
        "people": people,
        # Nobody is made an administrator by a form that was sent too soon.
        "filled": filled or {"role": "viewer", "language": DEFAULT_LANGUAGE},
    }
