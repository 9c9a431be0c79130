"""One question as an evaluation froze it, and as it is answered now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from board.known import Known
from board.reopened import Reopened, find
from core.errors import UsageError
from metrics.causes import Ledger
from metrics.questions import Question
from metrics.ranking import Ranked, total
from metrics.reading import UNKNOWN, Amount
from metrics.targets import plans
from metrics.windows import Window
from store.since import Since, since


@dataclass(frozen=True)
class Compared:
    """One question as evaluation froze it and as it is answered now, for the same day
    and window."""

    known: Known
    then: Reopened
    now: Ranked

    @property
    def window(self) -> Window:
        asked = self.then.ranked.asked
        return Window(asked.start, asked.as_of)

    @cached_property
    def since(self) -> Since:
        with self.known.db.read() as connection:
            return since(connection, self.then.evaluation)

    def amounts(self, code: str) -> tuple[Amount, Amount]:
        """Then and now; "" is the whole."""
        if code:
            return self.then.ranked.amounts.get(code, UNKNOWN), self.now.amounts.get(
                code, UNKNOWN
            )
        sides = (self.then.ranked, self.now)
        then, now = (total(side.asked.tree, side.amounts) for side in sides)
        return then, now

    def units(self, side: Ranked, code: str) -> tuple[str, ...]:
        """The unit and all below it, as the tree was then or is now."""
        tree = side.asked.tree
        if not code:
            return tuple(tree.units)
        return (code, *tree.below(code)) if code in tree.units else ()

    def ledger(self, last_row: int) -> Ledger:
        came = self.since
        late = came.ledger[came.ledger["load_id"] > came.last_load]
        retries = late[late["retry_of"].notna()]
        return Ledger(
            came.last_load,
            last_row,
            dict(zip(retries["retry_of"], retries["load_id"], strict=True)),
            came.undone,
        )


def compare(known: Known, question: Question, number: int) -> Compared:
    """`question` then and now. Raises UsageError where it was not frozen."""
    then = find(known, question, number)
    asked = then.ranked.asked
    plan = asked.plan.key if asked.plan else ""
    here = {one.key for one in plans(known.facts.targets)}
    now = Question(
        asked.indicator.key,
        plan if plan in here else "",
        asked.window,
        asked.start,
        asked.as_of,
        question.kinds,
    )
    return Compared(known, then, known.ranked(now))


def name(both: Compared, code: str) -> str:
    units = {**both.then.ranked.asked.tree.units, **both.now.asked.tree.units}
    if not code:
        roots = both.now.asked.tree.roots
        return units[roots[0]].name if len(roots) == 1 else ""
    if code not in units:
        raise UsageError(
            "There is no unit “{code}” on {day}.",
            code=code,
            day=both.now.asked.as_of.isoformat(),
        )
    return units[code].name
