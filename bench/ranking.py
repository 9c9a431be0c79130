"""Server time of the ranking callback against an empty one in the same process."""

from __future__ import annotations

import os
import time
from pathlib import Path
from statistics import median
from typing import Any

from dash import Dash, Input, Output

from app import create_app
from core.settings import Settings
from tests.asking import callback_of, page_request, payload

PATHS = (
    "/rankings",
    "/",
    "/trends",
    "/units/00004",
    "/chairs",
    "/procedures",
    "/data",
    "/definitions",
)


def _app(var: Path) -> Dash:
    for name in [name for name in os.environ if name.startswith("HAICAP_")]:
        del os.environ[name]
    app = create_app(Settings(_env_file=None, var=var))  # type: ignore[call-arg]

    @app.callback(Output("bench-out", "children"), Input("bench-in", "n_clicks"))
    def empty(clicks: int | None) -> str:
        return ""

    return app


def measure(var: Path, times: int = 60) -> dict[str, tuple[float, float, int]]:
    """Path -> median seconds of its callback, of the empty one, bytes answered."""
    app = _app(var)
    client = app.server.test_client()
    nothing = payload(
        callback_of(app, "bench-out", "children"), {"bench-in.n_clicks": 1}
    )

    def ask(request: dict[str, Any]) -> tuple[float, int]:
        begun = time.perf_counter()
        answer = client.post("/_dash-update-component", json=request)
        spent = time.perf_counter() - begun
        if answer.status_code != 200:
            raise RuntimeError(answer.get_data(as_text=True)[:500])
        return spent, len(answer.get_data())

    found = {}
    for path in PATHS:
        request = page_request(app, path)
        _, size = ask(request)
        pairs = [(ask(request)[0], ask(nothing)[0]) for _ in range(times)]
        mine, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
        found[path] = (mine, theirs, size)
    return found
