"""What each Chair took over, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from board.known import Known
from metrics import plain
from metrics.answers import CHAIR_COLUMNS, ChairsAnswer
from metrics.questions import Question
from metrics.ranking import Ranked, row
from metrics.reading import UNKNOWN, Amount
from metrics.standing import competition_ranks
from metrics.terms import Term
from metrics.windows import Window, up_to_eve, within

_OF_ROW = (
    "unit_code",
    "unit_name",
    "kind",
    "former_district",
    "target",
    "numerator",
    "denominator",
    "value",
    "status",
    "missing",
    "rank",
)


def chairs(known: Known, question: Question) -> ChairsAnswer:
    """Each Chair in office on as-of, the widest gap first, units whose gap is not
    known last. A standing before the term is told as inherited, never as theirs."""
    ranked = known.ranked(question)
    offices = _Offices(known, ranked, {}, {})
    terms = known.chairs(ranked.asked.as_of)
    gaps = {code: _gap(ranked, code) for code in ranked.listed}
    order = sorted(
        ranked.listed, key=lambda code: (gaps[code] is None, gaps[code] or 0)
    )
    rows = [offices.line(code, terms) for code in order]
    return ChairsAnswer(
        reading=known.reading(ranked.asked),
        frame=pd.DataFrame(rows, columns=list(CHAIR_COLUMNS), dtype=object),
    )


def _gap(ranked: Ranked, code: str) -> Fraction | None:
    target = ranked.asked.target(ranked.asked.tree.units[code])
    value = ranked.amounts[code].value
    return None if target is None or value is None else value - target.value


@dataclass(frozen=True)
class _Offices:
    """Readings by window, each worked out once for all who took office that day."""

    known: Known
    ranked: Ranked
    _amounts: dict[Window, Mapping[str, Amount]]
    _ranks: dict[Window, Mapping[str, int]]

    def line(self, code: str, terms: Mapping[str, Term]) -> dict[str, object]:
        """One row of CHAIR_COLUMNS."""
        standing = row(self.ranked, code, terms)
        line: dict[str, object] = dict.fromkeys(CHAIR_COLUMNS)
        line |= {key: standing[key] for key in _OF_ROW}
        line |= {"person": "", "acting": False, "decision_no": ""}
        term = terms.get(code)
        if term is None:
            return line
        as_of = self.ranked.asked.as_of
        return line | {
            "person": term.person,
            "acting": term.acting,
            "starts_on": term.starts_on,
            "decision_no": term.decision_no,
            "days_in_office": (as_of - term.starts_on).days + 1,
            **self._inherited(code, term),
            **self._own(code, term),
        }

    def _inherited(self, code: str, term: Term) -> dict[str, object]:
        """The standing on the eve of the term, and the change since."""
        window = up_to_eve(self.ranked.asked.start, term.starts_on)
        if window is None:
            return {}
        before = self._read(window).get(code, UNKNOWN)
        if before.value is None:
            return {}
        value = self.ranked.amounts[code].value
        return {
            "inherited_numerator": before.numerator,
            "inherited_denominator": before.denominator,
            "inherited_value": float(before.value),
            "inherited_rank": self._ranked_before(window).get(code),
            "change": None if value is None else float(value - before.value),
        }

    def _own(self, code: str, term: Term) -> dict[str, object]:
        """What was received within the term alone."""
        asked = self.ranked.asked
        if asked.indicator.basis != "dossiers":
            return {}
        own = within(asked.start, term.starts_on, asked.as_of)
        amount = self._read(own).get(code, UNKNOWN)
        return {
            "own_numerator": amount.numerator,
            "own_denominator": amount.denominator,
            "own_value": plain.number(amount.value),
        }

    def _read(self, window: Window) -> Mapping[str, Amount]:
        if window not in self._amounts:
            self._amounts[window] = self.known.amounts(self.ranked.asked, window)
        return self._amounts[window]

    def _ranked_before(self, window: Window) -> Mapping[str, int]:
        if window not in self._ranks:
            amounts = self._read(window)
            self._ranks[window] = competition_ranks(
                {code: amounts[code].value for code in self.ranked.leaves}
            )
        return self._ranks[window]
