"""When a source that fails is left alone, and when it is tried again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from core.clock import written
from ingest.remote.described import Breaker
from store.sources import Circuit

_LONGEST_SECONDS = 24 * 3600.0


def may_try(circuit: Circuit, moment: datetime) -> bool:
    """Whether a source is asked at `moment`: not while its circuit is open, unless
    the rest is over. One that was cut off in the middle of a try is tried again."""
    if circuit.state != "open" or not circuit.next_try_at:
        return True
    return moment >= datetime.fromisoformat(circuit.next_try_at)


def trying(circuit: Circuit) -> Circuit:
    """The circuit while its source is asked."""
    return replace(circuit, state="half_open") if circuit.state == "open" else circuit


def failed(
    circuit: Circuit, moment: datetime, rule: Breaker, asked_to_wait: float = 0.0
) -> Circuit:
    """The circuit after a failed try: open from the `rule.failures`th failure in a
    row on, or at once where the source said how long to leave it alone."""
    failures = circuit.failures + 1
    beyond = failures - max(rule.failures, 1)
    if beyond < 0 and not asked_to_wait:
        return Circuit("closed", failures)
    doubled = rule.rest_minutes * 60 * 2.0 ** min(max(beyond, 0), 20)
    rest = doubled if beyond >= 0 else 0.0
    wait = timedelta(seconds=min(max(rest, asked_to_wait), _LONGEST_SECONDS))
    opened = circuit.opened_at or written(moment)
    return Circuit("open", failures, opened, written(moment + wait))
