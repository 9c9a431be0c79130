"""`python -m ingest`: what it prints where, and its exit codes."""

import csv
import io
import subprocess
import sys

import pytest

from core.settings import ROOT
from tests.commands import Told, ask
from tests.serving import environment, named

UNITS = "code,name,kind,note\n00004,Phường Ba Đình,ward,x\n"


@pytest.fixture
def process(new_sqlite):
    """Runs a command of an office with an empty database."""
    settings = new_sqlite()

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ingest", *arguments],
            cwd=ROOT,
            env=environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def office(new_sqlite):
    """The same, without a process of its own."""
    settings = new_sqlite()

    def run(*arguments: str) -> Told:
        return ask(named(settings), "ingest", *arguments)

    return run


def write(folder, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_load_prints_a_line_a_file_and_says_the_rest_elsewhere(process, tmp_path):
    units = write(tmp_path, "units.csv", UNITS)

    done = process("load", units)

    assert done.returncode == 0
    assert done.stdout == ("units.csv: read 1, accepted 1, unchanged 0, rejected 0\n")
    assert "note" in done.stderr


def test_a_refused_file_gives_one_line_and_exit_code_1(process, tmp_path):
    units = write(tmp_path, "units.csv", UNITS)
    broken = write(tmp_path, "broken.csv", "dossier_code,unit_code\n1,2\n")

    done = process("load", broken, units, str(tmp_path / "nowhere.csv"))

    assert done.returncode == 1
    assert done.stdout.startswith("units.csv: read 1, accepted 1")
    for name in ("broken.csv", "nowhere.csv"):
        assert len([x for x in done.stderr.splitlines() if x.startswith(name)]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("load",),
        ("fly",),
        ("template", "wishes"),
        ("recount", "--from", "yesterday"),
        ("rejected", "--load", "first"),
    ],
)
def test_a_wrong_use_gives_exit_code_2(office, arguments):
    assert office(*arguments).code == 2


def test_rejected_rows_come_as_csv_that_cannot_become_a_formula(office, tmp_path):
    text = "code,name,kind,area_km2\n1,=1+1,ward,-5\n2,@x,ward,2\n3,-A,,1\n"
    office("load", write(tmp_path, "units.csv", text))
    out = tmp_path / "rejected.csv"

    shown = office("rejected")
    written = office("rejected", "--out", str(out))

    rows = list(csv.DictReader(io.StringIO(shown.text)))
    assert [(r["file"], r["line"], r["reason"]) for r in rows] == [
        ("units.csv", "2", "negative"),
        ("units.csv", "4", "missing_value"),
    ]
    assert [(row["name"], row["area_km2"]) for row in rows] == [
        ("'=1+1", "-5"),
        ("'-A", "1"),
    ]
    assert all(row["message"] for row in rows)
    assert (written.text, out.read_bytes()[:3]) == ("", b"\xef\xbb\xbf")
    assert out.read_text(encoding="utf-8-sig") == shown.text


def test_an_empty_database_is_no_error(office):
    for arguments in (("status",), ("rejected",), ("rejected", "--load", "7")):
        assert office(*arguments).code == 0
    assert office("rejected").text == "file,line,reason,message\n"


def test_status_and_recount(office, tmp_path):
    office("load", write(tmp_path, "units.csv", UNITS))

    assert "units.csv" in office("status").text
    assert office("recount", "--from", "2025-07-01").code == 0


def test_template_writes_a_workbook_that_loads(office, tmp_path):
    out = str(tmp_path / "t.xlsx")

    assert office("template", "units", "--out", out).code == 0
    assert office("load", out).text == (
        "t.xlsx: read 0, accepted 0, unchanged 0, rejected 0\n"
    )


def test_a_reader_that_has_seen_enough_is_told_of_no_file():
    asked = f"{sys.executable} -m ingest template events"
    done = subprocess.run(
        ["bash", "-c", f"{asked} | true"], cwd=ROOT, capture_output=True, check=True
    )

    assert done.stderr == b""


def test_a_template_without_a_file_goes_to_standard_output():
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "template", "events"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert done.stdout.startswith(b"PK")
    assert done.stderr == b""
