"""`python -m bench.signals`: how often signals show where nothing was planted.

The demo city is carried on past the deadline of 30 July, loaded through the door of
real files, and what shows is held against where it was planted. The result is kept in
`board/false_alarms.csv`, which stands beside each signal; a test measures again.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np

from board import Board
from board.alarms import COLUMNS, FILE, HOLLOW
from board.signs import daily
from board.thresholds import thresholds
from core.settings import Settings
from demo import write_city
from demo.place import read_place
from demo.truth import truth
from demo.write import SEED
from ingest.load import load_paths
from metrics.guardrails import RISES
from metrics.integrity import Alarms, Integrity
from metrics.signal_counts import stopped
from metrics.signals import SIGNALS
from store.engine import open_database
from store.facts import read_facts

FIRST, UNTIL = date(2025, 7, 1), date(2025, 7, 31)
# The plan with a target of online dossiers and the deadline of 30 July.
PLAN = "cv-4173"


def fill(settings: Settings) -> None:
    """Load the city that is measured into the empty database of `settings`."""
    paths = write_city(settings.var / "city", SEED, FIRST, UNTIL)
    db = open_database(settings)
    load_paths(paths, db, settings, demo=True)
    db.close()


def measure(board: Board) -> dict[str, Alarms]:
    """Signal -> what it found of what was planted, and where it showed besides."""
    answer = board.integrity(PLAN)
    where = planted_at()
    found = {}
    for signal in SIGNALS:
        shows = {j.unit_code for j in answer.of(signal.key) if j.state == "look"}
        visible = sum(answer.states[signal.key].values())
        visible -= answer.states[signal.key].get("unseen", 0)
        mine = where[signal.key]
        others = max(visible - len(mine), 0)
        found[signal.key] = Alarms(
            len(mine), len(shows & mine), others, len(shows - mine)
        )
    return found | {"stopped": _at_other_targets(board, answer, found["stopped"])}


def _at_other_targets(board: Board, answer: Integrity, told: Alarms) -> Alarms:
    """`stopped` can be seen only where a unit passes its target, which none does but
    where it is planted. So every other unit is held against each whole percent: it
    can be seen where it passes one with dossiers enough after it, and shows it falsely
    where it would with any of these."""
    limits = thresholds(board.settings).all()["stopped"]
    with board.db.read() as connection:
        facts = read_facts(connection, board.db.timezone)
    days = daily(facts.cube, answer.start, answer.as_of)
    others = {str(code) for code in read_place().units} - planted_at()["stopped"]
    without = false = 0
    for code in others & set(days):
        targets = _whole_percents(days[code])
        seen = [stopped(days[code], Fraction(n, 100), limits) for n in targets]
        without += any(one.of >= limits["least"] for one in seen)
        false += any(one.found > 0 for one in seen)
    return replace(told, without=without, false=false)


def _whole_percents(days: Sequence[tuple[int, int]]) -> range:
    """Those that the share of all days so far may pass; no other target is passed."""
    received, online = np.cumsum(days, axis=0).T
    shares = 100 * online[received > 0] / received[received > 0]
    return range(max(int(shares.min(initial=100)), 1), int(shares.max(initial=0)) + 1)


def planted_at() -> dict[str, set[str]]:
    """Signal -> the codes of the units where the demo says it was planted."""
    where: dict[str, set[str]] = {}
    for one in truth(SEED, UNTIL):
        where.setdefault(one.signal, set()).add(one.unit_code)
    return where


def measure_hollow(board: Board) -> Alarms:
    """The same of rises that are marked while a guardrail gets worse."""
    answer = board.hollow(RISES, PLAN)
    mine, units = planted_at()[HOLLOW], {str(code) for code in read_place().units}
    shows = answer.marked & units
    others = len(units - mine)
    return Alarms(len(mine), len(shows & mine), others, len(shows - mine))


def write(found: Mapping[str, Alarms], path: Path = FILE) -> None:
    """Keep what was measured."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["signal", *COLUMNS])
        for key, alarms in found.items():
            writer.writerow([key, *(getattr(alarms, name) for name in COLUMNS)])


def main() -> int:
    """Measure, print and keep."""
    with tempfile.TemporaryDirectory(prefix="haicap-signals-") as name:
        settings = Settings(_env_file=None, var=Path(name), secret="bench")
        fill(settings)
        db = open_database(settings)
        board = Board(db, settings)
        found = measure(board) | {HOLLOW: measure_hollow(board)}
        db.close()
    write(found)
    print(FILE.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
