"""Office terms: who answers for a unit on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

# A term is told to end soon so many days ahead.
ENDING_DAYS = 30
TERM_COLUMNS = (
    "unit_code",
    "unit_name",
    "name_en",
    "kind",
    "person",
    "acting",
    "starts_on",
    "ends_on",
    "decision_no",
    "mail",
    "ending",
    "overlaps",
)


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


def chair_of(
    terms: tuple[Term, ...], day: date, post: str = "chair"
) -> dict[str, Term]:
    """The Chair (or who holds another `post`) in office at each unit on `day`, the
    acting one only if there is no other; of several the latest to start."""
    found: dict[str, Term] = {}
    for term in sorted(terms, key=lambda t: (not t.acting, t.starts_on, t.person)):
        if term.post == post and term.in_office(day):
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


@dataclass(frozen=True)
class TermsAnswer:
    """Who is in office on `day`. `frame`: TERM_COLUMNS, a row for each unit in force
    (`person` "" where nobody is; `ending`: within ENDING_DAYS; `overlaps`: two Chairs,
    neither acting, share a day, whenever); `overlaps`: the pairs of such terms;
    `by_unit`: all terms, the newest first."""

    day: date
    frame: pd.DataFrame
    overlaps: tuple[tuple[Term, Term], ...] = ()
    by_unit: Mapping[str, Sequence[Term]] = field(default_factory=dict)
