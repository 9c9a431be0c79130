"""The demo says what it planted where; the docs say what signals find of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from board.alarms import hollow_alarms, measured_alarms
from demo.__main__ import main
from demo.integrity import STRENGTHS
from demo.place import rows
from demo.truth import truth
from metrics.signals import SIGNALS

DOCS = Path(__file__).parents[2] / "docs" / "signals.md"


def test_the_demo_writes_what_it_planted_beside_the_city_and_not_among_its_files(
    tmp_path,
):
    file, out = tmp_path / "planted.csv", tmp_path / "city"
    days = ["--from", "2025-07-23", "--until", "2025-07-24", "--dossiers-per-day", "9"]
    assert main(["--out", str(out), "--truth", str(file), "--seed", "7", *days]) == 0

    told = rows(file.name, tmp_path)
    assert [(row["signal"], row["unit_code"]) for row in told] == [
        (one.signal, one.unit_code) for one in truth(7, date(2025, 7, 24))
    ]
    assert not any("planted" in path.name for path in out.iterdir())


def test_a_truth_file_that_cannot_be_written_is_said(tmp_path, capsys):
    days = ["--from", "2025-07-24", "--until", "2025-07-24", "--dossiers-per-day", "9"]
    gone = tmp_path / "gone" / "planted.csv"

    assert main(["--out", str(tmp_path / "city"), "--truth", str(gone), *days]) == 1
    assert str(gone) in capsys.readouterr().err


def test_a_city_to_which_no_dossier_came_is_refused_in_one_line(tmp_path, capsys):
    days = ["--from", "2025-07-24", "--until", "2025-07-24", "--dossiers-per-day", "1"]

    assert main(["--out", str(tmp_path), *days]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_every_signal_is_planted_and_none_before_its_first_day():
    planted = {one.signal for one in truth(2025, date(2025, 7, 31))}
    assert {signal.key for signal in SIGNALS} <= planted == set(STRENGTHS)

    earlier = {one.signal for one in truth(2025, date(2025, 7, 24))}
    assert planted - earlier == {"deadline_burst"}
    assert truth(2025, date(2025, 6, 30)) == []


def test_the_docs_tell_what_was_measured():
    docs = DOCS.read_text(encoding="utf-8")
    measured = {**measured_alarms(), "hollow": hollow_alarms()}

    for key, one in measured.items():
        found = f"| `{key}` | {one.found} of {one.planted} "
        assert f"{found}| {one.false} of {one.without} |" in docs
