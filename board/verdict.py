"""What became of a printed number: current, superseded, or none of ours."""

from __future__ import annotations

from dataclasses import replace

from board.known import Known
from board.passport import as_frozen
from board.revisions import revision
from board.whole import one_root
from metrics.asking import Asked
from metrics.citation import Frozen
from metrics.passports import Verdict
from metrics.questions import Question
from store import citations, evaluations
from store.printed import find

_FIGURE = ("numerator", "denominator", "target")


def verdict(known: Known, evaluation: int, digest: str) -> Verdict:
    """What became of the number that evaluation `evaluation` froze under `digest`
    (shortened or whole). "superseded": numerator, denominator or target read
    otherwise as known now, for the same unit, day and window."""
    with known.db.read() as connection:
        frozen = evaluations.find(connection, evaluation)
        then = find(connection, frozen, digest) if frozen else None
        table = None if then else citations.find(connection, digest, evaluation)
    if table is not None:
        return Verdict("table", table=table)
    return _of(known, then) if then else Verdict("unknown")


def of_number(
    known: Known, evaluation: int, question: Question, unit_code: str
) -> Verdict:
    """The same for the number of a unit that an evaluation froze, without its hash;
    "unknown" where it froze none. Raises UsageError for an unknown key."""
    with known.db.read() as connection:
        frozen = evaluations.find(connection, evaluation)
    if frozen is None:
        return Verdict("unknown")
    asked = known.resolve(replace(question, as_of=frozen.as_of))
    every = as_frozen(known, asked, one_root(asked, unit_code))
    then = next((one for one in every if one.evaluation == evaluation), None)
    return _of(known, then) if then else Verdict("unknown")


def _of(known: Known, then: Frozen) -> Verdict:
    asked = known.resolve(_question(then))
    now = _now(known, asked, then)
    if now is not None and figure(now) == figure(then):
        return Verdict("current", then, now, _since(known, asked, now))
    if now is None:
        return Verdict("superseded", then)
    why = revision(known, _published(then), then.unit_code, then.evaluation)
    return Verdict("superseded", then, now, _since(known, asked, now), why)


def figure(one: Frozen) -> tuple[object, ...]:
    """What a number says: its counts and the target it is held against."""
    return tuple(getattr(one, name) for name in _FIGURE)


def _published(then: Frozen) -> Question:
    """The question by which its evaluation is reopened."""
    window = "cumulative" if then.reading == "cumulative" else ""
    return Question(then.indicator, then.plan, window)


def _question(then: Frozen) -> Question:
    """The question that the number answered; its window is given by its first day."""
    return replace(_published(then), start=then.window_start, as_of=then.as_of)


def _now(known: Known, asked: Asked, then: Frozen) -> Frozen | None:
    """The same as known now; None where the unit is not measured on that day."""
    if then.unit_code not in asked.tree.units:
        return None
    ranked = known.ranked(_question(then))
    amount = ranked.amounts[then.unit_code]
    target = asked.target(asked.tree.units[then.unit_code])
    return replace(
        then,
        evaluation=known.evaluation or then.evaluation,
        known_at=known.known_at,
        numerator=amount.numerator,
        denominator=amount.denominator,
        target=str(target.value) if target else "",
        rank=ranked.ranks.get(then.unit_code),
        status=ranked.status(then.unit_code),
    )


def _since(known: Known, asked: Asked, now: Frozen) -> int | None:
    """The evaluation of this day from which on the number reads as it does now."""
    found = None
    for one in as_frozen(known, asked, now.unit_code):
        same = figure(one) == figure(now)
        found = (found or one.evaluation) if same else None
    return found
