"""`python -m reports ranking` as the contract writes it, section 1 and 3."""

import csv
import io
import json
import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from core.settings import ROOT
from tests import make
from tests.serving import environment

COLUMNS = (
    "rank,unit_code,unit_name,kind,chair,numerator,denominator,value,target,gap,"
    "status,change_7d,previous_rank,coverage"
).split(",")
QUESTION = ("ranking", "--indicator", "online_dossiers")


def table(out: bytes) -> dict[str, dict[str, str]]:
    return {row["unit_code"]: row for row in csv.DictReader(io.StringIO(out.decode()))}


def test_the_columns_are_those_of_the_contract_in_its_order(ask):
    told = ask(*QUESTION)

    assert told.code == 0
    assert told.err == ""
    assert told.out.decode().splitlines()[0].split(",") == COLUMNS


def test_the_counts_of_dossiers_become_ranks(ask):
    rows = table(ask(*QUESTION, "--as-of", "2025-07-24").out)

    assert rows[make.GOOD] == {
        "rank": "1",
        "unit_code": "00004",
        "unit_name": "Phường Ba Đình",
        "kind": "ward",
        "chair": "Nguyễn Văn Tốt",
        "numerator": "9",
        "denominator": "10",
        "value": "0.9",
        "target": "0.8",
        "gap": "0.1",
        "status": "met",
        "change_7d": "0.0",
        "previous_rank": "1",
        "coverage": "1.0",
    }
    assert [row["rank"] for row in rows.values()] == ["1", "2", "3", "", ""]


def test_what_is_not_known_is_empty_and_never_zero(ask):
    row = table(ask(*QUESTION, "--as-of", "2025-07-24").out)[make.EMPTY]

    empty = "rank numerator denominator value gap change_7d previous_rank".split()
    assert {name: row[name] for name in empty} == dict.fromkeys(empty, "")
    assert row["status"] == "unknown"


def test_shares_keep_their_full_precision(db, settings, ask_of):
    make.load(db, settings, *make.place(), make.target())
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-10", 1, of=3))

    told = ask_of(settings, *QUESTION, "--plan", make.PLAN)
    row = table(told.out)[make.GOOD]

    assert float(row["value"]) == 1 / 3
    # A negative gap is a number, not a text made harmless.
    assert float(row["gap"]) == pytest.approx(1 / 3 - 0.8, abs=1e-15)


def test_json_is_a_list_of_objects_with_whole_counts_and_nulls(ask):
    told = ask(*QUESTION, "--as-of", "2025-07-24", "--format", "json")
    rows = {row["unit_code"]: row for row in json.loads(told.out)}

    good, empty = rows[make.GOOD], rows[make.EMPTY]
    assert list(good) == COLUMNS
    assert [type(good[name]) for name in ("rank", "numerator", "value")] == [
        int,
        int,
        float,
    ]
    assert [empty[name] for name in ("rank", "value", "gap", "numerator")] == [None] * 4


def test_without_a_target_its_columns_are_empty(ask):
    row = table(ask("ranking", "--indicator", "on_time").out)[make.GOOD]

    assert (row["target"], row["gap"], row["status"]) == ("", "", "")


def test_kinds_choose_who_is_listed_and_ranked(ask):
    asked = (*QUESTION, "--as-of", "2025-07-24", "--kind")

    assert [row["kind"] for row in table(ask(*asked, "commune").out).values()] == [
        "commune"
    ]
    assert table(ask(*asked, "commune").out)[make.CHANGED]["rank"] == "1"
    assert len(table(ask(*asked, "commune,ward").out)) == 4


def test_an_unknown_kind_is_no_error_and_lists_nobody(ask):
    told = ask(*QUESTION, "--kind", "galaxy")

    assert (told.code, told.out.decode().splitlines()) == (0, [",".join(COLUMNS)])


def test_from_overrides_the_start_of_the_window(ask):
    rows = table(ask(*QUESTION, "--from", "2025-07-15", "--as-of", "2025-07-24").out)

    assert rows[make.CHANGED]["numerator"] == "7"
    assert rows[make.GOOD]["value"] == ""


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_empty_database_is_asked_without_error(ask_nothing, form):
    told = ask_nothing(*QUESTION, "--format", form)

    assert (told.code, told.err) == (0, "")
    expected = "[]" if form == "json" else ",".join(COLUMNS)
    assert told.out.decode().strip() == expected


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--indicator", "online_dossierss"], "online_dossierss"),
        (["--indicator", "on_time", "--plan", "no-plan"], "no-plan"),
        (["--indicator", "on_time", "--window", "yearly"], "yearly"),
        (["--indicator", "on_time", "--as-of", "24/07/2025"], "24/07/2025"),
        (["--indicator", "on_time", "--from", "2025-02-30"], "2025-02-30"),
        (["--indicator", "on_time", "--format", "ods"], "ods"),
        (["--indicator", "on_time", "--colour", "red"], "--colour"),
        ([], "--indicator"),
        (
            "--indicator on_time --from 2025-08-01 --as-of 2025-07-01".split(),
            "2025-08-01",
        ),
    ],
)
def test_a_wrong_word_is_named_in_one_line(ask, words, named):
    told = ask("ranking", *words)

    assert (told.code, told.out) == (2, b"")
    assert named in told.err
    assert len(told.err.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_told_in_one_line(ask, tmp_path):
    told = ask(*QUESTION, "--out", tmp_path / "nowhere" / "table.csv")

    assert told.code == 1
    assert "nowhere" in told.err
    assert len(told.err.splitlines()) == 1


def test_a_file_for_people_has_a_byte_order_mark_and_standard_output_none(
    ask, tmp_path
):
    path = tmp_path / "table.csv"
    told = ask(*QUESTION, "--out", path)

    assert told.out == b""
    assert path.read_bytes() == b"\xef\xbb\xbf" + ask(*QUESTION).out


def test_the_ending_of_the_file_names_the_format(ask, tmp_path):
    path = tmp_path / "table.json"
    ask(*QUESTION, "--out", path)

    assert len(json.loads(path.read_bytes())) == 5


def test_the_command_answers_in_a_process_of_its_own(cast_settings):
    done = subprocess.run(
        [sys.executable, "-m", "reports", *QUESTION, "--format", "json"],
        cwd=ROOT,
        env={**os.environ, **environment(cast_settings)},
        capture_output=True,
        check=True,
    )

    assert len(json.loads(done.stdout)) == 5
    assert done.stderr == b""


def test_a_reader_that_has_seen_enough_is_no_error(cast_settings):
    asked = f"{sys.executable} -m reports {' '.join(QUESTION)}"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {asked} | true"],
        cwd=ROOT,
        env={**os.environ, **environment(cast_settings)},
        capture_output=True,
        check=True,
    )

    assert done.stderr == b""


def test_a_workbook_of_an_empty_database_has_its_header(ask_nothing, tmp_path):
    path = tmp_path / "empty.xlsx"

    assert ask_nothing(*QUESTION, "--out", path).code == 0
    sheet = load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == COLUMNS
    assert sheet.max_row == 1


def test_a_frozen_evaluation_is_reopened_as_it_was_printed(db, settings, ask_of, clock):
    make.load(db, settings, *make.cast())
    before = ask_of(settings, *QUESTION).out
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-19", 0, of=30))

    again = ask_of(settings, *QUESTION, "--evaluation", "1")
    other = ask_of(settings, *QUESTION, "--evaluation", "1", "--window", "week")

    assert again.out == before != ask_of(settings, *QUESTION).out
    assert (other.code, other.out) == (2, b"")
    assert "week" in other.err
