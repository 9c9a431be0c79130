"""Once a day commitments whose day is over are graded."""

from __future__ import annotations

from board import Board
from board.grading import Look
from metrics.commitments import Graded, standing
from store import commitments, dialogue, grades
from store.engine import Database

# Who graded.
RULE = "rule"


def grade(db: Database, board: Board) -> int:
    """Grades what is due, and again where data were revised; how many grades were
    added. Of commitments without one it freezes what is known before."""
    day = board.dialogue_day()
    with db.read() as connection:
        known = commitments.commitments(connection)
        stand = standing(dialogue.requests(connection), known)
        frozen = grades.baselines(connection)
        done = {one.commitment_id: one for one in grades.grades(connection)}
    missing = [one for one in stand if one.id not in frozen]
    added = {one.id: board.baseline(one, one.day) for one in missing}
    frozen |= {number: one for number, one in added.items() if one is not None}
    looks = board.grades_due(stand, frozen, done)
    with db.write() as connection:
        # Another may have frozen it meanwhile: of several the first counts.
        for number, baseline in added.items():
            if baseline is not None:
                grades.freeze(connection, number, RULE, day, baseline)
        # Read within the transaction: whoever runs this twice grades once.
        done = {one.commitment_id: one for one in grades.grades(connection)}
        new = [look for look in looks if not _same(done.get(look.commitment.id), look)]
        for look in new:
            told = (look.verdict, look.reason, look.facts, look.evaluation)
            grades.add(connection, look.commitment.id, RULE, day, *told)
    return len(new)


def _same(before: Graded | None, look: Look) -> bool:
    """Whether a look finds what the newest grade says."""
    if before is None:
        return False
    told = (before.verdict, before.reason, before.facts)
    return told == (look.verdict, look.reason, look.facts)
