"""What the rules ask of units, and what they do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from actions import dialogue as actions
from board import Board
from board.dialogue_rules import OWN, dialogue_rules
from core.errors import SettingsError
from jobs.dialogue import ask_units
from store.engine import open_database
from tests.make import GOOD, LATE, cast, dossiers, load

# The late commune's dossiers are of 11 July, the newest of all of Friday, 18 July.
FRIDAY, MONDAY = date(2025, 7, 18), datetime(2025, 7, 21, 3, tzinfo=UTC)
EIGHT = "requests: {off_track: {days: 8}}\n"


@pytest.fixture
def city(stocked):
    with time_machine.travel(MONDAY, tick=False) as clock:
        settings = stocked(cast)
        db = open_database(settings)
        yield db, settings, clock
        db.close()


def asked(db, settings):
    return [(r.unit_code, r.rule) for r in Board(db, settings).requests(None)]


def write_rules(settings, text):
    (settings.var / OWN).write_text(text)


def test_a_unit_off_track_so_many_days_is_asked_once_with_its_facts(city):
    db, settings, _ = city
    write_rules(settings, EIGHT.replace("8", "9"))
    ask_units(db, settings)
    # On the ninth day back the late commune had no dossier: no status, none off track.
    assert (LATE, "off_track") not in asked(db, settings)

    write_rules(settings, EIGHT)
    for _ in range(2):
        ask_units(db, settings)
    assert asked(db, settings).count((LATE, "off_track")) == 1

    [one] = Board(db, settings).requests(frozenset({LATE}))
    told = (one.person, one.day, one.due_on, one.facts["numerator"])
    assert told == ("Trần Thị Muộn", date(2025, 7, 21), date(2025, 7, 26), 2)
    assert one.facts["since"] == (FRIDAY - timedelta(days=7)).isoformat()
    assert one.facts["evaluation"] == Board(db, settings).header().evaluation

    entry = actions.answer(db, one.id, {"cause": "staff", "text": "Thiếu"}, one.day)
    ask_units(db, settings)
    actions.decide(db, one.id, "accepted", "", one.day)
    ask_units(db, settings)
    assert entry and asked(db, settings).count((LATE, "off_track")) == 1


def test_nothing_is_asked_of_figures_while_the_data_of_all_are_old(city):
    db, settings, clock = city
    write_rules(settings, EIGHT)
    # Two working days without data are in time; a third is not.
    clock.move_to(MONDAY + timedelta(days=3))
    assert ask_units(db, settings).message == "No explanation to ask for."
    clock.move_to(MONDAY + timedelta(days=2))
    assert ask_units(db, settings).values == {"count": 1}


def test_a_unit_whose_data_are_late_is_asked_for_them_alone(city):
    db, settings, _ = city
    write_rules(settings, EIGHT)
    days = [f"2025-07-{day:02d}" for day in (1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15, 16)]
    load(db, settings, *(r for d in days for r in dossiers(LATE, d, 0, of=2)))

    ask_units(db, settings)
    assert asked(db, settings) == [(LATE, "missed_report")]
    [one] = Board(db, settings).requests(None)
    assert one.facts["last_day"] == "2025-07-16"
    assert one.facts["behind"] == 2


def test_a_fall_beyond_chance_is_asked_for_with_both_weeks(city):
    db, settings, _ = city
    load(
        db,
        settings,
        *dossiers(GOOD, "2025-07-09", 90, of=100),
        *dossiers(GOOD, "2025-07-16", 60, of=100),
    )
    ask_units(db, settings)

    found = Board(db, settings).requests(frozenset({GOOD}))
    assert {one.rule for one in found} == {"fell"}
    [one] = [one for one in found if one.indicator == "online_dossiers"]
    # The week before holds the ten dossiers of the cast too.
    assert (one.facts["before"], one.facts["after"]) == ([99, 110], [60, 100])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("requests: {off_track: {daze: 8}}", "daze"),
        ("requests: {unknown: {days: 8}}", "unknown"),
        ("requests: {off_track: {days: soon}}", "soon"),
        ("requests: {fell: {who: clerk}}", "chair"),
        ("requests: {fell: {active: 1}}", "1"),
        ("- fell", "parts"),
        ("a: [", "YAML"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused_in_one_line(new_sqlite, text, told):
    settings = new_sqlite()
    write_rules(settings, text)

    with pytest.raises(SettingsError, match=told) as refused:
        dialogue_rules(settings)
    assert "\n" not in refused.value.text()


def test_a_rule_that_is_off_asks_nothing(city):
    db, settings, _ = city
    write_rules(settings, "requests: {off_track: {active: false, days: 8}}\n")

    assert ask_units(db, settings).message == "No explanation to ask for."
