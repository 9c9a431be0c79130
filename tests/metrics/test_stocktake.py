"""Which units a meeting picks: rules, borders, and a second, naive reading."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.reading import UNKNOWN, Amount
from metrics.stocktake import (
    DOUBTFUL,
    DOUBTS,
    HOLLOW,
    IMPROVER,
    LATE_DATA,
    NOT_KNOWN,
    OWES,
    REASONS,
    Before,
    Candidate,
    picks,
)
from metrics.stocktake_questions import questions

LIMITS = {
    "meeting": {"units": Fraction(10)},
    "late_falling": {"most": 2, "days": 7, "points": Fraction(1, 2), "least": 30},
    "owes": {"most": 2},
    "can_make_it": {"most": 2, "days": 28, "points": 3, "least": 30},
    "recovered": {"most": 1, "days": 28, "least": 30},
    "improver": {"most": 1, "days": 28, "points": 2, "least": 30},
    "doubtful": {"most": 2, "late": 2},
}
LIMITS = {
    part: {name: Fraction(value) for name, value in own.items()}
    for part, own in LIMITS.items()
}
TARGET = Fraction(8, 10)


def unit(code="a", top=500, of=1000, week=None, month=None, then="at_risk", **values):
    """A unit at `top` of `of`; `week`, `month`: what it read 7 and 28 days before, when
    its path asked as much as now."""
    before = {
        days: Before(Amount(earlier, of), then, Fraction(6, 10))
        for days, earlier in ((7, week), (28, month))
        if earlier is not None
    }
    told = {"status": "at_risk", "target": TARGET, "path": Fraction(6, 10)}
    told |= {"days_left": 28, "before": before}
    return Candidate(code, Amount(top, of), **told | values)


def reasons(*units, limits=LIMITS):
    return {one.unit_code: one.reason for one in picks(units, limits)}


@pytest.mark.parametrize(
    ("week", "status", "reason"),
    [
        (505, "at_risk", "late_falling"),
        (504, "at_risk", None),
        (495, "off_track", None),
        (505, "on_track", None),
        (505, "", None),
    ],
)
def test_late_and_falling_is_below_its_path_and_further_by_the_points(
    week, status, reason
):
    assert reasons(unit(week=week, status=status)).get("a") == reason


@pytest.mark.parametrize(
    ("top", "month", "picked"),
    [
        (700, 600, True),
        (700, 570, True),
        (700, 569, False),
        (700, 630, True),
        (700, 631, False),
        (800, 780, False),
    ],
)
def test_can_just_make_it_ends_near_the_target_at_its_pace(top, month, picked):
    status = "met" if top == 800 else "at_risk"
    unpraised = {**LIMITS, "improver": {**LIMITS["improver"], "most": Fraction(0)}}
    found = reasons(unit(top=top, month=month, status=status), limits=unpraised)

    assert (found.get("a") == "can_make_it") == picked


def test_who_stands_still_while_the_path_rises_falls_behind():
    still = unit(week=500)
    then = {7: replace(still.before[7], path=Fraction(595, 1000))}

    assert reasons(still) == {}
    assert reasons(replace(still, before=then)) == {"a": "late_falling"}
    assert reasons(replace(still, before={7: replace(then[7], path=None)})) == {}


def test_after_the_deadline_nobody_can_make_it_any_more():
    assert reasons(unit(top=700, month=690, days_left=0)) == {}
    assert reasons(unit(top=700, month=690, days_left=None)) == {}


def test_recovered_was_off_track_and_is_well():
    back = unit(top=640, month=630, then="off_track", status="on_track", days_left=0)

    assert reasons(back) == {"a": "recovered"}
    assert reasons(replace(back, status="at_risk")) == {}


def test_the_best_improver_rose_the_most_and_by_the_points():
    one = unit("a", top=520, month=500, days_left=0)
    two = unit("b", top=530, month=500, days_left=0)

    assert reasons(one, two) == {"b": IMPROVER}
    assert reasons(one) == {"a": IMPROVER}
    assert reasons(unit(top=519, month=500, days_left=0)) == {}


def test_the_best_improver_is_that_of_all_whatever_else_it_fits():
    best = unit("b", top=700, month=500)
    back = unit("c", top=690, month=500, then="off_track", status="on_track")

    assert reasons(unit("a", top=699, month=600), back, best) == {
        "a": "can_make_it",
        "b": IMPROVER,
        "c": "recovered",
    }


def test_nothing_is_compared_with_the_same_day():
    today = {**LIMITS["can_make_it"], "days": Fraction(0)}
    limits = {**LIMITS, "can_make_it": today}
    same = replace(unit(top=700), before={0: Before(Amount(600, 1000))})

    assert reasons(same, limits=limits) == {}


def test_few_dossiers_pick_nobody():
    assert reasons(unit(top=5, of=29, week=20, month=1)) == {}
    assert reasons(unit(top=5, of=30, week=20)) == {"a": "late_falling"}


@pytest.mark.parametrize("doubt", [NOT_KNOWN, LATE_DATA])
def test_a_unit_of_which_nothing_is_known_is_never_picked_as_bad(doubt):
    bad = unit(week=900, late_requests=9, broken=9, doubts=(doubt,), month=100)

    assert reasons(bad) == {"a": DOUBTFUL}
    assert picks([bad], LIMITS)[0].also == ()
    unread = replace(bad, now=UNKNOWN, doubts=())
    assert reasons(unread) == {}


def test_nobody_is_praised_on_data_in_doubt():
    assert reasons(unit(top=700, month=100, days_left=0, doubts=(HOLLOW,))) == {
        "a": DOUBTFUL
    }


def test_who_owes_most_comes_first_then_who_owes_longest():
    early, late = date(2025, 7, 1), date(2025, 7, 2)
    units = [
        unit("a", late_requests=1, owing_since=late),
        unit("b", broken=1, owing_since=early),
        unit("c", late_requests=1, broken=1, owing_since=late),
    ]

    assert [one.unit_code for one in picks(units, LIMITS)] == ["c", "b"]
    assert reasons(*units)["c"] == OWES


def test_a_tie_is_told_and_settled_by_the_order_of_the_list():
    units = [unit(code, week=600) for code in "cab"]
    found = picks(units, LIMITS)

    assert [(one.unit_code, one.tied) for one in found] == [("c", 1), ("a", 1)]


def test_a_unit_is_picked_once_and_its_other_reasons_are_told():
    [found] = picks([unit(week=600, late_requests=1)], LIMITS)

    assert (found.reason, found.also) == ("late_falling", (OWES,))


def test_a_reason_can_be_switched_off_and_the_meeting_kept_short():
    units = [unit(c, week=600) for c in "ab"] + [unit("d", doubts=(NOT_KNOWN,))]
    off = {**LIMITS, "late_falling": {**LIMITS["late_falling"], "most": Fraction(0)}}

    assert reasons(*units, limits=off) == {"d": DOUBTFUL}
    short = {**LIMITS, "meeting": {"units": Fraction(1)}}
    assert reasons(*units, limits=short) == {"a": "late_falling"}


PAGE = {
    "rows": [{"missing": 3, "indicator": "on_time"}],
    "gap_list": [{"name": "x"}],
    "commitments": [
        {"indicator": "on_time", "gain": "0.1", "due_on": "x", "owner": "y"}
    ],
    "requests": [{"id": 1, "due": "2025-07-02", "overdue": True}],
    "disputes": [{"id": 1, "dossiers": 2}],
    "last_day": None,
}


@pytest.mark.parametrize("reason", [*REASONS, "by_hand"])
@pytest.mark.parametrize("bare", [True, False])
def test_every_page_asks_three_questions_and_of_the_unknown_only_for_data(reason, bare):
    none = {"gap_list": [], "commitments": [], "requests": [], "disputes": []}
    page = PAGE | {"reason": reason} | (none if bare else {})
    facts = {"doubts": [], "fallen": 0.01, "days": 7}
    keys = [one["key"] for one in questions(page | {"facts": facts})]
    unknown = questions(page | {"facts": facts | {"doubts": [LATE_DATA]}})
    asked = [one["key"] for one in unknown]

    assert len(set(keys)) == len(set(asked)) == 3
    assert "data" not in keys
    assert asked[:2] == ["data", "who"]
    assert not {"fell", "closing", "promise", "next"} & set(asked)


def moved(one, own):
    old = one.before.get(int(own["days"]))
    values = (one.now.value, old and old.amount.value)
    if (
        None in values
        or min(one.now.denominator, old.amount.denominator) < own["least"]
    ):
        return None
    return values[0] - values[1]


def late(one, own):
    rise = moved(one, own)
    if rise is None or one.status not in ("at_risk", "off_track"):
        return None
    fits = rise <= -own["points"] / 100
    return (one.path - one.now.value, -rise) if fits else None


def near(one, own):
    rise = moved(one, own)
    if not rise or rise < 0 or one.status == "met" or not one.days_left:
        return None
    apart = abs(one.now.value + one.days_left * rise / own["days"] - TARGET)
    return -apart if apart <= own["points"] / 100 else None


def back(one, own):
    rise = moved(one, own)
    if not rise or rise < 0 or one.status not in ("on_track", "met"):
        return None
    return rise if one.before[28].status == "off_track" else None


def rising(one, own):
    rise = moved(one, own)
    bad = late(one, LIMITS["late_falling"]) is not None
    return None if bad or rise is None or rise < own["points"] / 100 else rise


def owing(one, own):
    owed = one.late_requests + one.broken
    return (owed, -one.owing_since.toordinal()) if owed else None


WORTH = {
    "late_falling": late,
    "owes": owing,
    "can_make_it": near,
    "recovered": back,
    "improver": rising,
}


def worth(one, reason, own):
    """The larger the more it fits; None where it does not."""
    silent = one.now.value is None or {NOT_KNOWN, LATE_DATA} & {*one.doubts}
    if reason == "doubtful":
        return (bool(silent), len(one.doubts), one.behind) if one.doubts else None
    if silent or (reason in ("recovered", "improver") and one.doubts):
        return None
    return WORTH[reason](one, own)


def naive(units, limits):
    """The same, read from docs/stocktake.md: one unit after another is looked for."""
    found = {}
    for reason in REASONS:
        for _ in range(int(limits[reason]["most"])):
            left = [one for one in units if one.unit_code not in found]
            told = [(worth(one, reason, limits[reason]), one) for one in left]
            fitting = [pair for pair in told if pair[0] is not None]
            if fitting and len(found) < limits["meeting"]["units"]:
                best = max(fitting, key=lambda pair: pair[0])
                found[best[1].unit_code] = reason
    return found


@st.composite
def cities(draw):
    def one(code):
        doubts = draw(st.sets(st.sampled_from(DOUBTS), max_size=2))
        of = draw(st.sampled_from([20, 30, 100]))
        share = st.integers(0, of)
        return unit(
            code,
            draw(share),
            of,
            draw(st.none() | share),
            draw(st.none() | share),
            draw(st.sampled_from(["off_track", "at_risk"])),
            status=draw(st.sampled_from(["off_track", "at_risk", "on_track", "met"])),
            doubts=tuple(d for d in DOUBTS if d in doubts),
            behind=draw(st.integers(0, 3)),
            late_requests=draw(st.integers(0, 1)),
            broken=draw(st.integers(0, 1)),
            owing_since=date(2025, 7, draw(st.integers(1, 3))),
            days_left=draw(st.sampled_from([0, 14, 28])),
        )

    return [one(str(number)) for number in range(draw(st.integers(0, 12)))]


@settings(max_examples=60, deadline=None)
@given(cities())
def test_a_second_reading_picks_the_same(units):
    assert reasons(*units) == naive(units, LIMITS)
