"""What reviewers said of signals: appended, never changed."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from metrics.integrity import Review
from metrics.windows import Window
from store.engine import raise_data_version
from store.schema import signal_review


def add(connection: Connection, review: Review) -> int:
    """Keep a review; its number. Whatever shows it is asked anew."""
    written = connection.execute(
        insert(signal_review)
        .values(
            signal=review.signal,
            unit_code=review.unit_code,
            window_start=review.window.start,
            window_end=review.window.end,
            verdict=review.verdict,
            note=review.note,
            who=review.who,
            at=review.at,
            found=review.found,
        )
        .returning(signal_review.c.id)
    )
    raise_data_version(connection)
    return int(written.scalar_one())


def reviews(connection: Connection) -> tuple[Review, ...]:
    """All reviews, in the order they were given."""
    t = signal_review.c
    rows = connection.execute(select(signal_review).order_by(t.id))
    return tuple(
        Review(
            row.signal,
            row.unit_code,
            Window(row.window_start, row.window_end),
            row.verdict,
            row.note,
            row.who,
            row.at,
            row.found,
        )
        for row in rows
    )
