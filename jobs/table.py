"""Every job there is. A new one is a function and a line here."""

from __future__ import annotations

from core.settings import Settings
from jobs import (
    alerts,
    deadlines,
    dialogue,
    digest,
    inbox,
    ladder,
    mail,
    meetings,
    nightly,
    retention,
    uploads,
)
from jobs.job import Job
from jobs.schedule import cron, daily, every
from jobs.sources import source_jobs

_DEADLINE_SECONDS = 60
# Somebody may wait for a new password.
_MAIL_SECONDS = 5
# Whoever asked is still before the screen.
_MEETING_SECONDS = 10
# After the night's evaluation, before offices open.
_DIALOGUE = "06:00"
# On a day before a deadline, until offices close: what came late is told as well.
_BEFORE_DEADLINE = "10 7-16 * * *"
# When nobody reads.
_RETENTION = "03:30"
# After what was asked and graded.
_LADDER = "06:15"


def all_jobs(settings: Settings) -> tuple[Job, ...]:
    """The jobs of these settings; SettingsError where a schedule cannot be read."""
    return (
        Job("inbox", every(settings.inbox_seconds), inbox.look),
        Job("nightly", daily(settings.nightly, settings.timezone), nightly.evaluate),
        Job("dialogue", daily(_DIALOGUE, settings.timezone), dialogue.ask_units),
        Job("ladder", daily(_LADDER, settings.timezone), ladder.climb),
        Job("digest", cron(settings.digest, settings.timezone), digest.send_digests),
        Job(
            "before_deadline",
            cron(_BEFORE_DEADLINE, settings.timezone),
            digest.send_before_deadlines,
        ),
        *_alerts(settings),
        Job("deadlines", every(_DEADLINE_SECONDS), deadlines.freeze_passed),
        Job(
            "retention",
            daily(_RETENTION, settings.timezone),
            retention.forget_what_is_over,
        ),
        # People wait before a screen for these.
        Job("uploads", every(2), uploads.work),
        Job("meetings", every(_MEETING_SECONDS), meetings.work),
        Job("mail", every(_MAIL_SECONDS), mail.work, lane="mail"),
        *source_jobs(settings),
    )


def _alerts(settings: Settings) -> tuple[Job, ...]:
    if settings.alerts == "no":
        return ()
    when = cron(settings.alerts, settings.timezone)
    return (Job("alerts", when, alerts.work),)
