"""`make bench`: every comparison in one run, printed and written to bench/results.md.

Ratios are what counts: both sides of each run on the same machine, in turn. `--full`
takes the sizes that docs/performance.md speaks of: half an hour and 20 GB of disk.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import dossiers, load, ranking, recount
from bench.results import Row, report
from core.settings import ROOT
from tests import postgres

RESULTS = ROOT / "bench" / "results.md"
# How much more memory a file that is many times as large may take; MB of any load.
FLAT, PEAK = 1.5, 600


@dataclass(frozen=True)
class Sizes:
    """Dossiers in the file that is loaded on each engine and in the large one; times
    that each side of a comparison is taken."""

    loaded: int
    large: int
    times: int


# A tenth of the large file is more than one part of a load (ingest/passing.py): else
# its peak would be what one part takes, and the ratio would say nothing of size.
USUAL, FULL = Sizes(300_000, 1_000_000, 3), Sizes(1_000_000, 10_000_000, 1)


def main() -> int:
    """1 when a ratio is above its budget."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="the sizes of the docs")
    full = parser.parse_args().full
    rows = []
    with tempfile.TemporaryDirectory(prefix="haicap-bench-") as name:
        for row in _measure(Path(name), FULL if full else USUAL):
            print(f"{row.what}: {row.ratio:.4g}", file=sys.stderr)
            rows.append(row)
    text = report(rows, f"python -m bench{' --full' if full else ''}")
    RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return int(any(row.missed for row in rows))


def _measure(folder: Path, sizes: Sizes) -> Iterator[Row]:
    file = dossiers.write(folder / "dossiers.csv", sizes.loaded)
    of = f"{sizes.loaded:,} dossiers"
    yield _sqlite(file, folder, sizes.times, of)
    yield from _postgresql(file, folder, sizes.times, of)
    yield from _callbacks(folder / "sqlite0")
    yield from _large(folder, sizes)


def _sqlite(file: Path, folder: Path, times: int, of: str) -> Row:
    def mine(turn: int) -> float:
        return load.ours(file, folder / f"sqlite{turn}").seconds

    def theirs(turn: int) -> float:
        return load.by_hand(file, str(folder / f"hand{turn}.db")).seconds

    pair = load.compare(times, mine, theirs)
    return Row(f"load of {of}, SQLite, by hand", *pair, 3.0)


def _postgresql(file: Path, folder: Path, times: int, of: str) -> Iterator[Row]:
    programs = postgres.binaries()
    if programs is None:
        print("no PostgreSQL here: it is left out", file=sys.stderr)
        return
    with postgres.server(programs) as url:

        def fresh(name: str) -> str:
            postgres.execute(url, f"CREATE DATABASE {name}")
            return url + name

        def mine(turn: int) -> float:
            into = fresh(f"mine{turn}")
            return load.ours(file, folder / f"postgresql{turn}", into).seconds

        def theirs(turn: int) -> float:
            return load.by_hand(file, fresh(f"hand{turn}")).seconds

        pair = load.compare(times, mine, theirs)
        yield Row(f"load of {of}, PostgreSQL, COPY by hand", *pair, 3.0)
        with recount.opened(folder / "postgresql0", f"{url}mine0") as db:
            yield from recount.measure(db, f"PostgreSQL, {of}", times)


def _callbacks(var: Path) -> Iterator[Row]:
    # The ranking may cost three empty callbacks, every other page ten.
    for path, (mine, theirs, size) in ranking.measure(var).items():
        what = f"callback of {path} ({size / 1000:.0f} kB), an empty one"
        yield Row(what, mine, theirs, 3.0 if path == "/rankings" else 10.0)


def _large(folder: Path, sizes: Sizes) -> Iterator[Row]:
    """Memory of a large file against one of a tenth, and what is counted of it."""
    tenth = dossiers.write(folder / "tenth.csv", sizes.large // 10, full=True)
    large = dossiers.write(folder / "large.csv", sizes.large, full=True)
    megabytes = large.stat().st_size / 1e6
    peak = load.ours(large, folder / "large").peak
    less = load.ours(tenth, folder / "tenth").peak
    what = f"memory of a load of {megabytes:,.0f} MB"
    yield Row(f"{what}, of a tenth of it", peak, less, FLAT, "MB")
    yield Row(f"{what}, {PEAK} MB", peak, PEAK, 1.0, "MB")
    of = f"SQLite, {sizes.large:,} dossiers"
    with recount.opened(folder / "large") as db:
        yield from recount.measure(db, of, sizes.times)
        yield recount.beside_duckdb(db, large, of, sizes.times)


if __name__ == "__main__":
    sys.exit(main())
