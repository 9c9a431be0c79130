"""From counts to "worth a look": borders, and a second way to each number."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pandas as pd
import pytest

from board.thresholds import KNOWN, SHIPPED, thresholds
from core.errors import SettingsError
from core.language import catalogue
from metrics.integrity import Beside, Review, disputed, newest
from metrics.limits import limits_of, over
from metrics.signal_counts import (
    Came,
    bunched,
    burst,
    counted,
    passed,
    stopped,
    vanished,
)
from metrics.signals import BY_KEY, SIGNALS, UNITS, Seen
from metrics.windows import Window
from tests.conftest import settings_for
from tests.make import GOOD

LIMITS = {"least": Fraction(10), "share": Fraction(1, 20), "readable": Fraction(1, 2)}
FAST = BY_KEY["too_fast"]


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        (Seen(10, 200, 100, 100), "look"),
        (Seen(9, 20, 100, 100), "quiet"),
        (Seen(10, 201, 100, 100), "quiet"),
        (Seen(0, 0, 100, 100), "quiet"),
        (Seen(10, 200, 50, 100), "look"),
        (Seen(10, 200, 49, 100), "unseen"),
        (Seen(0, 0, 0, 0), "unseen"),
        (None, "unseen"),
    ],
)
def test_a_signal_shows_from_its_thresholds_on_and_is_unseen_without_data(seen, state):
    assert FAST.state(seen, LIMITS) == state


def test_a_burst_is_held_against_the_days_on_which_anything_came():
    limits = LIMITS | {"times": Fraction(5, 2)}
    frame = pd.DataFrame(
        [
            ("a", 0, 30, 25),
            ("a", 1, 20, 8),
            ("a", 3, 20, 12),
            ("b", 0, 30, 24),
            ("b", 1, 40, 10),
            ("c", 0, 30, 30),
            ("d", -1, 60, 50),
            ("d", 0, 30, 25),
            ("d", 1, 20, 8),
        ],
        columns=["unit_code", "span", "received", "online"],
    )
    signal = BY_KEY["deadline_burst"]
    seen = burst(frame)

    assert {code: signal.state(one, limits) for code, one in seen.items()} == {
        "a": "look",
        "b": "quiet",
        "c": "unseen",
        "d": "unseen",
    }
    assert seen["a"].usual == 10


def test_the_worst_known_of_two_needs_says_what_can_be_seen():
    found = pd.DataFrame(columns=["signal", "id", "unit_code", "knot"])
    row = dict.fromkeys(
        "received received_ref online online_ref online_timed counter counter_ref "
        "full_online visit_known finished finished_timed finished_second".split(),
        0,
    )
    row |= {"online": 40, "online_ref": 40, "counter": 100, "counter_ref": 10}
    totals = pd.DataFrame([row | {"unit_code": "a"}])
    seen = counted(found, totals)["reentered"]["a"]

    assert seen == Seen(0, 40, 10, 100)
    assert BY_KEY["reentered"].state(seen, LIMITS) == "unseen"


@pytest.mark.parametrize(
    ("now", "before", "movement", "missing"),
    [
        (Came(60, 20, 40), Came(100, 20, 80), 1, 40),
        (Came(60, 40, 20), Came(100, 20, 80), 1, 40),
        (Came(100, 60, 40), Came(100, 20, 80), 1, 0),
        (Came(50, 10, 40), Came(100, 20, 80), Fraction(1, 2), 0),
        (Came(90, 0, 90), Came(100, 20, 80), 1, 0),
    ],
)
def test_only_what_did_not_come_online_instead_is_missing(
    now, before, movement, missing
):
    assert vanished(now, before, Fraction(movement)).found == missing


def test_a_unit_that_never_passed_its_target_cannot_have_stopped():
    assert passed([(10, 7), (10, 6)], Fraction(3, 5), 7) is None
    assert stopped([(10, 1), (10, 2)], Fraction(3, 5), LIMITS | {"days": 7}) == Seen()


def test_a_stop_is_told_from_the_share_before_and_since_the_target_was_passed():
    limits = {"days": Fraction(2), "drop": Fraction(3, 10), "least": Fraction(20)}
    rise = [(10, 0), (10, 9), (10, 9)]

    assert stopped([*rise, (20, 12)], Fraction(3, 5), limits) == Seen(6, 20, 1, 1)
    assert stopped([*rise, (20, 13)], Fraction(3, 5), limits) == Seen(0, 20, 1, 1)
    assert stopped([*rise, (19, 0)], Fraction(3, 5), limits) == Seen(0, 19, 1, 1)


def naive_passed(days, target, span):
    """Every day's share from scratch."""
    crossings = []
    for place in range(1, len(days)):
        shares = []
        for end in (place, place + 1):
            received = sum(d[0] for d in days[:end])
            online = sum(d[1] for d in days[:end])
            shares.append(Fraction(online, received) if received else Fraction(-1))
        if shares[0] < target <= shares[1]:
            crossings.append(place)
    return crossings[-1] if crossings else None


