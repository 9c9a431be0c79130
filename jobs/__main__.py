"""The scheduler process: `python -m jobs`."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from threading import Event
from types import FrameType

from core.errors import KpiError
from core.settings import settings
from jobs.scheduler import serve
from jobs.table import all_jobs
from store.engine import open_database


def main() -> int:
    """Runs until SIGTERM or Ctrl-C; the exit code."""
    argparse.ArgumentParser(prog="python -m jobs", description=__doc__).parse_args()
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for library in ("apscheduler", "alembic"):
        logging.getLogger(library).setLevel(logging.WARNING)
    stop = Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    try:
        wanted = settings()
        db = open_database(wanted)
        try:
            serve(db, wanted, all_jobs(wanted), stop)
        finally:
            db.close()
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
