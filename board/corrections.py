"""What stands beside a counted figure: accepted corrections, what is under dispute."""

from __future__ import annotations

from collections.abc import Mapping

from board.known import Known
from metrics.disputes import Beside
from metrics.effects import beside
from metrics.questions import Question

NONE: Mapping[str, Beside] = {}


def corrections(known: Known, question: Question) -> Mapping[str, Beside]:
    """By unit code, of the units of a ranking whose figure is corrected or disputed."""
    accepted, disputed = known.corrected(question)
    if accepted is None and disputed is None:
        return NONE
    return beside(known.ranked(question), accepted, disputed)
