"""The terms of a person: what was inherited, what stood at the end, what was theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from board.beside import similar
from board.known import Known
from metrics.borders import TODAY
from metrics.facts import day_before
from metrics.past_terms import PastTerm, PersonTerms
from metrics.questions import Question
from metrics.ranking import Ranked, row
from metrics.reading import UNKNOWN, Amount
from metrics.terms import Term
from metrics.windows import up_to_eve, within


def person_terms(known: Known, question: Question, person: str) -> PersonTerms:
    """Every term of `person` as Chair that began by as-of, the newest first, by the
    plan of the question. Units that were never in force in a term are left out."""
    asked = known.resolve(question)
    plan = asked.plan.key if asked.plan else ""
    found = []
    for term in known.facts.terms:
        if (term.person, term.post) != (person, "chair") or term.starts_on == date.min:
            continue
        end = min(term.ends_on, asked.as_of, _last_day(known, term.unit_code))
        if term.starts_on <= end:
            ranked = known.ranked(replace(question, plan=plan, as_of=end))
            if term.unit_code in ranked.asked.tree.units:
                found.append(_Measured(known, ranked, term).told())
    found.sort(key=lambda one: (one.term.starts_on, one.term.unit_code), reverse=True)
    return PersonTerms(person, known.reading(asked), tuple(found))


def _last_day(known: Known, code: str) -> date:
    lives = [unit.valid_to for unit in known.facts.versions if unit.code == code]
    return max(lives, default=date.min)


@dataclass(frozen=True)
class _Measured:
    known: Known
    ranked: Ranked
    term: Term

    @property
    def end(self) -> date:
        return self.ranked.asked.as_of

    def told(self) -> PastTerm:
        code, asked = self.term.unit_code, self.ranked.asked
        standing = row(self.ranked, code, self.known.chairs(self.end))
        before = self._before()
        return PastTerm(
            self.term,
            asked.tree.units[code].name,
            self.end,
            {**standing, "share": self.ranked.amounts[code].value},
            None if before is None else before.get(code, UNKNOWN),
            self._own(),
            {} if before is None else self._peers(before),
            self._joined(code),
        )

    def _before(self) -> Mapping[str, Amount] | None:
        """The same window up to the eve; None where that lies before its start."""
        asked = self.ranked.asked
        window = up_to_eve(asked.start, self.term.starts_on)
        return None if window is None else self.known.amounts(asked, window)

    def _own(self) -> Amount | None:
        asked = self.ranked.asked
        if asked.indicator.basis != "dossiers":
            return None
        own = within(asked.start, self.term.starts_on, self.end)
        amounts = self.known.amounts(asked, own)
        return amounts.get(self.term.unit_code, UNKNOWN)

    def _peers(self, before: Mapping[str, Amount]) -> dict[str, Fraction]:
        """How the units most alike on the last day changed over the same days."""
        plan = self.ranked.asked.plan
        key = plan.key if plan else ""
        pair = [
            self.known.ranked(Question(name, key, as_of=self.end))
            for name in ("online_dossiers", "online_procedures")
        ]
        found = {}
        for code in similar(pair[0], pair[1], self.term.unit_code):
            now = self.ranked.amounts[code].value
            then = before.get(code, UNKNOWN).value
            if now is not None and then is not None and not self._joined(code):
                found[code] = now - then
        return found

    def _joined(self, code: str) -> tuple[str, ...]:
        """The units that ended within the term and whose successor this one is."""
        tree = self.known.facts.tree(self.end, TODAY)
        eve = day_before(self.term.starts_on)
        names = {u.code: u.name for u in self.known.facts.versions}
        return tuple(
            names[member]
            for member in tree.merged.get(code, ())
            if any(eve <= v.valid_to < self.end for v in tree.past[member].versions)
        )
