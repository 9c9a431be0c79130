"""Who stands where: the ranking table."""

from __future__ import annotations

from board.former import outside
from board.held import held_back
from board.known import Known
from metrics.answers import Ranking
from metrics.questions import Question
from metrics.ranking import table, whole


def ranking(known: Known, question: Question) -> Ranking:
    """The ranking table of contract, section 3, with its whole."""
    ranked = known.ranked(question)
    chairs = known.chairs(ranked.asked.as_of)
    return Ranking(
        reading=known.reading(ranked.asked),
        frame=table(ranked, chairs),
        whole=whole(ranked, chairs),
        outside=outside(known, ranked.asked, ranked.asked.span),
        held=held_back(known, ranked),
        beside=known.beside(question),
    )
