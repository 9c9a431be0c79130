"""Who answers for a unit on a day: mail, tasks and disputes follow the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from board.known import Known
from metrics.terms import Holder, Term, chair_of
from store.accounts import KeptAccount, of_chairs
from store.engine import Database


def terms_on(known: Known, day: date, post: str = "chair") -> dict[str, Term]:
    """The term by which each unit has a Chair (or somebody in another `post`) on
    `day`."""
    return chair_of(known.facts.terms, day, post)


def holders(
    db: Database, terms: Mapping[str, Term], day: date, with_account: bool = True
) -> dict[str, Holder]:
    """Who is in office by each of `terms`; of Chairs with the account as it is now. A
    vice-chair has none, and that of a Chair of the same name is not theirs."""
    with db.read() as connection:
        accounts = of_chairs(connection, day) if with_account else {}
    return {
        code: _holder(term, day, _account(accounts.get(term.person, ()), code))
        for code, term in terms.items()
    }


def _account(found: Sequence[KeptAccount], code: str) -> KeptAccount | None:
    """The newest of a name's accounts that is for a unit."""
    return next((one for one in found if one.narrowed([code])), None)


def _holder(term: Term, day: date, account: KeptAccount | None) -> Holder:
    held = Holder(
        term.unit_code,
        day,
        term.person,
        term.acting,
        term.starts_on,
        term.decision_no,
        term.email,
    )
    if account is None:
        return held
    return replace(
        held,
        mail=account.mail or term.email,
        account=account.name,
        account_id=account.id,
        language=account.language,
    )


def accounts_of(db: Database, day: date) -> dict[str, str]:
    """Person -> the names of the Chairs' accounts that can be used on `day`."""
    with db.read() as connection:
        found = of_chairs(connection, day)
    return {person: ", ".join(x.name for x in these) for person, these in found.items()}
