"""What was frozen for a deadline, and what was corrected since."""

from __future__ import annotations

from datetime import datetime, timedelta

from board.known import Known
from board.revised import revised
from metrics.questions import Question
from metrics.revisions import FrozenDeadline
from store import deadlines

# The scheduler looks every minute; a load may hold it up for a while.
_IN_TIME = timedelta(minutes=10)


def frozen_deadline(known: Known, question: Question) -> FrozenDeadline | None:
    """The evaluation of the last deadline of the question's plan that was frozen, and
    the revisions since; None where none was."""
    plan = known.resolve(question).plan
    if plan is None:
        return None
    with known.db.read() as connection:
        moments = tuple(
            one.moment
            for one in deadlines.deadlines(connection, known.db.timezone)
            if plan.key in one.plans
        )
        found = deadlines.frozen_for(connection, moments)
    if found is None:
        return None
    asked = Question(question.indicator, plan.key, kinds=question.kinds)
    return FrozenDeadline(
        moment=found.deadline,
        evaluation=found.number,
        known_at=found.known_at,
        late=_moment(found.known_at) > _moment(found.deadline) + _IN_TIME,
        addenda=revised(known, asked, found.number),
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
