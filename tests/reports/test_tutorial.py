"""The README's tutorials: its commands are run, and print what it says."""

import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from core.settings import ROOT
from tests.commands import ask

README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """A command of the README, and what it says that it prints."""

    command: str
    printed: str


def tutorial(number: int) -> list[Step]:
    part = README.split(f"\n## Tutorial {number}")[1].split("\n## ")[0]
    blocks = re.findall(r"```console\n(.*?)```", part, flags=re.DOTALL)
    return [
        Step(*step.partition("\n")[::2])
        for block in blocks
        for step in block.split("$ ")[1:]
    ]


def walk(number: int, folder: Path) -> None:
    """Runs a tutorial's commands; what they write goes to `folder`."""
    var = ""
    for step in tutorial(number):
        command = step.command.replace("var/", f"{folder}/")
        if command.startswith("export HAICAP_VAR="):
            var = command.partition("=")[2]
            continue
        asked, _pipe, rest = command.partition(" | ")
        _python, _m, module, *words = shlex.split(asked)
        told = ask({"HAICAP_VAR": var}, module, *words)
        assert rest or told.code == 0, told.err
        assert _piped(told.out, rest).decode() == step.printed, step.command


def _piped(out: bytes, through: str) -> bytes:
    if not through:
        return out
    return subprocess.run(
        ["bash", "-c", through], input=out, capture_output=True, check=True
    ).stdout


def test_the_first_reads_180_of_208_procedures_of_126_units(tmp_path):
    assert len(tutorial(1)) == 5
    walk(1, tmp_path)


def test_the_second_reads_the_published_totals(tmp_path):
    assert len(tutorial(2)) == 10
    walk(2, tmp_path)

    cover = load_workbook(tmp_path / "services" / "uk.xlsx").worksheets[0]
    told = dict(row[:2] for row in cover.iter_rows(values_only=True))
    assert told["Counts of the whole"] == "1,778,684,416 ÷ 2,086,234,098 = 85.26%"
    assert "1,778,684,416 of 2,086,234,098, or 85.26 %" in README
