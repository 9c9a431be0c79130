"""An office that knows the contract alone: it writes files and runs the commands."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from core.settings import ROOT, settings
from tests.commands import Told, ask

CITY = """
code,name,kind,parent_code
01,Thành phố,city,
W1,Phường Một,ward,01
W2,Phường Hai,ward,01
C1,Xã Ba,commune,01
"""
PROCEDURES = """
code,name
1.000001,Khai sinh
1.000002,Khai tử
1.000003,Kết hôn
"""

Row = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """The line that `ingest load` prints for a file."""

    file: str
    read: int
    accepted: int
    unchanged: int
    rejected: int


class Office:
    """One office: a folder for its files, a database, the commands."""

    def __init__(
        self,
        folder: Path,
        var: Path,
        monkeypatch: pytest.MonkeyPatch,
        url: str = "",
        built: Path | None = None,
    ) -> None:
        """`built`: a folder with the small city loaded, to be copied."""
        self._built = built
        self.folder, self.var, self.environment = folder, var, {}
        self._monkeypatch = monkeypatch
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.set("HAICAP_VAR", str(var))
        self.set("HAICAP_SECRET", "a key for tests")
        if url:
            self.set("HAICAP_DATABASE_URL", url)

    def set(self, name: str, value: str) -> None:
        """A setting, for the commands that follow."""
        self.environment[name] = value
        self._monkeypatch.setenv(name, value)
        settings.cache_clear()

    def run(self, module: str, *arguments: object) -> Told:
        """The command, run inside this process."""
        return ask(self.environment, module, *arguments)

    def process(self, module: str, *arguments: object) -> Told:
        """The command, run as an office would."""
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, **self.environment, "PYTHONUTF8": "1"},
            capture_output=True,
            timeout=120,
        )
        return Told(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the office; text loses its leading line break."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.removeprefix("\n").encode("utf-8")
        path.write_bytes(content)
        return path

    def load(self, *contents: str | bytes | Path) -> Told:
        """Loads texts (each a file of its own) and paths in one command."""
        return self.run("ingest", "load", *self._paths(contents))

    def _paths(self, contents: Sequence[str | bytes | Path]) -> list[Path]:
        paths = []
        for content in contents:
            if not isinstance(content, Path):
                self._number += 1
                content = self.write(f"file-{self._number:03}.csv", content)
            paths.append(content)
        return paths

    def take(self, *contents: str | bytes | Path) -> list[Line]:
        """Loads what must be taken; a line a file in the order printed."""
        answer = self.load(*contents)
        assert answer.code == 0, (answer.text, answer.err)
        return lines(answer)

    def city(self) -> None:
        """The small city nearly every test speaks of, into an empty database."""
        if self._built is None:
            self.take(CITY, PROCEDURES)
            return
        shutil.rmtree(self.var)
        shutil.copytree(self._built, self.var)

    def units(self, count: int) -> None:
        """As many wards as there are cases, U0 and on, and the procedures."""
        rows = [f"U{n},Phường {n},ward" for n in range(count)]
        self.take("\n".join(["code,name,kind", *rows]) + "\n", PROCEDURES)

    def rejected(self, *arguments: object) -> list[dict[str, str]]:
        """The rows of `ingest rejected`."""
        answer = self.run("ingest", "rejected", *arguments)
        assert answer.code == 0, answer.err
        return list(csv.DictReader(io.StringIO(answer.text)))

    def reasons(self) -> list[tuple[int, str]]:
        """Line and reason code of each rejected row, by line."""
        return sorted((int(row["line"]), row["reason"]) for row in self.rejected())

    def table(self, indicator: str, **options: str | None) -> list[Row]:
        """The ranking table, as listed."""
        arguments = ["ranking", "--indicator", indicator, "--format", "json"]
        return cast("list[Row]", self._json(arguments, options))

    def ranking(self, indicator: str, **options: str | None) -> dict[str, Row]:
        """The rows of the ranking table by unit."""
        return {row["unit_code"]: row for row in self.table(indicator, **options)}

    def share(self, indicator: str, unit: str = "W1", **options: str | None) -> object:
        """(numerator, denominator) of a unit; None where it has no value."""
        return _share(self.ranking(indicator, **options)[unit])

    def shares(self, indicator: str, **options: str | None) -> list[object]:
        """(numerator, denominator) of each ward of `units`, in their order."""
        table = self.ranking(indicator, **options)
        return [_share(table[f"U{n}"]) for n in range(len(table))]

    def trend(self, indicator: str, *units: str, **options: str | None) -> list[Row]:
        """The rows of `reports trend`."""
        arguments = ["trend", "--indicator", indicator, "--unit", *units]
        return cast("list[Row]", self._json([*arguments, "--format", "json"], options))

    def _json(self, arguments: list[str], options: dict[str, str | None]) -> object:
        for name, value in options.items():
            if value is not None:
                arguments += ["--" + name.strip("_").replace("_", "-"), value]
        answer = self.run("reports", *arguments)
        assert answer.code == 0, answer.err
        return json.loads(answer.text)


def _share(row: Row) -> object:
    if row["value"] is None:
        return None
    assert row["value"] == row["numerator"] / row["denominator"]
    return row["numerator"], row["denominator"]


def lines(answer: Told) -> list[Line]:
    """What `ingest load` printed: read, accepted, unchanged, rejected."""
    found = []
    for text in answer.text.splitlines():
        file, _, told = text.partition(": ")
        numbers = [int(number.replace(".", "")) for number in re.findall(r"\d+", told)]
        found.append(Line(file, *numbers[:4]))
    return found


def dossiers(*rows: str, columns: str = "") -> str:
    """A dossiers file: required columns, then `columns`; a code is added to a row
    that begins with a comma."""
    header = "dossier_code,unit_code,procedure_code,received_at"
    header += f",{columns}" if columns else ""
    coded = [f"D{n}{row}" if row[0] == "," else row for n, row in enumerate(rows, 1)]
    return "\n".join([header, *coded]) + "\n"
