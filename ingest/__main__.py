"""`python -m ingest load | fetch | template | status | rejected | held | release |
discard | undo | recount`."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tqdm import tqdm

from core.errors import KpiError, SourceError
from core.kinds import BY_NAME
from core.language import translate
from core.settings import Settings, settings
from ingest.described import markdown
from ingest.held import discard, release
from ingest.load import FileResult, load_paths
from ingest.progress import Progress
from ingest.show import rejected_csv, result_line, table, undone_table
from ingest.template import template, write_template
from ingest.undo import preview, undo_load
from store import evaluations, held, ledger, rollup, sources
from store.engine import Database, open_database

_SHOWN_LOADS = 20


class Bar(Progress):
    """A progress bar on a terminal, and a line for each file as it is done."""

    def __init__(self) -> None:
        self._bar: tqdm[object] | None = None

    def begin(self, octets: int) -> None:
        # `disable=None`: a bar on a terminal alone.
        self._bar = tqdm(
            (), total=octets, unit="B", unit_scale=True, disable=None, leave=False
        )

    def advance(self, octets: int) -> None:
        if self._bar is not None:
            self._bar.update(octets)

    def done(self, result: FileResult) -> None:
        if result.error is not None:
            tqdm.write(result.error.text(), file=sys.stderr)
        else:
            tqdm.write(result_line(result), file=sys.stdout)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _load(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    bar = Bar()
    try:
        results = load_paths(asked.paths, db, wanted, bar, asked.demo)
    finally:
        bar.close()
    return int(any(result.error is not None for result in results))


def _fetch(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    # The libraries that ask other systems take a while to import.
    from ingest.fetch import find_source, run_source

    source = find_source(asked.source, wanted)
    results = run_source(source, db, wanted, by_hand=True, since=asked.since)
    for result in results:
        told = result.error.text() if result.error else result_line(result)
        print(told, file=sys.stderr if result.error else sys.stdout)
    if not results:
        nothing = translate("{source}: nothing new.", source=source.id)
        print(nothing, file=sys.stderr)
    return int(any(result.error is not None for result in results))


def _status(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    with db.read() as connection:
        loads = ledger.loads(connection, _SHOWN_LOADS)
        reasons = ledger.reasons(connection)
        fresh = ledger.freshness(connection)
    shown = loads.drop(columns=["flags", "retry_of"])
    print(table("Newest loads", shown))
    print()
    print(table("Rejected rows by reason", reasons))
    print()
    print(table("How fresh each source is", fresh))
    print()
    print(table("Sources that are asked", sources.connections(db)))
    return 0


def _rejected(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    with db.read() as connection:
        text = rejected_csv(ledger.rejected(connection, asked.load))
    if asked.out is None:
        sys.stdout.write(text)
    else:
        # With a mark at its start Excel reads the file as UTF-8.
        asked.out.write_text(text, encoding="utf-8-sig")
    return 0


def _held(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    with db.read() as connection:
        if asked.load is not None:
            rows = ledger.rejected(connection, asked.load, held=True)
            sys.stdout.write(rejected_csv(rows))
            return 0
        print(table("Rows held back", held.by_load(connection)))
    return 0


def _release(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    taken = release(db, wanted, asked.load, asked.reason)
    print(f"accepted {taken.accepted}, unchanged {taken.unchanged}, ", end="")
    print(f"rejected {taken.rejected}")
    return 0


def _discard(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    print(f"rejected {discard(db, asked.load, asked.reason)}")
    return 0


def _undo(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    if asked.dry_run:
        print(undone_table(preview(db, asked.load)))
    else:
        print(undone_table(undo_load(db, asked.load, why=asked.why)))
    return 0


def _recount(asked: argparse.Namespace, db: Database, wanted: Settings) -> int:
    with db.write() as connection:
        rollup.recount(connection, asked.first, asked.last)
    evaluations.freeze(db, "recount")
    return 0


def _template(asked: argparse.Namespace) -> int:
    kind = BY_NAME[asked.kind]
    if asked.out is not None or sys.stdout.isatty():
        path = write_template(kind, asked.out or Path(f"{kind.name}.xlsx"))
        print(path, file=sys.stderr)
    else:
        sys.stdout.buffer.write(template(kind))
    return 0


def _checks(asked: argparse.Namespace) -> int:
    if asked.out is None:
        sys.stdout.write(markdown())
    else:
        asked.out.write_text(markdown(), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest")
    actions = parser.add_subparsers(dest="action", required=True)
    load = actions.add_parser("load", help="take files or whole folders now")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    load.add_argument("--demo", action="store_true", help="the files are the demo city")
    load.set_defaults(run=_load)
    fetch = actions.add_parser("fetch", help="fetch one source now")
    fetch.add_argument("source", metavar="SOURCE")
    fetch.add_argument(
        "--since",
        default="",
        metavar="MARK",
        help="ask from there on, not from the mark",
    )
    fetch.set_defaults(run=_fetch)
    fill_in = actions.add_parser("template", help="a workbook to fill in")
    fill_in.add_argument("kind", choices=sorted(BY_NAME), metavar="KIND")
    fill_in.add_argument("--out", type=Path, metavar="FILE")
    checks = actions.add_parser("checks", help="every check, and what it does")
    checks.add_argument("--out", type=Path, metavar="FILE")
    status = actions.add_parser("status", help="last loads, rejected rows, freshness")
    status.set_defaults(run=_status)
    rejected = actions.add_parser("rejected", help="the rejected rows as CSV")
    rejected.add_argument("--load", type=int, metavar="ID")
    rejected.add_argument("--out", type=Path, metavar="FILE")
    rejected.set_defaults(run=_rejected)
    _add_held(actions)
    undo = actions.add_parser("undo", help="take a whole load back")
    undo.add_argument("load", type=int, metavar="LOAD")
    undo.add_argument("--why", default="", metavar="TEXT")
    undo.add_argument("--dry-run", action="store_true", help="show it, change nothing")
    undo.set_defaults(run=_undo)
    recount = actions.add_parser(
        "recount", help="rebuild tallies, freeze an evaluation"
    )
    recount.add_argument("--from", type=_day, dest="first", metavar="DAY")
    recount.add_argument("--to", type=_day, dest="last", metavar="DAY")
    recount.set_defaults(run=_recount)
    return parser


def _add_held(actions: Any) -> None:
    listed = actions.add_parser("held", help="what is held back; of one load as CSV")
    listed.add_argument("--load", type=int, metavar="ID")
    listed.set_defaults(run=_held)
    for name, help_text, run in (
        ("release", "take rows that a load holds back", _release),
        ("discard", "reject them for good", _discard),
    ):
        parser = actions.add_parser(name, help=help_text)
        parser.add_argument("--load", type=int, metavar="ID", required=True)
        parser.add_argument("--reason", default="", metavar="CODE")
        parser.set_defaults(run=run)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: done; 1: a file could not be taken, or the database not be opened;
    2: usage. Standard output carries the table alone."""
    asked = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        if asked.action == "template":
            return _template(asked)
        if asked.action == "checks":
            return _checks(asked)
        wanted = settings()
        db = open_database(wanted)
        try:
            return int(asked.run(asked, db, wanted))
        finally:
            db.close()
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # `| head` has seen enough; what is left in the buffer must not be tried again.
        # Not 0: of a load, what came after may be undone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        named = SourceError(
            "{file}: the file cannot be read: {details}.",
            file=error.filename,
            details=error.strerror,
        )
        print(named.text(), file=sys.stderr)
        return 1


if __name__ == "__main__":
    # What was imported stays: it need not be looked through for garbage again.
    gc.freeze()
    sys.exit(main())
