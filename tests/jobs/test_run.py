"""`make run`: both processes together, stopped together, and refusals in one line."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from core.errors import SettingsError
from core.settings import ROOT
from jobs.run import check_address
from tests.postgres import free_port
from tests.serving import environment


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_an_address_that_others_can_reach_is_refused(host):
    with pytest.raises(SettingsError, match="accounts"):
        check_address(host, free_port())


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_this_machine_is_served(host):
    check_address(host, free_port())


@pytest.mark.parametrize("port", [-1, 70_000])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(SettingsError, match="cannot be used"):
        check_address("127.0.0.1", port)


def test_a_port_in_use_is_refused_in_one_line(new_sqlite):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        env = environment(new_sqlite()) | {"HAICAP_PORT": str(taken.getsockname()[1])}
        done = subprocess.run(
            [sys.executable, "-m", "jobs.run"],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "PORT=8060" in done.stderr


def children(pid: int) -> dict[str, int]:
    """The processes that `make run` started, by what they are."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_text()
        found["web" if "gunicorn" in command else "scheduler"] = int(child)
    return found


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def running(settings):
    """`make run` on an empty database, once it says where it is."""
    port = free_port()
    env = environment(settings) | {"HAICAP_PORT": str(port), "HAICAP_DEMO": "no"}
    process = subprocess.Popen(
        [sys.executable, "-m", "jobs.run"],
        cwd=ROOT,
        env=env,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in process.stderr:
            if f"http://127.0.0.1:{port}" in line:
                break
        else:
            raise AssertionError("it ended before it answered")
        yield process, port, children(process.pid)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)
        process.stderr.close()


# Each engine with one way of stopping: neither hangs on the other.
@pytest.mark.parametrize(
    ("engine", "asked"),
    [("sqlite", signal.SIGINT), ("postgresql", signal.SIGTERM)],
    indirect=["engine"],
)
def test_web_and_scheduler_start_and_stop_together(settings, asked):
    with running(settings) as (process, port, started):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        assert set(started) == {"web", "scheduler"}

        process.send_signal(asked)
        assert process.wait(30) == 0

    assert not any(alive(pid) for pid in started.values())


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_asked_to_stop_while_the_demo_loads_leaves_no_process(settings):
    env = environment(settings) | {"HAICAP_PORT": str(free_port())}
    process = subprocess.Popen(
        [sys.executable, "-m", "jobs.run"], cwd=ROOT, env=env, stderr=subprocess.PIPE
    )
    with process:
        assert "demo" in process.stderr.readline().decode().casefold()
        loading = children(process.pid)
        process.terminate()
        assert process.wait(30) == 0

    assert len(loading) == 1
    assert not any(alive(pid) for pid in loading.values())


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("dying", ["web", "scheduler"])
def test_when_one_dies_the_other_is_stopped(settings, dying):
    with running(settings) as (process, _, started):
        os.kill(started.pop(dying), signal.SIGKILL)
        assert process.wait(30) == 1

    time.sleep(0.2)
    assert not any(alive(pid) for pid in started.values())


def test_the_scheduler_refuses_words_it_does_not_know():
    done = subprocess.run(
        [sys.executable, "-m", "jobs", "once"], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 2
    assert "once" in done.stderr
