"""What is told of terms of office: who answers for a unit, and since when."""

from __future__ import annotations

from datetime import date, timedelta

from board.citing import Citing
from board.handover import handover
from board.office import accounts_of, holders, terms_on
from board.past_terms import person_terms
from board.scoped import needs
from board.terms import terms
from board.thresholds import thresholds
from board.tolerances import tolerances
from board.usage import used, weeks_kept
from core.clock import monday, today
from core.scope import DIALOGUE, HANDOVER, READ, TERMS
from metrics.handover import Handover
from metrics.past_terms import PersonTerms
from metrics.questions import Question
from metrics.terms import Holder, TermsAnswer
from metrics.usage import Usage


class InOffice(Citing):
    """The part of the board that speaks of office-holders."""

    @needs(HANDOVER, TERMS)
    def holders(
        self, day: date | None = None, post: str = "chair"
    ) -> dict[str, Holder]:
        """The Chair (or who is in another `post`) of each unit that has one on a local
        day (default: today), the acting one only where there is no other; units without
        one are left out."""
        asked = day or today(self.settings.timezone)
        found = self._ask(terms_on, asked, post)
        return holders(self.db, found, asked, with_account=post == "chair")

    @needs(HANDOVER, TERMS)
    def holder(self, unit_code: str, day: date | None = None) -> Holder:
        """The Chair of a unit on a local day (default: today): whom mail goes to, who
        owns what is asked of the unit, who may dispute. Nobody where none is in
        office (figures.office.holder_words says so); it never falls back on another."""
        asked = day or today(self.settings.timezone)
        return self.holders(asked).get(unit_code, Holder(unit_code, asked))

    @needs(DIALOGUE)
    def usage(self, day: date | None = None) -> Usage:
        """Which Chairs in office on a local day (default: today) opened their own
        unit's page in its week; of the units whose dialogue the reader reads."""
        asked = day or today(self.settings.timezone)
        found = holders(self.db, self._ask(terms_on, asked, "chair"), asked)
        own = (one for one in found.values() if self.scope.may(DIALOGUE, one.unit_code))
        return used(self.db, own, asked)

    @needs(DIALOGUE)
    def usage_weeks(self, most: int) -> list[tuple[Usage, date]]:
        """`usage` of this week and of those before it, `most` in all, each with its
        last day (of this week, today), the newest first. An earlier week in which
        nobody opened any page is left out: it may lie before there were accounts."""
        asked = today(self.settings.timezone)
        ends = [monday(asked) - timedelta(days=7 * n + 1) for n in range(most - 1)]
        told = weeks_kept(self.db)
        days = [asked, *(day for day in ends if monday(day) in told)]
        return [(self.usage(day), day) for day in days]

    @needs(TERMS)
    def terms(self) -> TermsAnswer:
        """Who is in office today, at every unit."""
        return self._ask(terms, today(self.settings.timezone))

    @needs(TERMS)
    def accounts_of_chairs(self) -> dict[str, str]:
        """Person -> the name of the Chair's account that can be used today."""
        return accounts_of(self.db, today(self.settings.timezone))

    @needs(HANDOVER)
    def handover(self, unit_code: str, day: date, plan: str = "") -> Handover:
        """What stands on the eve of `day` for who begins then, by a plan (default: the
        one in force now); UsageError where there
        is no such unit on that eve, SettingsError where an own file cannot be read."""
        self.scope.hold((HANDOVER,), unit_code)
        own = tolerances(self.settings), thresholds(self.settings)
        return self._ask(handover, *own, unit_code, day, plan)

    @needs(READ)
    def person_terms(self, question: Question, person: str) -> PersonTerms:
        """Every term of a person as Chair, past ones included, with what happened in
        it; none for who never was."""
        return self._ask(person_terms, question, person)
