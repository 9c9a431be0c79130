"""`python -m bench.readers`: 200 readers at once for five minutes, while files come in.

Each reader opens one page after another on a connection of their own, as a browser
does, and reads for some seconds. Every half minute a file is loaded, which makes every
kept page old. Ends with 1 where any answer was an error; what was measured stands in
docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx

from app import create_app
from bench import dossiers, load
from core.settings import Settings
from tests.asking import page_request
from tests.serving import serving

# What a browser asks for before the content of a page; its scripts it has already.
BEFORE = ("/_dash-layout", "/_dash-dependencies")
PAGES = ("/", "/rankings", "/trends", "/chairs", "/procedures", "/data")
# Seconds that somebody looks at a page; between two files that come in.
READING, BETWEEN_LOADS = (2.0, 8.0), 30


@dataclass
class Told:
    """Seconds of each page that was opened, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> int:
    """1 where any answer was an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.readers")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--dossiers", type=int, default=300_000)
    parser.add_argument("--quiet", action="store_true", help="no files come in")
    asked = parser.parse_args()
    with _office(asked.dossiers) as (address, var):
        requests = _requests(var)
        alone = asyncio.run(_read(address, requests, 1, min(asked.minutes, 0.5), None))
        into = None if asked.quiet else var
        many = asyncio.run(_read(address, requests, asked.readers, asked.minutes, into))
    _say("one reader", alone)
    _say(f"{asked.readers} readers", many)
    return int(bool(alone.errors or many.errors))


@contextmanager
def _office(number: int) -> Iterator[tuple[str, Path]]:
    """An app over a year of dossiers, and the folder of its database."""
    with tempfile.TemporaryDirectory(prefix="haicap-bench-") as name:
        var = Path(name) / "var"
        load.ours(dossiers.write(Path(name) / "dossiers.csv", number), var)
        settings = Settings(_env_file=None, var=var, demo="no")  # type: ignore[call-arg]
        with serving(settings, workers=2) as address:
            yield address, var


def _requests(var: Path) -> list[dict[str, Any]]:
    """The requests for the pages; a unit's page as often as all others together."""
    app = create_app(Settings(_env_file=None, var=var, demo="no"))  # type: ignore[call-arg]
    units = [f"/units/{code}" for code in dossiers.codes("units.csv")]
    others = [page_request(app, page) for page in PAGES]
    times = -(-len(units) // len(others))
    return [page_request(app, page) for page in units] + others * times


async def _read(
    address: str,
    requests: Sequence[dict[str, Any]],
    readers: int,
    minutes: float,
    var: Path | None,
) -> Told:
    """What so many readers are told; files come into `var` meanwhile."""
    told, until = Told(), time.monotonic() + 60 * minutes
    tasks = [_reader(address, requests, n, until, told) for n in range(readers)]
    if var is not None:
        tasks.append(_loads(var, until, told))
    await asyncio.gather(*tasks)
    return told


async def _reader(
    address: str,
    requests: Sequence[dict[str, Any]],
    number: int,
    until: float,
    told: Told,
) -> None:
    draw = random.Random(number)
    headers = {"Origin": address, "Accept-Encoding": "gzip"}
    async with httpx.AsyncClient(
        base_url=address, timeout=60, headers=headers
    ) as client:
        # Nobody opens a page in the same moment as all others.
        await asyncio.sleep(draw.uniform(0, READING[1]))
        while time.monotonic() < until:
            begun = time.perf_counter()
            await _open(client, draw.choice(requests), told)
            told.seconds.append(time.perf_counter() - begun)
            await asyncio.sleep(draw.uniform(*READING))


async def _open(client: httpx.AsyncClient, request: dict[str, Any], told: Told) -> None:
    path = request["inputs"][0]["value"]
    try:
        answers = [await client.get(one) for one in (path, *BEFORE)]
        answers.append(await client.post("/_dash-update-component", json=request))
    except httpx.HTTPError as error:
        told.errors.append(f"{path}: {error!r}")
        return
    told.errors += [f"{one.url}: {one.status_code}" for one in answers if one.is_error]


async def _loads(var: Path, until: float, told: Told) -> None:
    """Load another thousand dossiers again and again."""
    turn = 0
    while time.monotonic() + BETWEEN_LOADS < until:
        await asyncio.sleep(BETWEEN_LOADS)
        turn += 1
        file = dossiers.write(var.parent / f"more{turn}.csv", 1000, seed=turn)
        arguments = ("-m", "ingest", "load", str(file))
        try:
            await asyncio.to_thread(load.run, *arguments, env=load.environment(var))
        except RuntimeError as error:
            told.errors.append(str(error))


def _say(who: str, told: Told) -> None:
    percentiles = quantiles(told.seconds, n=100)
    print(
        f"{who}: {len(told.seconds)} pages opened, {len(told.errors)} errors; "
        f"median {median(told.seconds) * 1000:.0f} ms, "
        f"95 % below {percentiles[94] * 1000:.0f} ms, "
        f"longest {max(told.seconds) * 1000:.0f} ms"
    )
    for error in told.errors[:20]:
        print(f"  {error}")


if __name__ == "__main__":
    sys.exit(main())
