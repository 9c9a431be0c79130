"""Who is told something by their office: as it is held on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.keeping import listed
from board import Board
from metrics.terms import Holder
from store.accounts import KeptAccount

# An office of the city, and not of a unit.
LEADER = "leader"
# In whose place leaders stand where none has an account.
_INSTEAD = "administrator"
Readers = Mapping[str, tuple["Reader", ...]]


@dataclass(frozen=True)
class Reader:
    """Somebody to tell. `mail`: "" where no address is known; `account`, `language`:
    "" without an account."""

    person: str
    mail: str
    account: str = ""
    language: str = ""


def readers(board: Board, office: str, day: date) -> Readers:
    """Who holds an office of metrics.ladder.OFFICES on a day, by the code of the unit;
    of one of the city under ""."""
    accounts = [one for one in listed(board.db) if one.open_on(day)]
    if office == LEADER:
        found = [one for one in accounts if one.role == LEADER]
        found = found or [one for one in accounts if one.role == _INSTEAD]
        return {"": tuple(_of_account(one) for one in found)}
    if office != "delegate":
        held = board.holders(day, office)
        return {code: (_of_holder(one),) for code, one in held.items()}
    delegates = [one for one in accounts if one.role == "delegate"]
    return {
        code: tuple(
            _of_account(one)
            for one in delegates
            if one.person == holder.person and one.narrowed([code])
        )
        for code, holder in board.holders(day).items()
    }


def _of_account(one: KeptAccount) -> Reader:
    return Reader(one.name, one.mail, one.name, one.language)


def _of_holder(one: Holder) -> Reader:
    return Reader(one.person, one.mail, one.account, one.language)
