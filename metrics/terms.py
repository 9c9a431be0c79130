"""Office terms: who answers for a unit on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Term:
    """A person in a post at a unit, both bounding days included."""

    unit_code: str
    person: str
    post: str
    starts_on: date
    ends_on: date
    acting: bool = False
    decision_no: str = ""
    email: str = ""

    def in_office(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def chair_of(terms: tuple[Term, ...], day: date) -> dict[str, Term]:
    """The Chair in office at each unit on `day`, the acting one only if there is no
    other; of several the latest to start."""
    found: dict[str, Term] = {}
    for term in sorted(terms, key=lambda t: (not t.acting, t.starts_on, t.person)):
        if term.post == "chair" and term.in_office(day):
            found[term.unit_code] = term
    return found


@dataclass(frozen=True)
class Holder:
    """Who answers for a unit on a day: `person` "" is nobody. `mail`: of their
    account, else of their term; `account`, `account_id`: the Chair's account that is
    open on that day, "" and None without one; `language`: as that account asks for."""

    unit_code: str
    day: date
    person: str = ""
    acting: bool = False
    starts_on: date | None = None
    decision_no: str = ""
    mail: str = ""
    account: str = ""
    account_id: int | None = None
    language: str = ""

    @property
    def somebody(self) -> bool:
        return bool(self.person)
