"""An office whose machine fails: its files, its commands, what is kept in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from core.settings import ROOT, Settings
from store.engine import Database
from store.schema import daily_tally, dossier, load, unit_day_tally
from tests.commands import ask
from tests.serving import environment, named

UNITS = ("00004", "00008", "00025")
PLACE = {
    "units.csv": "code,name,kind\n"
    + "".join(f"{code},Phường {code},ward\n" for code in UNITS),
    "procedures.csv": "code,name\n1.001193,Khai sinh\n",
}


def write_place(folder: Path) -> list[Path]:
    """Units and procedures, as an office has them first."""
    for name, text in PLACE.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in PLACE]


def write_dossiers(file: Path, rows: int, prefix: str = "d") -> Path:
    """So many dossiers over thirty days of July 2025, every other one online."""
    first = date(2025, 7, 1)
    lines = ["dossier_code,unit_code,procedure_code,received_at,channel"]
    for row in range(rows):
        day = first + timedelta(days=row % 30)
        channel = "online" if row % 2 else "counter"
        lines.append(f"{prefix}{row},{UNITS[row % 3]},1.001193,{day},{channel}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def start(settings: Settings, *words: object, **more: object) -> subprocess.Popen[str]:
    """A command of the project, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", *(str(word) for word in words)],
        cwd=ROOT,
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def run(settings: Settings, *words: object, **more: object) -> tuple[int, str, str]:
    """The exit code, output and errors of a command."""
    if not more:
        told = ask(named(settings), str(words[0]), *words[1:])
        return told.code, told.text, told.err
    process = start(settings, *words, **more)
    out, failed = process.communicate(timeout=120)
    return process.returncode, out, failed


def kill_when(process: subprocess.Popen[str], happened: Callable[[], bool]) -> None:
    """Ends the process at once, as a power cut would, when `happened` first holds."""
    assert not ended_before(process, happened), "it ended before it came to that"


def ended_before(
    process: subprocess.Popen[str], happened: Callable[[], bool], seconds: float = 120
) -> bool:
    """Whether the process ended by itself; killed when `happened` first holds."""
    end = time.monotonic() + seconds
    while process.poll() is None and not happened():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.002)
    ended = process.poll() is not None
    if not ended:
        os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return ended


Kept = dict[str, int]


def kept(db: Database) -> Kept:
    """What counts: loads taken, current dossiers, and the same through the tallies."""
    with db.read() as connection:

        def one(statement: object) -> int:
            return int(connection.scalar(statement) or 0)

        return {
            "loads": one(select(func.count()).where(load.c.outcome == "taken")),
            "dossiers": one(select(func.count()).where(dossier.c.current)),
            "versions": one(select(func.count(dossier.c.id))),
            "tallied": one(select(func.sum(daily_tally.c.received))),
            "online": one(select(func.sum(unit_day_tally.c.online))),
        }


def passing_files(settings: Settings) -> list[str]:
    """Files under var/ that only stand there while something is going on."""
    return [
        str(path.relative_to(settings.var))
        for path in settings.var.rglob("*")
        if path.is_file() and path.suffix in (".new", ".part", ".arrow", ".spool")
    ]
