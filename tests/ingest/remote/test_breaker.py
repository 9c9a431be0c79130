"""A source that fails is left alone for a while, and tried again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import written
from core.errors import SourceError
from ingest.fetch import run_source
from ingest.remote.breaker import failed, may_try, trying
from ingest.remote.described import Breaker
from jobs.sources import source_jobs
from store import sources
from store.sources import Circuit
from tests.ingest.remote.office import Reply, described, row

NOON = datetime(2025, 7, 24, 12, tzinfo=UTC)
RULE = Breaker(failures=3, rest_minutes=30)
pytestmark = pytest.mark.usefixtures("clock")


def after(failures: int, rule: Breaker = RULE) -> Circuit:
    circuit = Circuit()
    for _failure in range(failures):
        circuit = failed(trying(circuit), NOON, rule)
    return circuit


@pytest.mark.parametrize(
    ("failures", "state", "minutes"),
    [
        (0, "closed", 0),
        (1, "closed", 0),
        (2, "closed", 0),
        (3, "open", 30),
        (4, "open", 60),
        (5, "open", 120),
        (12, "open", 24 * 60),
        (400, "open", 24 * 60),
    ],
)
def test_from_the_third_failure_on_it_rests_twice_as_long_each_time(
    failures, state, minutes
):
    circuit = after(failures)

    assert circuit.state == state
    if state == "open":
        assert circuit.next_try_at == written(NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(("late", "asked"), [(-1, False), (0, True), (1, True)])
def test_it_is_asked_again_at_the_end_of_its_rest(late, asked):
    end = NOON + timedelta(minutes=30)

    assert may_try(after(3), end + timedelta(seconds=late)) is asked


def test_a_try_that_was_cut_off_is_made_again():
    assert may_try(trying(after(3)), NOON)


@given(st.integers(0, 60), st.integers(1, 9), st.floats(0, 1e7), st.floats(0, 1e7))
def test_it_never_rests_longer_than_a_day(failures, most, minutes, wait):
    circuit = after(failures, Breaker(most, minutes))

    circuit = failed(circuit, NOON, Breaker(most, minutes), wait)

    if circuit.state == "open":
        assert circuit.next_try_at <= written(NOON + timedelta(days=1))


def test_an_open_circuit_asks_nobody_until_its_time(db, settings, portal, fetch, clock):
    source = described(settings, {"url": portal.url}, breaker={"failures": 2})
    portal.answer = lambda asked: Reply(status=404)
    for _try in range(2):
        with pytest.raises(SourceError, match="error 404"):
            fetch(source)
    asked = len(portal.asked)

    with pytest.raises(SourceError, match="left alone until 24/07/2025 17:30"):
        fetch(source)

    assert len(portal.asked) == asked
    [told] = sources.connections(db).to_dict("records")
    assert (told["state"], told["failures"]) == ("open", 2)
    assert told["opened_at"] == "2025-07-24T10:00:00Z"
    assert "404" in told["message"]

    clock.shift(timedelta(minutes=30))
    portal.answer = lambda asked: Reply([row(1)])
    fetch(source)
    [told] = sources.connections(db).to_dict("records")
    assert (told["state"], told["failures"], told["message"]) == ("closed", 0, "")
    assert told["succeeded_at"] == "2025-07-24T10:30:00Z"


def test_a_failed_new_try_doubles_the_rest(db, settings, portal, fetch, clock):
    source = described(settings, {"url": portal.url}, breaker={"failures": 1})
    portal.answer = lambda asked: Reply(status=404)
    with pytest.raises(SourceError):
        fetch(source)
    clock.shift(timedelta(minutes=31))
    with pytest.raises(SourceError):
        fetch(source)

    circuit = sources.circuit(db, "portal")
    assert circuit.opened_at == "2025-07-24T10:00:00Z"
    assert circuit.next_try_at == "2025-07-24T11:31:00Z"


def test_somebody_who_asks_is_not_kept_waiting(db, settings, portal, fetch):
    source = described(settings, {"url": portal.url}, breaker={"failures": 1})
    portal.answer = lambda asked: Reply(status=404)
    with pytest.raises(SourceError):
        fetch(source)
    portal.answer = lambda asked: Reply([row(1)])

    [result] = run_source(source, db, settings, by_hand=True)

    assert result.accepted == 1
    assert sources.circuit(db, "portal") == Circuit()


def test_a_run_at_a_time(db, settings, portal, fetch):
    source = described(settings, {"url": portal.url})

    def answer(asked):
        with pytest.raises(SourceError, match="being fetched just now"):
            run_source(source, db, settings)
        return Reply([row(1)])

    portal.answer = answer
    [result] = fetch(source)

    assert result.accepted == 1
    assert sources.circuit(db, "portal") == Circuit(), "the second is no failure"


def test_the_scheduler_fetches_what_has_a_schedule(db, settings, portal):
    described(settings, {"url": portal.url}, schedule="0 6 * * *")
    portal.answer = lambda asked: Reply([row(1)])
    [job] = source_jobs(settings)

    note = job.run(db, settings)

    assert job.name == "source:portal"
    assert note.values == {"taken": 1, "refused": 0}


def test_a_source_without_a_schedule_is_off(settings, portal):
    described(settings, {"url": portal.url})

    assert source_jobs(settings) == []
