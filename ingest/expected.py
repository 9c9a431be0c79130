"""What the descriptions expect of their sources, kept where readers can see it."""

from __future__ import annotations

from collections.abc import Iterable

from core.clock import moment_now
from ingest.sources import Source
from store import sources as known
from store.engine import Database


def keep_expected(
    db: Database, described: Iterable[Source], gave: Iterable[str] = ()
) -> None:
    """Remember what is expected of each source that is described, and that those named
    in `gave` have just given what they had."""
    moment = moment_now()
    expected = {one.id: _plain(one) for one in described if one.expected}
    known.keep_described(db, list(expected.values()), moment)
    for source in sorted(expected.keys() & set(gave)):
        with db.write() as connection:
            known.succeeded(connection, source, moment)


def _plain(source: Source) -> known.Described:
    expected = source.expected
    return known.Described(
        source=source.id,
        title=source.title,
        kinds=",".join(dict.fromkeys(part.kind for part in source.parts)),
        remote=source.remote,
        expected=expected.hours if expected else 0,
        grace=expected.grace_hours if expected else 0,
    )
