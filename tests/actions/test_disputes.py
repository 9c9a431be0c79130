"""Disputes and incidents: what stands beside the counts, and that these never move."""

from __future__ import annotations

from datetime import date

import pytest

from accounts import rights
from actions import disputes
from actions.disputes import Said
from core.account import Account
from core.errors import NotAllowedError, SettingsError, UsageError
from metrics.disputes import Pick
from metrics.overlay import AS_ONLINE, LEAVE_OUT
from metrics.questions import Question
from tests.make import CITY, GOOD, LATE, dossier, dossiers, load, place, target, term

DAYS = {"first": date(2025, 7, 10), "last": date(2025, 7, 12)}
ONLINE = Question("online_dossiers")
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DOWN = Said("portal_down", LEAVE_OUT, "Tắt từ 9 giờ")


def rows():
    """The good commune 6 of 10 online, four named ones at the counter; the late one
    7 of 10."""
    yield from place()
    yield from (target(), term(GOOD), term(LATE, "Trần Thị Muộn"))
    yield from dossiers(GOOD, "2025-07-11", 6, of=6)
    for number in range(4):
        yield counter(f"c{number}")
    yield from dossiers(LATE, "2025-07-11", 7, of=10)


def counter(code, **values):
    about = {"channel": "counter", "received_at": "2025-07-11T09:30:00"}
    return dossier(**{"dossier_code": code, **about, **values})


@pytest.fixture
def board(board_over, clock):
    return board_over(rows)


def send(board, pick, said=DOWN):
    effect = board.dispute_effect(pick, said.correction)
    off = board.days_off_after(date(2025, 7, 24))
    return disputes.send(board.db, pick, said, effect, off)


def codes(*names, unit=GOOD):
    return Pick(unit, codes=names)


def counts(board, unit=GOOD):
    """Value and rank as they stand beside the count; then the points under dispute."""
    found = board.ranking(ONLINE).beside.get(unit)
    if found is None:
        return None
    now = found.accepted
    told = (now.numerator, now.denominator, now.rank) if now else None
    return told, None if found.under is None else round(float(found.under), 4)


def test_an_accepted_correction_stands_beside_and_the_count_stays(board):
    before = board.ranking(ONLINE).frame
    number = send(board, codes("c0", "c1"))
    assert counts(board) == (None, 0.15)
    assert counts(board, CITY)[1] == round(13 / 18 - 13 / 20, 4)

    disputes.decide(board.db, number, "accepted", "Nhật ký xác nhận")
    assert counts(board) == ((6, 8, 1), None)
    assert counts(board, CITY) == ((13, 18, None), None)
    assert board.ranking(ONLINE).frame.equals(before)
    # None of them was finished: what is on time stays as it is.
    assert set(board.unit(GOOD).beside) == {"online_dossiers", "e2e_dossiers"}
    assert board.passport(ONLINE, GOOD).beside.accepted.denominator == 8

    disputes.decide(board.db, number, "refused", "Nhầm ngày")
    assert board.ranking(ONLINE).beside == {}
    assert [s.state for s in board.disputes(None)[0].states] == [
        "open",
        "accepted",
        "refused",
    ]


@ONE_ENGINE
def test_what_was_recorded_wrongly_is_read_as_online(board):
    number = send(board, codes("c0"), Said("wrong_channel", AS_ONLINE, "Nộp qua cổng"))
    disputes.decide(board.db, number, "accepted", "Đúng")

    assert counts(board) == ((7, 10, 1), None)


def test_a_part_is_accepted_and_the_rest_no_more_under_dispute(board):
    number = send(board, Pick(GOOD, channel="counter", **DAYS))
    for part in (None, codes("strange"), Pick(**DAYS)):
        with pytest.raises(UsageError):
            disputes.decide(board.db, number, "partly", "x", part)
    assert board.disputes(None)[0].state == "open"
    disputes.decide(board.db, number, "partly", "Một phần", codes("c3", unit=LATE))

    assert counts(board) == ((6, 9, 2), None)


def test_a_dossier_in_two_disputes_counts_once(board):
    first = send(board, codes("c0", "c1"))
    second = send(board, codes("c1", "c2"), Said("other", AS_ONLINE, "x"))
    assert counts(board) == (None, round(7 / 8 - 6 / 10, 4))
    disputes.decide(board.db, first, "accepted", "x")
    disputes.decide(board.db, second, "accepted", "x")

    # c1 is left out and not read as online as well.
    assert counts(board) == ((7, 8, 1), None)


def test_a_correction_follows_its_dossier_and_ends_where_it_counts_no_more(board):
    number = send(board, codes("c0", "c1", "c2", "c3"))
    disputes.decide(board.db, number, "accepted", "x")
    load(
        board.db,
        board.settings,
        counter("c0", received_at="2025-07-14T09:30:00"),
        counter("c1", unit_code=LATE),
        counter("c2", deleted=1),
        counter("new"),
    )
    # c0 is left out on its new day; c1 is the other's now, and stays counted there.
    assert board.ranking(ONLINE).frame.set_index("unit_code").loc[
        [GOOD, LATE], ["numerator", "denominator"]
    ].to_numpy().tolist() == [[6, 9], [7, 11]]
    assert counts(board) == ((6, 7, 1), None)
    assert counts(board, LATE) is None
    frame = board.dispute(number, None).frame
    assert dict(zip(frame["dossier_code"], frame["now"], strict=True)) == {
        "c0": "changed",
        "c1": "elsewhere",
        "c2": "gone",
        "c3": "same",
    }


