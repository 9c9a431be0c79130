"""Corrections beside what was counted, held to a second, naive count."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.catalogue import Catalogue
from metrics.counts import Cell
from metrics.disputes import Dispute, Pick, State
from metrics.effects import beside
from metrics.facts import Cube, Facts
from metrics.indicators import indicator
from metrics.measures import MEASURE_KEYS
from metrics.overlay import (
    AS_ONLINE,
    LEAVE_OUT,
    WORDS,
    Alike,
    both,
    corrected,
    measured,
)
from metrics.ranking import Ranked
from metrics.reading import read
from metrics.units import Unit, tree
from metrics.windows import Window

FIRST, LAST = date(2025, 7, 1), date(2025, 7, 6)
PARENTS = {"city": "", "d": "city", "a": "d", "b": "d", "c": "city"}
UNITS = {code: Unit(code, code, "ward", above) for code, above in PARENTS.items()}
TREE = tree(UNITS)
NONE = np.array([], dtype=np.int64)
KEYS = ("online_dossiers", "online_dossiers_no_post", "e2e_dossiers", "on_time")

DOSSIERS = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(["city", "a", "a", "b", "c"]),
        "day": st.dates(FIRST, LAST),
        "channel": st.sampled_from(["online", "counter", "post", ""]),
        "status": st.sampled_from(["received", "finished", "refused"]),
        "level": st.sampled_from(["full", "partial", "none"]),
        "timeliness": st.sampled_from(["on_time", "late", ""]),
        # Of an accepted dispute, of another, and of one under dispute: "" is none.
        "corrections": st.tuples(*[st.sampled_from(["", LEAVE_OUT, AS_ONLINE])] * 3),
    }
)


def words(dossier):
    told = dict.fromkeys(WORDS, "") | {
        word: dossier[word] for word in ("channel", "status", "level", "timeliness")
    }
    return tuple(told[word] for word in WORDS)


def facts(dossiers, cells=None):
    """As the store reads them: dossiers that count in something stand in the cube."""
    counting = [d for d in dossiers if d["status"] != "refused"]
    units = tuple(sorted({d["unit"] for d in counting}))
    days = tuple(sorted({d["day"] for d in counting}))
    sums = np.zeros((len(units), len(days) + 1, len(MEASURE_KEYS)), dtype=np.int64)
    for one in counting:
        at = units.index(one["unit"]), days.index(one["day"]) + 1
        sums[at] += np.array(measured(dict(zip(WORDS, words(one), strict=True))))
    catalogue = Catalogue((), (), NONE, NONE, NONE, NONE, NONE)
    cube = Cube(units, days, sums.cumsum(axis=1))
    return Facts((), (), (), cube, catalogue, cells or {}, FIRST, LAST)


def alike(dossiers, correction_of):
    return [
        Alike(one["unit"], one["day"], words(one), correction)
        for one in dossiers
        if (correction := correction_of(one))
    ]


def amounts(known, key, window):
    return read(indicator(key), TREE, known.material(window), 0.95)


def naive(dossiers, key, code, window):
    """One dossier after the other: numerator and denominator of a unit itself."""
    top = below = 0
    for one in dossiers:
        if one["unit"] != code or one["status"] == "refused":
            continue
        if not window.start <= one["day"] <= window.end:
            continue
        online, full = one["channel"] == "online", one["level"] == "full"
        if key == "on_time":
            told = one["status"] == "finished" and one["timeliness"] != ""
            below += told
            top += told and one["timeliness"] == "on_time"
        else:
            below += not (key == "online_dossiers_no_post" and one["channel"] == "post")
            top += online and (full or key != "e2e_dossiers")
    return top, below


def naive_reading(dossiers, correction):
    """The dossiers as a correction says, written out."""
    if correction == LEAVE_OUT:
        return []
    if correction == AS_ONLINE:
        return [{**dossiers, "channel": "online"}]
    return [dossiers]


@settings(max_examples=60)
@given(
    st.lists(DOSSIERS, max_size=14),
    st.sampled_from(KEYS),
    st.dates(FIRST, LAST),
    st.integers(0, 5),
)
def test_an_overlay_is_the_city_counted_dossier_by_dossier(made, key, start, days):
    window = Window(start, start + timedelta(days=days))

    def correction(one):
        # Twice disputed counts once, and what is left out is read in no other way.
        given = {c for c in one["corrections"] if c}
        return LEAVE_OUT if LEAVE_OUT in given else "".join(given)

    known = facts(made)
    before = known.cube.sums.copy()
    found = amounts(
        corrected(known, alike(made, lambda one: both(*_folded(one)))), key, window
    )
    read_so = [again for one in made for again in naive_reading(one, correction(one))]

    for code in ("a", "b", "c"):
        top, below = naive(read_so, key, code, window)
        assert found[code].value == (Fraction(top, below) if below else None)
    for parent, children in (("d", "ab"), ("city", ("d", "c"))):
        values = [found[c] for c in children if found[c].value is not None]
        own = naive(read_so, key, parent, window)
        below = own[1] + sum(v.denominator for v in values)
        top = own[0] + sum(v.numerator for v in values)
        assert found[parent].value == (Fraction(top, below) if below else None)
    assert (known.cube.sums == before).all()


def _folded(one):
    first, second, third = one["corrections"]
    return both(first, second), third


def dossier(unit, channel="counter", **values):
    return {
        "unit": unit,
        "day": FIRST,
        "channel": channel,
        "status": "received",
        "level": "full",
        "timeliness": "",
    } | values


def report(code):
    measures = {"received": 10, "online": 10}
    return {code: (Cell(code, "", FIRST, LAST, measures, set_aside=code == "a"),)}


def test_where_all_is_left_out_there_is_no_value_and_no_report_takes_its_place():
    window = Window(FIRST, LAST)
    made = [dossier("a")]
    for code in ("a", "d"):
        known = facts(made, report(code))
        over = corrected(known, alike(made, lambda one: LEAVE_OUT))
        found = amounts(over, "online_dossiers", window)
        assert found["a"].value is None
        assert found["d"].value is None, code
        assert amounts(known, "online_dossiers", window)["d"].value == 0


def test_a_report_of_other_days_stays_where_all_dossiers_are_left_out():
    made = [dossier("b")]
    known = facts(made, report("b"))
    over = corrected(known, alike(made, lambda one: LEAVE_OUT))
    found = amounts(over, "online_dossiers", Window(FIRST, LAST))

    assert (found["b"].numerator, found["b"].denominator) == (10, 10)


def test_what_is_refused_or_online_already_is_not_changed_by_being_read_as_online():
    made = [dossier("a", "online"), dossier("a", status="refused"), dossier("a")]
    known = facts(made)
    over = corrected(known, alike(made, lambda one: AS_ONLINE))
    found = amounts(over, "online_dossiers", Window(FIRST, LAST))["a"]

    assert (found.numerator, found.denominator) == (2, 2)


class _Asked:
    targets = ()


def ranked(amounts_of):
    return Ranked(_Asked, amounts_of, None, {}, (), {"a": 1}, {}, Fraction(0))


def test_points_under_dispute_are_counted_from_what_is_accepted(monkeypatch):
    monkeypatch.setattr(Ranked, "status", lambda self, code: "")
    window = Window(FIRST, LAST)
    made = [dossier("a"), dossier("a"), dossier("a", "online"), dossier("b")]
    known = facts(made)
    settled = corrected(known, alike(made[:1], lambda one: LEAVE_OUT))
    asked = corrected(known, alike(made[:2], lambda one: LEAVE_OUT))
    readings = [
        ranked(amounts(one, "online_dossiers", window))
        for one in (known, settled, asked)
    ]
    found = beside(*readings)

    assert set(found) == {"a", "d", "city"}
    assert found["a"].accepted.value == Fraction(1, 2)
    assert found["a"].under == Fraction(1, 2)
    assert beside(readings[0], readings[1], None)["a"].under is None
    assert beside(readings[0], None, readings[1])["a"].accepted is None


def told(unit_code, *states):
    steps = tuple(State(state, "why", "somebody") for state in states)
    about = ("portal_down", LEAVE_OUT, "text", 2, "somebody", "2025-07-20T00:00:00Z")
    pick = Pick(unit_code, first=FIRST, last=LAST)
    return Dispute(1, pick, *about, date(2025, 7, 25), LAST, 7, steps)


def test_others_are_told_what_was_decided_and_nothing_of_what_waits():
    own, none = frozenset({"a"}), frozenset()
    assert told("a", "open").seen_by(own) == told("a", "open")
    assert told("a", "open").seen_by(none) is None
    assert told("a", "open", "withdrawn").seen_by(none) is None
    public = told("a", "open", "refused").seen_by(none)
    assert (public.text, public.who) == ("", "")
    assert [(one.state, one.note, one.who) for one in public.states] == [
        ("refused", "why", "")
    ]
    assert told("", "accepted").seen_by(none).text == "text"


def test_it_is_overdue_from_the_day_after_its_last_while_it_waits():
    assert not told("a", "open").overdue(date(2025, 7, 25))
    assert told("a", "open").overdue(date(2025, 7, 26))
    assert not told("a", "open", "refused").overdue(date(2025, 7, 26))
