"""`python -m ingest fetch` and what `status` says of it."""

import os
import subprocess
import sys

import pytest

from core.settings import ROOT
from tests.commands import ask
from tests.ingest.remote.office import Reply, described, row

TOKEN = "a-token-nobody-may-see"


@pytest.fixture
def ingest(settings):
    """Runs a command, with the token in its environment."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        more = {
            "HAICAP_VAR": str(settings.var),
            "PORTAL_TOKEN": TOKEN,
            "NO_PROXY": "127.0.0.1",
        }
        return subprocess.run(
            [sys.executable, "-m", "ingest", *arguments],
            cwd=ROOT,
            env={**os.environ, **more},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_one_source_is_fetched_now_and_its_state_is_told(ingest, settings, portal):
    auth = {"by": "bearer", "token_env": "PORTAL_TOKEN"}
    described(settings, {"url": portal.url, "auth": auth})
    portal.answer = lambda asked: Reply([row(1), row(2, unit="x")])

    done = ingest("fetch", "portal")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("portal@")
    assert done.stdout.endswith(".csv: read 2, accepted 1, unchanged 0, rejected 1\n")
    assert portal.asked[0].headers["authorization"] == f"Bearer {TOKEN}"

    portal.answer = lambda asked: Reply(status=404)
    failed = ingest("fetch", "portal")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.count("\n") == 1 and "404" in failed.stderr

    status = ask({"HAICAP_VAR": str(settings.var)}, "ingest", "status").text
    [line] = [one for one in status.splitlines() if "404" in one]
    assert line.startswith("portal  closed  1")
    assert TOKEN not in done.stderr + failed.stderr + status


def test_a_source_that_is_not_there_is_told_with_those_that_are(settings):
    described(settings, {"url": "https://portal.example.vn/"})

    done = ask({"HAICAP_VAR": str(settings.var)}, "ingest", "fetch", "nowhere")

    assert done.code == 1
    assert "nowhere" in done.err and "portal" in done.err
