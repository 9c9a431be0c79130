"""When a job is due: every so many seconds, at a time of day, or as crontab says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from core.errors import SettingsError


@dataclass(frozen=True)
class Schedule:
    """`text` names it, so that a changed setting is noticed; `after` gives the first
    due moment after another."""

    text: str
    after: Callable[[datetime], datetime]


def every(seconds: int) -> Schedule:
    """Due so many seconds after the last run began."""
    return Schedule(f"every {seconds} s", lambda now: now + timedelta(seconds=seconds))


def daily(clock: str, timezone: str) -> Schedule:
    """Due each day at the local time `clock` ("02:00"); SettingsError if it is none."""
    try:
        hour, minute = (int(part) for part in clock.split(":"))
        trigger = CronTrigger(hour=hour, minute=minute, timezone=timezone)
    except ValueError as error:
        raise SettingsError(
            "“{clock}” is no time of day. Write it like 02:00.", clock=clock
        ) from error
    return _of(trigger, f"{clock} {timezone}")


def cron(expression: str, timezone: str) -> Schedule:
    """Due as the five fields of a crontab line say, in local time; SettingsError
    where they cannot be read. Days of the week are named (mon-fri)."""
    try:
        trigger = CronTrigger.from_crontab(expression, timezone)
    except ValueError as error:
        raise SettingsError(
            "The schedule “{expression}” cannot be read. Write five fields as in a "
            "crontab, with the days of the week as names: 30 6 * * mon-fri",
            expression=expression,
        ) from error
    return _of(trigger, f"{expression} {timezone}")


def _of(trigger: CronTrigger, text: str) -> Schedule:
    def after(now: datetime) -> datetime:
        # A trigger names `now` itself when it matches: a run that has just begun on
        # the minute would be due again at once.
        found: datetime = trigger.get_next_fire_time(None, now + timedelta(seconds=1))
        return found

    return Schedule(text, after)
