"""`make bench`: every comparison in one run, printed and written to bench/results.md.

Ratios are what counts: both sides of each run on the same machine, in turn.
"""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import dossiers, load, ranking
from core.settings import ROOT
from tests import postgres

RESULTS = ROOT / "bench" / "results.md"
Row = tuple[str, float, float, float]


def main() -> int:
    """1 when a ratio is above its budget."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--dossiers", type=int, default=300_000)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="haicap-bench-") as name:
        folder = Path(name)
        file = dossiers.write(folder / "dossiers.csv", asked.dossiers)
        rows = [_sqlite(file, folder, asked.times)]
        rows += _postgresql(file, folder, asked.times)
        rows += _callbacks(folder / "sqlite0")
    text = _report(rows, asked.dossiers)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return int(any(mine / theirs > budget for _, mine, theirs, budget in rows))


def _sqlite(file: Path, folder: Path, times: int) -> Row:
    def mine(turn: int) -> float:
        return _told(load.ours(file, folder / f"sqlite{turn}"))

    def theirs(turn: int) -> float:
        return _told(load.by_hand(file, str(folder / f"hand{turn}.db")))

    return ("load, SQLite", *load.compare(times, mine, theirs), 3.0)


def _postgresql(file: Path, folder: Path, times: int) -> list[Row]:
    programs = postgres.binaries()
    if programs is None:
        print("no PostgreSQL here: that comparison is left out", file=sys.stderr)
        return []
    with postgres.server(programs) as url:

        def fresh(name: str) -> str:
            postgres.execute(url, f"CREATE DATABASE {name}")
            return url + name

        def mine(turn: int) -> float:
            return _told(
                load.ours(file, folder / f"postgresql{turn}", fresh(f"mine{turn}"))
            )

        def theirs(turn: int) -> float:
            return _told(load.by_hand(file, fresh(f"hand{turn}")))

        return [("load, PostgreSQL", *load.compare(times, mine, theirs), 3.0)]


def _callbacks(var: Path) -> list[Row]:
    # The ranking may cost three empty callbacks, every other page ten.
    return [
        (f"callback of {path} ({size / 1000:.0f} kB)", mine, theirs, budget)
        for path, (mine, theirs, size) in ranking.measure(var).items()
        for budget in [3.0 if path == "/rankings" else 10.0]
    ]


def _told(seconds: float) -> float:
    print(f"  {seconds:.2f} s", file=sys.stderr)
    return seconds


def _report(rows: list[Row], number: int) -> str:
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    lines = [
        "# Side by side",
        "",
        f"`make bench` on {datetime.now(UTC):%d %B %Y}, {machine}; "
        f"{number:,} dossiers of one year at 126 units, medians.",
        "",
        "| what | ours | by hand, or an empty callback | ratio | at most |",
        "|---|---|---|---|---|",
    ]
    for what, mine, theirs, budget in rows:
        lines.append(
            f"| {what} | {_time(mine)} | {_time(theirs)} | "
            f"**{mine / theirs:.2f}** | {budget:g} |"
        )
    lines += [
        "",
        "Loads are whole processes, from the command to its end. Ours: parse, check,",
        "upsert, recount, evaluate. By hand: csv module (or COPY), upsert, one group",
        "by of the same seventeen measures (`bench/by_hand.py`).",
        "Callbacks go through Flask's test client in one process, in turn.",
        "",
    ]
    return "\n".join(lines)


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 0.1 else f"{seconds * 1000:.2f} ms"


if __name__ == "__main__":
    sys.exit(main())