def test_the_last_crossing_is_the_one_a_plain_reading_finds():
    random = Random(5)
    for _ in range(300):
        days = []
        for _day in range(random.randrange(1, 12)):
            received = random.randrange(0, 6)
            days.append((received, random.randrange(0, received + 1)))
        target = Fraction(random.randrange(1, 10), 10)
        place = naive_passed(days, target, 3)
        found = passed(days, target, 3)
        if place is None:
            assert found is None
        else:
            before, since = days[max(place - 2, 0) : place + 1], days[place + 1 :]
            assert found.before == tuple(map(sum, zip(*before, strict=True)))
            expected = tuple(map(sum, zip(*since, strict=True))) or (0, 0)
            assert found.since == expected


def test_units_just_below_and_just_above_are_counted_with_half_open_borders():
    gaps = [Fraction(n, 100) for n in (-3, -2, -1, 0, 1, 2, 3)]

    assert bunched(gaps, Fraction(2, 100)) == (2, 2)


def test_every_signal_has_its_thresholds_and_its_texts_in_vietnamese(tmp_path):
    known = catalogue("vi")
    for part in thresholds(settings_for(tmp_path)).parts:
        assert {name for name, _ in part[1]} == KNOWN[part[0]]
    for signal in SIGNALS:
        assert set(signal.thresholds) <= set(UNITS)
        texts = (signal.title, signal.meaning, signal.answer, signal.blind)
        for text in (*texts, signal.among, *signal.others):
            assert text in known, text


def test_an_office_writes_its_own_numbers_over_those_shipped(tmp_path):
    (tmp_path / "signals.yaml").write_text("too_fast: {seconds: 30}\n")
    own = thresholds(settings_for(tmp_path)).all()

    assert own["too_fast"]["seconds"] == 30
    assert own["too_fast"]["share"] == Fraction(1, 20)
    shipped = limits_of({"too_fast": {"seconds": 120}}, KNOWN, SHIPPED.name)
    assert over(shipped, {}) == shipped


@pytest.mark.parametrize(
    "written",
    [
        "too_fast: {second: 30}",
        "too_quick: {seconds: 30}",
        "too_fast: {share: 1.01}",
        "too_fast: {seconds: -1}",
        "too_fast: {seconds: .inf}",
        "too_fast: {seconds: .nan}",
        "too_fast: {seconds: true}",
        "too_fast: {seconds: soon}",
        "too_fast: 3",
        "- too_fast",
        "too_fast: {seconds: [",
    ],
)
def test_a_file_of_thresholds_that_is_wrong_is_refused_in_one_line(tmp_path, written):
    (tmp_path / "signals.yaml").write_text(written)

    with pytest.raises(SettingsError) as refused:
        thresholds(settings_for(tmp_path))
    text = refused.value.text()
    assert "signals.yaml" in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("state", "verdict", "apart"),
    [
        ("look", "", True),
        ("look", "open", True),
        ("look", "legitimate_help", False),
        ("look", "misuse", True),
        ("quiet", "", False),
        ("quiet", "open", False),
        ("quiet", "data_fault", True),
        ("unseen", "", False),
    ],
)
def test_what_stands_apart_is_what_shows_uncleared_or_was_judged_so(
    state, verdict, apart
):
    assert disputed(state, verdict) is apart


def test_the_newest_review_of_overlapping_days_counts():
    def said(verdict: str, first: int, last: int) -> Review:
        window = Window(date(2025, 7, first), date(2025, 7, last))
        return Review("too_fast", GOOD, window, verdict, "", "operator", "", 1)

    both = (said("misuse", 1, 10), said("data_fault", 1, 12), said("open", 20, 24))

    def verdict(first: int, last: int) -> str | None:
        window = Window(date(2025, 7, first), date(2025, 7, last))
        found = newest(both, window).get(("too_fast", GOOD))
        return found.verdict if found else None

    assert verdict(5, 15) == "data_fault"
    assert verdict(13, 19) is None
    assert verdict(12, 20) == "open"


def test_without_is_empty_where_nothing_is_left():
    assert Beside("on_time", 5, 5, 0, 0, 5).without is None
    assert Beside("on_time", None, None, None, None).worth is None
    assert Beside("on_time", 6, 10, 4, 8, 2).worth == Fraction(1, 10)
