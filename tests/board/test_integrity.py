"""Signals at units: with evidence, verdicts, and numbers with and without."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from actions.review import review
from bench.signals import fill, measure, measure_hollow
from board import Board
from board.alarms import hollow_alarms, measured_alarms
from core.errors import UsageError
from metrics.integrity import Judged
from metrics.questions import Question
from metrics.signals import SIGNALS
from metrics.windows import Window
from store.engine import open_database
from tests.make import CITY, GOOD, LATE, dossier, dossiers, load, place


def fast(day: str, number: int, unit: str = GOOD, seconds: int = 30):
    """Dossiers finished that many seconds after their receipt."""
    return [
        dossier(
            unit_code=unit,
            received_at=f"{day}T09:{n:02d}:00",
            finished_at=f"{day}T09:{n:02d}:{seconds:02d}",
            due_at=day,
            status="finished",
        )
        for n in range(number)
    ]


def slow(day: str, number: int, unit: str = GOOD):
    return [
        dossier(
            unit_code=unit,
            received_at=f"{day}T10:{n:02d}:00",
            finished_at=f"{day}T11:{n:02d}:00",
            due_at="2025-07-01",
            status="finished",
        )
        for n in range(number)
    ]


def city(db, settings) -> None:
    rows = [*fast("2025-07-10", 12), *slow("2025-07-11", 8)]
    rows += [*slow("2025-07-11", 20, LATE), *fast("2025-07-12", 9, LATE)]
    load(db, settings, *place(), *rows)


def of(board: Board, unit: str = GOOD, signal: str = "too_fast") -> Judged:
    return board.unit_integrity(unit).one(signal)


def test_a_signal_has_its_evidence_and_the_number_without_it(db, settings, clock):
    city(db, settings)
    board = Board(db, settings)
    found = board.evidence("too_fast", GOOD)

    assert found.judged.state == "look"
    assert (found.judged.seen.found, found.judged.seen.of) == (12, 20)
    assert len(found.frame) == 12
    assert not set(found.frame) & {"submitter_ref", "handling_unit_code"}
    beside = found.judged.beside
    assert (beside.numerator, beside.denominator) == (12, 20)
    assert (beside.without_numerator, beside.without_denominator) == (0, 8)
    assert beside.worth == Fraction(12, 20)
    # Nine are below the threshold of ten.
    assert of(board, LATE).state == "quiet"


def test_the_whole_leaves_out_each_dossier_once(db, settings, clock):
    batch = [
        dossier(
            received_at=f"2025-07-10T09:{n:02d}:00",
            submitted_at="2025-07-10T12:00:00",
            finished_at="2025-07-10T11:00:00",
            due_at="2025-07-10",
            status="finished",
            service_level="full",
            submitted_by="officer",
            result_form="paper",
        )
        for n in range(30)
    ]
    load(db, settings, *place(), *batch, *dossiers(LATE, "2025-07-11", 4, of=10))
    answer = Board(db, settings).integrity()

    shown = {j.signal.key for j in answer.judged}
    assert shown == {"submitted_after", "counter_visit", "too_fast", "same_second"}
    online = answer.whole[0]
    assert (online.numerator, online.denominator, online.dossiers) == (34, 40, 30)
    assert (online.without_numerator, online.without_denominator) == (4, 10)


def test_without_what_is_needed_a_signal_is_unseen_and_never_zero(db, settings, clock):
    load(db, settings, *place(), *dossiers(GOOD, "2025-07-10", 30, of=40))
    unit = Board(db, settings).unit_integrity(GOOD)

    blind = {j.signal.key for j in unit.judged if j.state == "unseen"}
    assert {"one_reference", "reentered", "resubmitted", "submitted_after"} <= blind
    assert unit.one("taken_out").state == "quiet"


def test_a_unit_with_nothing_at_all_is_unseen(db, settings, clock):
    city(db, settings)
    board = Board(db, settings)

    assert {j.state for j in board.unit_integrity("00025").judged} == {"unseen"}
    with pytest.raises(UsageError):
        board.unit_integrity("99999")
    with pytest.raises(UsageError):
        board.evidence("no such", GOOD)


def test_a_verdict_moves_the_number_beside_and_never_the_official_one(
    db, settings, clock
):
    city(db, settings)
    board = Board(db, settings)
    window = Window(None, board.header().as_of)

    def say(verdict: str) -> tuple[str, int, tuple[int, int]]:
        review(db, "too_fast", GOOD, window, verdict, "seen on site", 12)
        unit = board.unit_integrity(GOOD)
        on_time = unit.besides[-1]
        return (
            unit.one("too_fast").verdict,
            on_time.dossiers,
            (on_time.numerator, on_time.denominator),
        )

    assert say("legitimate_help") == ("legitimate_help", 0, (12, 20))
    assert say("misuse") == ("misuse", 12, (12, 20))
    assert say("open") == ("open", 12, (12, 20))
    said = board.unit_integrity(GOOD).reviews
    assert [r.verdict for r in said] == ["open", "misuse", "legitimate_help"]
    assert {(r.who, r.found, r.note) for r in said} == {
        ("operator", 12, "seen on site")
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "guilty"},
        {"signal": "no such"},
        {"note": "  "},
        {"note": "x" * 2001},
    ],
)
def test_a_verdict_without_word_or_reason_is_refused(db, settings, wrong):
    said = {"signal": "too_fast", "verdict": "misuse", "note": "why"} | wrong
    window = Window(None, date(2025, 7, 24))

    with pytest.raises(UsageError):
        review(db, unit_code=GOOD, window=window, found=1, **said)


def test_what_was_taken_out_is_put_back_beside_and_what_moved_stays_in_the_whole(
    db, settings, clock
):
    rows = dossiers(GOOD, "2025-07-10", 0, of=40)
    codes = [row.values["dossier_code"] for row in rows]
    load(db, settings, *place(), *rows, *dossiers(GOOD, "2025-07-11", 10, of=10))
    moved = [dossier(dossier_code=c, unit_code=LATE, channel="counter") for c in codes]
    gone = [dossier(dossier_code=c, deleted=1, channel="counter") for c in codes]
    load(db, settings, *moved[:15], *gone[15:30])
    board = Board(db, settings)
    own, whole = board.unit_integrity(GOOD).besides[0], board.integrity().whole[0]

    assert (own.numerator, own.denominator) == (10, 20)
    assert (own.without_numerator, own.without_denominator) == (10, 50)
    assert (whole.numerator, whole.denominator) == (10, 35)
    assert (whole.without_numerator, whole.without_denominator) == (10, 50)


def test_no_number_of_the_ranking_knows_of_signals(db, settings, clock):
    city(db, settings)
    board = Board(db, settings)
    before = board.ranking(Question("on_time")).frame
    review(db, "too_fast", GOOD, Window(None, board.header().as_of), "misuse", "x", 12)

    assert board.ranking(Question("on_time")).frame.equals(before)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_false_alarms_on_the_page_are_those_that_are_measured_again(settings):
    fill(settings)
    db = open_database(settings)
    board = Board(db, settings)
    found, marked = measure(board), measure_hollow(board)
    db.close()

    assert set(found) == {signal.key for signal in SIGNALS}
    assert found == dict(measured_alarms())
    assert marked == hollow_alarms()
    assert all(alarms.found for alarms in found.values())


def test_only_units_without_children_are_judged(db, settings, clock):
    city(db, settings)
    answer = Board(db, settings).integrity()

    assert answer.place == "Thành phố Hà Nội"
    assert answer.states["too_fast"] == {"look": 1, "quiet": 1, "unseen": 2}
    assert CITY not in {j.unit_code for j in answer.judged}
