"""`python -m demo --out DIR`: writes the made-up city as neutral files."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from core.errors import KpiError, UsageError
from core.language import _
from demo.truth import write_truth
from demo.volumes import DOSSIERS_PER_DAY
from demo.write import FIRST, SEED, UNTIL, write_city


def main(arguments: list[str] | None = None) -> int:
    """The exit code: 1 when nothing can be written, 2 when asked wrongly.

    The paths of the files go to standard output, progress to standard error.
    """
    asked = _parser().parse_args(arguments)
    try:
        written = write_city(
            asked.out,
            asked.seed,
            asked.first,
            asked.until,
            asked.dossiers_per_day,
            told=_tell,
        )
        if asked.truth:
            _tell(write_truth(asked.truth, asked.seed, asked.until))
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    for path in written:
        print(path)
    return 0


def _tell(path: Path) -> None:
    size = path.stat().st_size / 1e6
    print(_("{file}: {size} MB", file=path.name, size=f"{size:.1f}"), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m demo",
        description=_("Writes the made-up city as neutral files."),
    )
    day = date.fromisoformat
    parser.add_argument("--out", type=Path, required=True, help=_("folder to write"))
    parser.add_argument(
        "--seed", type=int, default=SEED, help=_("same seed, same city")
    )
    parser.add_argument(
        "--from", dest="first", type=day, default=FIRST, help=_("first day, YYYY-MM-DD")
    )
    parser.add_argument("--until", type=day, default=UNTIL, help=_("last day"))
    parser.add_argument(
        "--dossiers-per-day",
        type=int,
        default=DOSSIERS_PER_DAY,
        help=_("dossiers in the whole city on a working day"),
    )
    parser.add_argument(
        "--truth",
        type=Path,
        help=_("also write to this file what was planted where, for signals to find"),
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
