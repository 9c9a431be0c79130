"""Small counts are withheld, and nothing that is told gives one away."""

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from metrics.indicators import BY_KEY
from metrics.reading import Amount
from metrics.small import WITHHELD, Withheld, sums, told, withheld

KEYS = ("online_dossiers", "e2e_dossiers", "e2e_of_online", "on_time", "e_result")
LEAST = 5
# Two parents below the whole, and the units below each.
TREE = {"": ("A", "B"), "A": ("a", "b", "c"), "B": ("d", "e", "f", "g")}
LEAVES = (*TREE["A"], *TREE["B"])
MEASURES = ("received", "online", "full_online", "finished", "on_time", "e_result")


@st.composite
def cities(draw):
    """By unit a count of each measure, each a part of the one that holds it."""
    whole = st.one_of(st.integers(0, 12), st.integers(0, 400))

    def part(of):
        few = min(of, 9)
        few_or_many = st.one_of(st.integers(0, few), st.integers(of - few, of))
        return draw(st.one_of(few_or_many, st.integers(0, of)))

    found = {}
    for code in LEAVES:
        received = draw(whole)
        online, finished = part(received), part(received)
        counts = (received, online, part(online), finished, part(finished))
        found[code] = dict(zip(MEASURES, (*counts, part(finished)), strict=True))
    return found


def below(code):
    """The leaves of which a count at `code` is the sum."""
    return [c for one in TREE.get(code, ()) for c in below(one)] or [code]


def amount(city, key, code):
    about, same = BY_KEY[key], {"due_known": "finished"}

    def summed(terms):
        measures = [same.get(m, m) for m, _sign in terms if m != "level_unknown"]
        return sum(city[c][m] for c, m in product(below(code), measures))

    return Amount(summed(about.numerator), summed(about.denominator))


def tables(city):
    places = [code for code in (*TREE, *LEAVES) if code]
    return {key: {c: amount(city, key, c) for c in places} for key in KEYS}


def told_sums(city, cells):
    """What is told: as a row over every (measure, leaf), and "" the sum of all."""
    for key, code in product(KEYS, (*TREE, *LEAVES)):
        both, one = sums(key), amount(city, key, code)
        pairs = ((both.top, one.numerator), (both.below, one.denominator))
        for what, count in pairs:
            if (what, code, count if code else None) not in cells:
                yield [
                    float((m, c) in {(w, b) for w, _ in what for b in below(code)})
                    for m, c in product(MEASURES, LEAVES)
                ]


def spanned(rows):
    """What sums and differences of rows reach, as a projection."""
    _left, sizes, right = np.linalg.svd(np.array(rows), full_matrices=False)
    base = right[sizes > 1e-9]
    return base.T @ base


def is_told(span, what, code):
    """Whether a count follows from what is told, by whatever sums and differences."""
    cell = [float((m, 1) in what and c == code) for m, c in product(MEASURES, LEAVES)]
    return np.allclose(span @ np.array(cell), cell)


@given(cities())
@settings(max_examples=25)
@example(
    {
        c: dict.fromkeys(MEASURES, 100)
        | {"online": 50, "full_online": 20, "on_time": 50, "e_result": 50}
        | ({"online": 3} if c == "a" else {})
        for c in LEAVES
    }
)
def test_no_count_that_is_withheld_follows_from_what_is_told(city):
    every = tables(city)
    cells = withheld(every, TREE, LEAST)
    rows = list(told_sums(city, cells))
    span = spanned([*rows, [0.0] * len(MEASURES) * len(LEAVES)])

    for (key, amounts), code in product(every.items(), LEAVES):
        both, one = sums(key), amounts[code]
        rest = min(one.numerator, one.denominator - one.numerator)
        small = {(both.top, one.numerator): rest}
        small |= {(both.below, one.denominator): one.denominator}
        for (what, count), least in small.items():
            if least < LEAST:
                assert (what, code, count) in cells
                assert not is_told(span, what, code), (what, code)


def test_the_next_larger_unit_goes_with_a_small_one_and_no_other():
    counts = {"a": (3, 200), "b": (40, 90), "c": (300, 700), "d": (20, 24)}
    amounts = {code: Amount(*pair) for code, pair in counts.items()}
    amounts["all"] = Amount(363, 1014)
    every = {"online_dossiers": amounts}
    top = sums("online_dossiers").top

    cells = withheld(every, {"all": tuple(counts)}, LEAST)

    # Of d all but four came online: that is small too. b is the least that hides both.
    assert cells == {(top, "a", 3), (top, "d", 20), (top, "b", 40)}


def test_where_no_unit_is_large_enough_the_whole_is_withheld():
    amounts = {"a": Amount(3, 20), "b": Amount(7, 15), "all": Amount(10, 35)}
    top = sums("online_dossiers").top

    cells = withheld({"online_dossiers": amounts}, {"all": ("a", "b")}, LEAST)

    assert cells == {(top, "a", 3), (top, "all", 10)}


def test_what_nobody_knows_is_neither_small_nor_hides_anything():
    amounts = {"a": Amount(), "b": Amount(50, 90), "all": Amount(50, 90)}

    assert withheld({"online_dossiers": amounts}, {"all": ("a", "b")}, LEAST) == set()


@pytest.mark.parametrize(("count", "hidden"), [(4, True), (5, False), (0, True)])
def test_the_limit_itself_is_told(count, hidden):
    cells = withheld({"online_dossiers": {"a": Amount(count, 100)}}, {}, LEAST)

    assert bool(cells) == hidden


def test_a_row_says_of_its_counts_what_may_be_said_and_nothing_that_tells_them():
    row = {"unit_code": "a", "numerator": 3, "denominator": 200, "value": 0.015}
    row |= {"rank": 9, "gap": -0.7, "status": "off_track", "missing": 157}
    row |= {"change_7d": 0.005, "previous_rank": 8, "expected": 0.4, "coverage": 1.0}
    top = sums("online_dossiers").top

    shown = told(row, "online_dossiers", frozenset({(top, "a", 3)}), LEAST)

    assert (shown["numerator"], shown["denominator"]) == ("<5", 200)
    assert isinstance(shown["numerator"], Withheld)
    rest = set(row) - {"unit_code", "numerator", "denominator"}
    assert {name for name in rest if shown[name]} == set()
    other = told(row | {"numerator": 90}, "online_dossiers", {(top, "a", 90)}, LEAST)
    assert other["numerator"] is WITHHELD


def test_a_table_that_knows_less_takes_no_figure_of_another_away():
    """End to end of those online is known of one unit alone: what is small there is."""
    counts = {"a": (3, 200), "b": (40, 90), "all": (43, 290)}
    every = {"online_dossiers": {code: Amount(*pair) for code, pair in counts.items()}}
    every["e2e_of_online"] = {"a": Amount(1, 3), "b": Amount(), "all": Amount(1, 3)}
    top = sums("online_dossiers").top

    cells = withheld(every, {"all": ("a", "b")}, LEAST)

    assert (top, "all", 3) in cells
    assert (top, "all", 43) not in cells
