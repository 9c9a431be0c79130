"""Checks as data: an office changes what they do, never what the contract rejects."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import SettingsError
from core.language import catalogue
from core.reasons import DOUBTS, REASONS
from core.rules import read_rules, shipped_rules
from core.settings import ROOT
from ingest.checks import CHECKS, judge_rows
from ingest.described import markdown
from ingest.doubts import doubts, seen, stopping
from tests.ingest.door import always, batch, known

RULES = shipped_rules()
DOSSIER = {
    "dossier_code": "d1",
    "unit_code": "00004",
    "procedure_code": "1.001193",
    "received_at": "2025-07-24T08:30:00",
}


def test_by_default_only_the_contracts_reasons_reject_and_nothing_is_held():
    rejecting = {key for key, rule in RULES.items() if rule.action == "reject"}

    assert rejecting == {"malformed_row", *CHECKS}
    assert all(RULES[key].contract for key in rejecting)
    assert {rule.action for rule in RULES.values()} == {"reject", "flag", "off"}


def test_every_check_has_a_text_and_an_owner_in_both_languages():
    assert set(RULES) == set(REASONS) | set(DOUBTS)
    vietnamese = catalogue("vi")
    told = {*REASONS.values(), *DOUBTS.values(), *(r.owner for r in RULES.values())}
    assert told - set(vietnamese) == set()


def test_the_page_of_checks_is_up_to_date():
    # python -m ingest checks --out docs/checks.md
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")

    assert page == markdown()


def own(folder: Path, text: str) -> Path:
    path = folder / "checks.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_office_changes_what_a_check_does_its_limit_and_who_must_look(tmp_path):
    text = """
many_supplements: {action: hold, limit: 3, owner: Sở Tư pháp}
due_missing: {action: off}
unusual_mix: {limit: 6.5, least: 80}
"""
    rules = read_rules(own(tmp_path, text))

    changed = rules["many_supplements"]
    assert (changed.action, changed.limit, changed.owner) == ("hold", 3, "Sở Tư pháp")
    assert (rules["unusual_mix"].limit, rules["unusual_mix"].least) == (6.5, 80)
    assert rules["due_missing"].action == "off"
    assert rules["finished_without_time"] == RULES["finished_without_time"]


def test_without_a_file_of_the_office_all_stays(tmp_path):
    assert read_rules(tmp_path / "checks.yaml") == RULES


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("unknown_unit: {action: flag}", "unknown_unit"),
        ("unknown_unit: {action: off}", "unknown_unit"),
        ("no_such_check: {action: flag}", "no_such_check"),
        ("due_missing: {action: perhaps}", "perhaps"),
        ("due_missing: {limit: 2}", "limit"),
        ("many_supplements: {limit: -1}", "-1"),
        ("many_supplements: {limit: yes}", "many_supplements"),
        ("odd_dossier_code: {pattern: '('}", "odd_dossier_code"),
        ("due_missing: {owner: ''}", "owner"),
        ("unusual_volume: {action: hold}", "weeks, not at rows"),
        ("unusual_mix: {action: reject}", "say flag or off"),
        ("unusual_share: {least: .nan}", "nan"),
        ("many_supplements: {least: 5}", "least"),
        ("due_missing:", "due_missing"),
        ("- due_missing", "no list"),
        ("due_missing: {action: [", "line"),
    ],
)
def test_a_file_that_cannot_be_meant_so_is_refused_in_one_line(tmp_path, text, named):
    with pytest.raises(SettingsError) as refused:
        read_rules(own(tmp_path, text))

    told = refused.value.text("en")
    assert "checks.yaml" in told
    assert named in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({"status": "received", "finished_at": "2025-07-24"}, "time_without_finish"),
        ({"due_at": ""}, "due_missing"),
        ({"supplement_requests": "2"}, "many_supplements"),
    ],
)
def test_a_fault_seen_in_real_files_is_flagged(cells, doubt):
    rows = batch("dossiers", DOSSIER | cells)

    assert doubts(rows, judge_rows(rows, known()).good, known()) == {doubt: 1}


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "finished", "finished_at": "2025-07-24"},
        {"finished_at": "2025-07-24"},
        {"due_at": "2025-07-25"},
        {"supplement_requests": "1"},
        {"supplement_requests": ""},
    ],
)
def test_what_is_in_order_is_not_flagged(cells):
    rows = batch("dossiers", DOSSIER | cells)

    assert doubts(rows, judge_rows(rows, known()).good, known()) == {}


@pytest.mark.parametrize(("alike", "flagged"), [(20, 20), (17, 0), (19, 19)])
def test_copied_times_are_told_from_twenty_rows_and_nine_in_ten_on(alike, flagged):
    other = DOSSIER | {"submitted_at": "2025-07-24T08:00:00"}
    same = DOSSIER | {"submitted_at": DOSSIER["received_at"]}
    rows = batch("dossiers", *[same] * alike, *[other] * (20 - alike))
    good = judge_rows(rows, known()).reasons != "never"

    assert doubts(rows, good, known()).get("submitted_as_received", 0) == flagged


def test_a_row_that_an_office_stops_leaves_its_place_to_another_of_its_identity(
    tmp_path,
):
    rules = read_rules(own(tmp_path, "many_supplements: {action: hold}"))
    office = known(units=always("00004"), rules=rules)
    rows = batch(
        "dossiers",
        DOSSIER | {"supplement_requests": "1"},
        DOSSIER | {"supplement_requests": "5"},
    )

    verdict = judge_rows(rows, office, stopping(seen(rows, office), office))

    assert verdict.reasons.tolist() == ["", "many_supplements"]
    assert verdict.held.tolist() == [False, True]
