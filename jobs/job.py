"""What a job is: a name, when it is due, what it does and what it then says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.settings import Settings
from jobs.schedule import Schedule
from store.engine import Database


@dataclass(frozen=True)
class Note:
    """What a job has to say for the data page: a catalogue key and its values.
    `logged`: whether the log of the process should say it too."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    logged: bool = True


@dataclass(frozen=True)
class Job:
    """`run` is called with the database and the settings; it raises KpiError when it
    failed for a reason that can be told. Jobs of one `lane` run one after another;
    those that wait for other systems have a lane of their own."""

    name: str
    schedule: Schedule
    run: Callable[[Database, Settings], Note]
    lane: str = "here"
