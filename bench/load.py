"""A whole `python -m ingest load` of dossiers against the same rows by hand."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.dossiers import PLACE
from core.settings import ROOT

REFERENCE = ("units.csv", "procedures.csv", "services_catalogue.csv", "targets.csv")


def environment(var: Path, url: str = "") -> dict[str, str]:
    """The environment of an `ingest` that works in `var`."""
    kept = {name: value for name, value in os.environ.items() if "HAICAP" not in name}
    return kept | {"HAICAP_VAR": str(var), "HAICAP_DATABASE_URL": url}


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds, its start included, and megabytes at its peak."""

    seconds: float
    peak: float


def run(*arguments: str, env: dict[str, str]) -> Spent:
    """Runs `python ARGUMENTS` to its end. RuntimeError where it fails."""
    begun = time.perf_counter()
    command = [sys.executable, "-S", "-m", "bench.peak", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
    seconds = time.perf_counter() - begun
    return Spent(seconds, int(done.stderr.split()[-1]) * 1024 / 1e6)


def ours(file: Path, var: Path, url: str = "") -> Spent:
    """What `ingest load` takes into a database that knows the place."""
    env = environment(var, url)
    run("-m", "ingest", "load", *[str(PLACE / name) for name in REFERENCE], env=env)
    return run("-m", "ingest", "load", str(file), env=env)


def by_hand(file: Path, into: str) -> Spent:
    """What the hand-written load takes into an empty database."""
    return run("-m", "bench.by_hand", str(file), into, env=dict(os.environ))


def compare(
    times: int,
    mine: Callable[[int], float],
    theirs: Callable[[int], float],
) -> tuple[float, float]:
    """Median seconds of both, taken in turn so that both feel the same machine."""
    pairs = [(mine(turn), theirs(turn)) for turn in range(times)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)
