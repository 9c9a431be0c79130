"""What an empty database gets on `make run`: the demo city, unless not wanted.

`python -m jobs.first_data` brings the database to the newest schema and does it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from accounts import first, keeping
from actions import stocktake
from board import Board
from core.addresses import is_loopback
from core.errors import KpiError
from core.language import translate
from core.settings import Settings, settings
from demo import write_city
from ingest.__main__ import Bar
from ingest.load import load_paths
from ingest.progress import SILENT, Progress
from jobs.demo_alerts import alert
from jobs.demo_dialogue import promise, wait
from jobs.demo_disputes import make_disputes
from jobs.demo_exemptions import exempt
from jobs.dialogue import ask_units
from store import ledger
from store.engine import Database, open_database


def main() -> int:
    """1 when the database cannot be opened, a file of the demo city is refused, or
    the accounts are not such that it may be served."""
    try:
        wanted = settings()
        db = open_database(wanted)
        bar = Bar()
        try:
            load_demo(db, wanted, bar)
            _accounts(db, wanted)
        finally:
            bar.close()
            db.close()
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 1
    return 0


def load_demo(db: Database, settings: Settings, progress: Progress = SILENT) -> bool:
    """Whether the demo city was loaded now: only into an empty database, or into one
    where loading it was cut off. Raises KpiError when one of its files is refused."""
    unfinished = settings.var / "demo-unfinished"
    if settings.demo == "no" or not (_empty(db) or (db.demo and unfinished.exists())):
        return False
    _say("Loading the demo city (HAICAP_DEMO=no starts empty) …")
    settings.var.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    with tempfile.TemporaryDirectory(prefix="haicap-demo-") as folder:
        files = write_city(Path(folder))
        for result in load_paths(files, db, settings, progress, demo=True):
            if result.error is not None:
                raise result.error
    unfinished.unlink()
    return True


def _accounts(db: Database, settings: Settings) -> None:
    """Accounts of each role for the demo city; SettingsError for what may not start."""
    first.check_production(db, settings)
    if not is_loopback(settings.host):
        first.check_served(db, settings)
    if keeping.anybody(db):
        return
    if db.demo and settings.production == "no":
        first.make_demo_accounts(db)
        # One board, which reads all the data once.
        board = Board(db, settings)
        promise(board)
        # What the rules ask of the demo city is there at once, not from six on.
        ask_units(db, settings)
        wait(board)
        # Disputes before the meeting, whose pages tell of them.
        make_disputes(db, settings)
        exempt(board)
        _demo_meeting(db, settings)
        alert(board)
    else:
        _say(
            "There is no account yet. Make the first: python -m accounts create NAME "
            "--role administrator"
        )


def _demo_meeting(db: Database, settings: Settings) -> None:
    """A meeting that is being prepared, to be looked at and frozen."""
    board = Board(db, settings)
    head, day = board.header(), board.dialogue_day()
    plan = head.plan.key if head.plan else ""
    title = translate("Weekly meeting (demo)")
    stocktake.prepare(db, title, day, plan, head.pair[0], day)


def _empty(db: Database) -> bool:
    with db.read() as connection:
        return ledger.loads(connection, limit=1).empty


def _say(message: str) -> None:
    print(translate(message), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
