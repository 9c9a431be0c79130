"""`python -m store backup FILE` and `python -m store restore FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.errors import KpiError
from core.kept import FOLDER, KeptFiles
from core.settings import settings
from store.backup import backup, restore
from store.engine import open_database


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: done; 1: could not be done; 2: usage."""
    parser = argparse.ArgumentParser(prog="python -m store")
    parser.add_argument("action", choices=("backup", "restore"))
    parser.add_argument("file", type=Path)
    asked = parser.parse_args(arguments)
    try:
        database = open_database(settings())
        if asked.action == "backup":
            backup(database.engine, asked.file)
        else:
            restore(database.engine, asked.file)
            # What was shown of the other database is of no use any more.
            KeptFiles(settings().var / FOLDER).forget()
        database.close()
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
