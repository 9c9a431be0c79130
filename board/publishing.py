"""What is told who has not signed in, where an office tells them less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from board.citing import Citing
from board.known import Known
from board.public import Published, published, ranking, refuse
from board.scoped import needs
from core.clock import begin_of, today
from core.errors import NotAllowedError
from core.scope import PUBLISHED
from metrics.answers import Ranking, Told
from metrics.questions import Question

Answer = TypeVar("Answer")


class Publishing(Citing):
    """The part of the board that speaks of what was published."""

    @needs(PUBLISHED)
    def told(self) -> Told:
        """What is told without signing in. NotAllowedError where nothing is old
        enough."""
        found = self._published()
        about, settings = found.evaluation, self.settings
        return Told(
            about.number,
            about.known_at,
            about.as_of,
            tuple(found.tables),
            settings.public_delay,
            found.least,
        )

    def _of_published(
        self,
        answer: Callable[[Known, Published, str], Answer],
        plan: str,
        basis: str,
        as_of: date | None,
    ) -> Answer:
        open_ = self._published()
        for key in list(open_.tables)[:1]:
            refuse(Question(key, plan, as_of=as_of), open_)
        return self._answered.fresh(answer, open_, basis)

    def _ranking_published(self, question: Question, evaluation: int | None) -> Ranking:
        open_ = self._published()
        if evaluation not in (None, open_.evaluation.number):
            raise NotAllowedError(
                "Without signing in only evaluation {number} is shown. Sign in to see "
                "others.",
                number=open_.evaluation.number,
            )
        return self._answered.fresh(ranking, open_, question)

    def _published(self) -> Published:
        settings = self.settings
        last = today(settings.timezone) - timedelta(days=settings.public_delay)
        until = begin_of(last + timedelta(days=1), settings.timezone)
        return self._ask(published, until, settings.public_delay, settings.small_below)
