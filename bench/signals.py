"""`python -m bench.signals`: how often signals show where nothing was planted.

The demo city is carried on past the deadline of 30 July, loaded through the door of
real files, and what shows is held against where it was planted. The result is kept in
`board/false_alarms.csv`, which stands beside each signal; a test measures again.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from board import Board
from board.alarms import COLUMNS, FILE, HOLLOW
from core.settings import Settings
from demo import write_city
from demo.place import read_place
from demo.truth import truth
from demo.write import SEED
from ingest.load import load_paths
from metrics.guardrails import RISES
from metrics.integrity import Alarms
from metrics.signals import SIGNALS
from store.engine import open_database

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
        # Of `stopped` only units that passed the target can be seen at all.
        others = max(visible - len(mine), 0)
        found[signal.key] = Alarms(
            len(mine), len(shows & mine), others, len(shows - mine)
        )
    return found


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
