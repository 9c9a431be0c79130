"""Exemptions: what a decision leaves out stands beside the counted figure, which stays;
it ends by itself, and never leaves out more than may be."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from accounts.current import let_in
from actions import exemptions as actions
from board import Board
from core.account import Account
from core.errors import NotAllowedError, UsageError
from metrics.disputes import Pick
from metrics.questions import Question
from store.engine import open_database
from store.schema import dossier
from tests.conftest import NOW
from tests.make import BIRTH, GOOD, HOUSE, LATE, cast, dossiers, load

DAY = date(2025, 7, 24)
KEY = "online_dossiers"
FIRST, LAST = date(2025, 7, 1), date(2025, 7, 31)


def rows():
    """The late unit has 2 of 10 online, and 2 more of another procedure at the
    counter."""
    return [*cast(), *dossiers(LATE, "2025-07-11", 0, of=2, procedure_code=HOUSE)]


@pytest.fixture
def office(stocked):
    settings = stocked(rows)
    db = open_database(settings)
    with time_machine.travel(NOW, tick=False):
        yield SimpleNamespace(db=db, settings=settings)
    db.close()


def board(office, **values):
    settings = office.settings.model_copy(update=values)
    return Board(replace(office.db, settings=settings), settings)


def exempt(office, unit=LATE, codes=(HOUSE,), first=FIRST, last=LAST, number="9/QĐ"):
    pick = Pick(unit, first=first, last=last, procedures=codes)
    effect = board(office).exemption_effect(pick)
    return actions.exempt(office.db, pick, number, " Cổng quốc gia chưa mở ", effect)


def beside(office, unit=LATE, **values):
    """Counts of the figure as counted, and beside it; None where none is formed."""
    answer = board(office, **values).ranking(Question(KEY))
    row = answer.frame.set_index("unit_code").loc[unit]
    found = answer.beside.get(unit)
    told = found.exempt if found else None
    with_it = (told.numerator, told.denominator) if told else None
    return (int(row["numerator"]), int(row["denominator"])), with_it


def naive(office, unit, spans):
    """The same by going through the dossiers one by one."""
    with office.db.read() as connection:
        rows = connection.execute(select(dossier).where(dossier.c.current)).all()
    left = [
        row
        for row in rows
        if row.unit_code == unit
        and not any(
            row.procedure_code in codes and first <= row.day <= last
            for codes, first, last in spans
        )
    ]
    return sum(row.channel == "online" for row in left), len(left)


def test_what_is_exempt_stands_beside_and_what_was_counted_stays(office):
    before = board(office).ranking(Question(KEY)).frame
    number = exempt(office)
    assert beside(office) == ((2, 12), (2, 10))
    assert beside(office)[1] == naive(office, LATE, [((HOUSE,), FIRST, LAST)])
    assert beside(office, GOOD) == ((9, 10), None)
    # Nor does the table, its ranks and statuses say anything else than before.
    assert board(office).ranking(Question(KEY)).frame.equals(before)

    [one] = board(office).exemptions()
    assert (one.id, one.reason, one.dossiers) == (number, "Cổng quốc gia chưa mở", 2)
    assert [one.state(FIRST - timedelta(1)), one.state(DAY)] == ["to_come", "in_force"]
    assert one.state(LAST + timedelta(1)) == "over"


def test_it_leaves_out_what_comes_later_and_nothing_after_its_last_day(office):
    exempt(office)
    # Of the procedure, of another one, on the last day and on the day after.
    for day, code in (
        ("2025-07-31", HOUSE),
        ("2025-07-31", BIRTH),
        ("2025-08-01", HOUSE),
    ):
        rows = dossiers(LATE, day, 1, of=1, procedure_code=code)
        with time_machine.travel(NOW + timedelta(days=20), tick=False):
            load(office.db, office.settings, *rows)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        counted, left = beside(office)
        assert counted == (5, 15)
        assert left == naive(office, LATE, [((HOUSE,), FIRST, LAST)]) == (4, 12)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_one_that_ends_early_leaves_out_what_was_received_before(office):
    number = exempt(office)
    end = date(2025, 7, 11)
    actions.end(office.db, number, "Cổng đã mở", end)
    # The two were received on the day from which all counts again.
    assert beside(office) == ((2, 12), None)
    [one] = board(office).exemptions()
    assert (one.last, one.state(DAY)) == (date(2025, 7, 10), "ended")
    with pytest.raises(UsageError, match="over already"):
        actions.end(office.db, number, "again", end)
    # One to come that is ended leaves out nothing at all.
    later = exempt(office, first=date(2025, 8, 1), last=date(2025, 8, 31))
    actions.end(office.db, later, "không cần", DAY)
    assert board(office).exemptions()[-1].pick is None
    assert beside(office) == ((2, 12), None)


def test_two_that_overlap_leave_a_dossier_out_once_and_one_of_all_units_all(office):
    exempt(office)
    exempt(office, first=date(2025, 7, 10), last=date(2025, 7, 20))
    assert beside(office) == ((2, 12), (2, 10))
    exempt(office, unit="", codes=(BIRTH,), last=date(2025, 7, 10))
    # All ten of the good unit: more than may be left out there.
    assert beside(office, GOOD, exempt_share=0.9) == ((9, 10), None)
    found = board(office, exempt_share=0.9).ranking(Question(KEY)).beside[GOOD]
    assert (found.exempt, found.left_out) == (None, 10)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_figure_is_formed_where_more_is_left_out_than_may_be(office):
    exempt(office)
    share = Fraction(2, 12)
    assert beside(office, exempt_share=0.17)[1] == (2, 10)
    assert beside(office, exempt_share=float(share) - 0.001)[1] is None
    # Exactly as much as may be is not more.
    load(office.db, office.settings, *dossiers(LATE, "2025-07-12", 0, of=8))
    assert beside(office, exempt_share=0.1) == ((2, 20), (2, 18))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_exemption_says_what_until_when_and_by_which_decision(office):
    for wrong, said in (
        ({"codes": ()}, "procedures"),
        ({"codes": (HOUSE, "9.999999")}, "9.999999"),
        ({"last": None}, "last day"),
        ({"first": LAST, "last": FIRST}, "before"),
        ({"last": FIRST + timedelta(days=366)}, "366"),
        ({"number": " "}, "decision"),
    ):
        with pytest.raises(UsageError, match=said):
            exempt(office, **wrong)
    assert exempt(office, last=FIRST + timedelta(days=365)) == 1
    pick = Pick(LATE, first=FIRST, last=LAST, procedures=(HOUSE,))
    effect = board(office).exemption_effect(pick)
    load(office.db, office.settings, *dossiers(LATE, "2025-07-12", 0, of=1))
    with pytest.raises(UsageError, match="changed"):
        actions.exempt(office.db, pick, "9/QĐ", "x", effect)
    with pytest.raises(UsageError, match="reason"):
        actions.exempt(office.db, pick, "9/QĐ", " ", effect)
    # Of days to come nothing is left out yet.
    ahead = Pick(
        LATE, first=date(2025, 9, 1), last=date(2025, 9, 2), procedures=(HOUSE,)
    )
    assert board(office).exemption_effect(ahead).moves == ()


def by(office, name, role="leader"):
    """As somebody of the office, within a request."""
    request = Flask("test").test_request_context()
    request.push()
    let_in(Account(len(name), name, role))
    return request


def test_where_two_are_asked_for_it_counts_once_another_confirmed_it(office):
    office.db = replace(
        office.db,
        settings=office.db.settings.model_copy(update={"exemptions_two": "yes"}),
    )
    request = by(office, "mai")
    number = exempt(office)
    [one] = board(office).exemptions()
    # Before that it leaves out nothing, also once its days came.
    assert (one.waits, one.pick, one.state(DAY)) == (True, None, "waits")
    assert one.state(LAST + timedelta(days=9)) == "waits"
    assert beside(office) == ((2, 12), None)
    effect = board(office).exemption_effect(one.meant)
    with pytest.raises(UsageError, match="Somebody else"):
        actions.confirm(office.db, number, effect)
    request.pop()

    request = by(office, "hoa")
    load(office.db, office.settings, *dossiers(LATE, "2025-07-12", 0, of=1))
    with pytest.raises(UsageError, match="changed"):
        actions.confirm(office.db, number, effect)
    effect = board(office).exemption_effect(one.meant)
    actions.confirm(office.db, number, effect)
    [one] = board(office).exemptions()
    assert (one.confirmed.who, one.confirmed.dossiers) == ("hoa", 2)
    assert one.state(DAY) == "in_force"
    assert beside(office) == ((2, 13), (2, 11))
    assert beside(office)[1] == naive(office, LATE, [((HOUSE,), FIRST, LAST)])
    with pytest.raises(UsageError, match="nobody any more"):
        actions.confirm(office.db, number, effect)
    request.pop()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_one_that_waits_is_given_up_and_never_counted(office):
    office.db = replace(
        office.db,
        settings=office.db.settings.model_copy(update={"exemptions_two": "yes"}),
    )
    number = exempt(office, last=date(2025, 7, 12))
    # Though its days are over: nobody is to wait for ever.
    actions.end(office.db, number, "không cần nữa", DAY)
    [one] = board(office).exemptions()
    assert (one.state(DAY), one.pick, one.waits) == ("given_up", None, False)
    effect = board(office).exemption_effect(one.meant)
    with pytest.raises(UsageError, match="nobody any more"):
        actions.confirm(office.db, number, effect)
    assert beside(office) == ((2, 12), None)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_one_is_enough_it_counts_with_its_entry(office):
    exempt(office)
    [one] = board(office).exemptions()
    assert one.confirmed is not None
    assert (one.confirmed.who, one.confirmed.dossiers) == (one.who, one.dossiers)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_only_who_decides_exempts(office):
    number = exempt(office)
    pick = Pick(LATE, first=FIRST, last=LAST, procedures=(HOUSE,))
    effect = board(office).exemption_effect(pick)
    with Flask("test").test_request_context():
        for role in ("chair", "analyst", "viewer", "leader"):
            let_in(Account(7, role, role, units=frozenset({LATE})))
            pick = Pick(LATE, first=FIRST, last=LAST, procedures=(HOUSE,))
            if role == "leader":
                assert actions.may_look(office.db, pick, "9/QĐ") == pick
                continue
            with pytest.raises(NotAllowedError):
                actions.may_look(office.db, pick, "9/QĐ")
            with pytest.raises(NotAllowedError):
                actions.end(office.db, 1, "x", DAY)
            with pytest.raises(NotAllowedError):
                actions.confirm(office.db, number, effect)