@ONE_ENGINE
def test_set_and_effect_stay_as_they_were_sent_with_the_days_it_may_take(board):
    number = send(board, Pick(GOOD, channel="counter", **DAYS))
    load(board.db, board.settings, counter("later"))
    (found,) = board.disputes(None)
    move = next(m for m in found.moved(GOOD) if m.indicator == "online_dossiers")

    assert (found.id, found.dossiers, found.evaluation) == (number, 4, 1)
    assert len(board.dispute(number, None).frame) == 4
    assert (move.numerator, move.denominator, move.rank) == (6, 10, 2)
    assert (move.with_numerator, move.with_denominator, move.with_rank) == (6, 6, 1)
    # Thursday; the weekend is no working day.
    assert found.due_on == date(2025, 8, 4)
    (board.settings.var / "time_limits.yaml").write_text("dispute: 1")
    send(board, codes("later"))
    assert board.disputes(None)[1].due_on == date(2025, 7, 25)
    (board.settings.var / "time_limits.yaml").write_text("disputes: 1")
    with pytest.raises(SettingsError, match=r"time_limits\.yaml"):
        send(board, codes("later"))


@ONE_ENGINE
def test_what_the_effect_was_shown_of_is_what_is_sent(board):
    pick = Pick(GOOD, channel="counter", **DAYS)
    effect = board.dispute_effect(pick, LEAVE_OUT)
    load(board.db, board.settings, counter("meanwhile"))
    with pytest.raises(UsageError, match="changed since"):
        disputes.send(board.db, pick, DOWN, effect, ())
    assert board.disputes(None) == ()


@ONE_ENGINE
def test_what_is_missing_or_strange_is_refused(board):
    for pick, said in (
        (codes("c0", "nowhere"), DOWN),
        (codes("c0", unit=LATE), DOWN),
        (Pick(GOOD), DOWN),
        (Pick(GOOD, first=DAYS["last"], last=DAYS["first"]), DOWN),
        (Pick(GOOD, channel="post", **DAYS), DOWN),
        (codes("c0"), Said("portal_down", LEAVE_OUT, " ")),
        (codes("c0"), Said("", LEAVE_OUT, "x")),
        (codes("c0"), Said("other", "", "x")),
        (Pick("", codes=("c0",)), DOWN),
    ):
        with pytest.raises(UsageError):
            send(board, pick, said)
    assert board.disputes(None) == ()


def test_an_incident_holds_at_all_units_and_stands_among_the_events(board):
    # Between nine and ten, in the city's time; those of the late commune from 9:07 on.
    hours = {"since": "2025-07-11T02:07:00Z", "until": "2025-07-11T03:00:00Z"}
    number = send(board, Pick(channel="counter", **DAYS, **hours))

    assert counts(board) == ((6, 6, 1), None)
    assert counts(board, LATE) == ((7, 7, 1), None)
    events = board.trend("online_dossiers", (GOOD,)).events
    assert events[["title", "kind"]].to_numpy().tolist() == [
        ["Tắt từ 9 giờ", "incident"]
    ]
    assert [one.id for one in board.unit_disputes(LATE, frozenset())] == [number]
    with pytest.raises(UsageError):
        disputes.decide(board.db, number, "refused", "x")
    disputes.withdraw(board.db, number, "Không phải sự cố")
    assert board.ranking(ONLINE).beside == {}
    assert board.trend("online_dossiers", (GOOD,)).events.empty


@pytest.fixture
def as_chair(monkeypatch):
    def become(unit):
        account = Account(1, "chair", "chair", units=frozenset({unit}))
        for module in (rights, disputes):
            monkeypatch.setattr(module, "current", lambda: account)

    return become


@ONE_ENGINE
def test_a_chair_disputes_their_own_and_decides_on_nothing(board, as_chair):
    as_chair(GOOD)
    number = send(board, codes("c0"))
    for forbidden in (
        lambda: send(board, codes("c0", unit=LATE)),
        lambda: send(board, Pick(**DAYS)),
        lambda: disputes.decide(board.db, number, "accepted", "x"),
    ):
        with pytest.raises((NotAllowedError, UsageError)):
            forbidden()
    assert [one.state for one in board.disputes(None)] == ["open"]
    as_chair(LATE)
    with pytest.raises(NotAllowedError):
        disputes.withdraw(board.db, number)
    as_chair(GOOD)
    disputes.withdraw(board.db, number)
    with pytest.raises(UsageError):
        disputes.withdraw(board.db, number)
    assert board.ranking(ONLINE).beside == {}
