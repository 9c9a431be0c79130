"""A frozen evaluation reopened exactly: what was published, whatever came later."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from board.known import Known
from core.errors import UsageError
from metrics.answers import Ranking
from metrics.asking import find_plan
from metrics.frozen import FrozenRanked, chairs_of, plan_of, reopen
from metrics.indicators import indicator
from metrics.questions import Plan, Question, Reading
from metrics.ranking import table, whole
from store import evaluations, frozen
from store.evaluations import Evaluation


@dataclass(frozen=True)
class Reopened:
    """What an evaluation holds of one question. `reading`: "own" or "cumulative"."""

    evaluation: Evaluation
    ranked: FrozenRanked
    units: pd.DataFrame
    reading: str

    @property
    def about(self) -> Reading:
        """What the answer speaks of."""
        asked = self.ranked.asked
        return Reading(
            indicator=asked.indicator,
            plan=asked.plan,
            window=asked.window,
            start=asked.start,
            as_of=asked.as_of,
            deadline=self.ranked.deadline,
            known_at=self.evaluation.known_at,
            evaluation=self.evaluation.number,
            official=bool(asked.plan and asked.indicator.key in asked.plan.official),
            reopened=True,
        )


def reopened(known: Known, question: Question, number: int) -> Ranking:
    """The ranking table as evaluation `number` froze it."""
    found = find(known, question, number)
    chairs = chairs_of(found.units, found.ranked.asked.as_of)
    return Ranking(
        reading=found.about,
        frame=table(found.ranked, chairs),
        whole=whole(found.ranked, chairs),
    )


def find(known: Known, question: Question, number: int) -> Reopened:
    """What evaluation `number` froze of `question`. Raises UsageError where there is
    no such evaluation, or where it froze another day, plan or window."""
    about = indicator(question.indicator)
    with known.db.read() as connection:
        evaluation = evaluations.find(connection, number)
        if evaluation is None:
            raise UsageError("There is no evaluation {number}.", number=number)
        _refuse(question, evaluation)
        units = frozen.present(connection, "frozen_unit", number)
        plans = frozen.present(connection, "frozen_plan", number)
        if evaluation.last_load is None:
            plan = _early_plan(known, question, evaluation)
        else:
            plan = _plan(question, evaluation, plans)
        rows = frozen.present(
            connection,
            "standing",
            number,
            plan=plan.key if plan else "",
            indicator=about.key,
        )
    if evaluation.last_load is None and question.kinds:
        raise UsageError(
            "Evaluation {number} was frozen before the kinds of units were kept with "
            "it: ask for all of them.",
            number=number,
        )
    reading, rows = _reading(question, evaluation, rows, plan)
    ranked = reopen(about, plan, evaluation.as_of, question.kinds, rows, units)
    return Reopened(evaluation, ranked, units, reading)


def _refuse(question: Question, evaluation: Evaluation) -> None:
    """An evaluation has one day, windows that plans give, and borders of its time."""
    if question.borders:
        raise UsageError(
            "Evaluation {number} is shown by the units of its time. Leave out today's "
            "borders, or ask for what is known now.",
            number=evaluation.number,
        )
    if question.as_of is not None and question.as_of != evaluation.as_of:
        raise UsageError(
            "Evaluation {number} speaks of {day}, not of {asked}. Leave out the day, "
            "or ask for what is known now.",
            number=evaluation.number,
            day=evaluation.as_of.isoformat(),
            asked=question.as_of.isoformat(),
        )
    if question.start is not None:
        raise UsageError(
            "An evaluation freezes no window that begins on a day of one's own. Leave "
            "out the first day {start}, or ask for what is known now.",
            start=question.start.isoformat(),
        )
    if question.borders:
        raise UsageError(
            "An evaluation speaks of the units of its day. Leave out today's borders, "
            "or ask for what is known now."
        )


def _plan(
    question: Question, evaluation: Evaluation, plans: pd.DataFrame
) -> Plan | None:
    """The plan asked for, or the one that stood where none is named."""
    rows = plans.to_dict("records")
    if not question.plan:
        return next((plan_of(row) for row in rows if row["by_default"]), None)
    found = next((plan_of(row) for row in rows if row["plan"] == question.plan), None)
    if found is None:
        raise UsageError(
            "Evaluation {number} knew no plan “{key}”. Plans it knew: {known}.",
            number=evaluation.number,
            key=question.plan,
            known=", ".join(row["plan"] for row in rows) or "–",
        )
    return found


def _early_plan(
    known: Known, question: Question, evaluation: Evaluation
) -> Plan | None:
    """Frozen before plans were kept: of the plan asked for its key is all that is
    known; where none is named, the default one is that of today's plans."""
    usual = find_plan("", known.facts, evaluation.as_of)
    key = question.plan or (usual.key if usual else "")
    if not key:
        return None
    return Plan(key, key, "", (), None, evaluation.as_of, (), (), ())


def _reading(
    question: Question, evaluation: Evaluation, rows: pd.DataFrame, plan: Plan | None
) -> tuple[str, pd.DataFrame]:
    """The rows of the reading asked for."""
    own = rows[rows["reading"] == "own"]
    cumulative = rows[rows["reading"] == "cumulative"]
    if len(own) and question.window in ("", *own["window"].head(1)):
        return "own", own
    if question.window in ("", "cumulative") and (len(cumulative) or rows.empty):
        _hold(evaluation, rows, plan)
        return "cumulative", cumulative
    raise UsageError(
        "Evaluation {number} did not freeze “{indicator}” over the window “{window}”: "
        "only over the plan's own and the cumulative one. Ask for what is known now.",
        number=evaluation.number,
        indicator=question.indicator,
        window=question.window,
    )


def _hold(evaluation: Evaluation, rows: pd.DataFrame, plan: Plan | None) -> None:
    """Raises UsageError where a plan was known but not frozen: it had not begun."""
    if rows.empty and plan is not None:
        raise UsageError(
            "Evaluation {number} froze nothing of the plan “{plan}”: on {day} it had "
            "not begun, or was not known.",
            number=evaluation.number,
            plan=plan.key,
            day=evaluation.as_of.isoformat(),
        )
