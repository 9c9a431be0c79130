"""The demo city and an office's own figures never stand in one database."""

from __future__ import annotations

from core.errors import SourceError
from core.settings import Settings
from store import ledger
from store.engine import Database


def hold_apart_from_demo(
    db: Database, file: str, settings: Settings, demo: bool
) -> None:
    """Raises SourceError where `file` is the office's own and the database holds the
    demo city, or the other way round."""
    if db.demo and not demo:
        raise SourceError(
            "{file}: this database holds the demo city and takes no other files. Start "
            "a fresh one: {command}",
            file=file,
            command="HAICAP_DEMO=no HAICAP_DATABASE_URL="
            f"sqlite:///{settings.var / 'office.db'} make run",
        )
    if demo and not db.demo:
        with db.read() as connection:
            filled = len(ledger.loads(connection, limit=1))
        if filled:
            raise SourceError(
                "{file}: this database is not empty, and the demo city is not mixed "
                "with an office's own figures.",
                file=file,
            )
