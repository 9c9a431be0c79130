"""How much room the files of all uploads together may take, and when it is made."""

from __future__ import annotations

import os
from datetime import datetime
from math import ceil
from pathlib import Path

from core.clock import now
from core.errors import UsageError
from core.settings import Settings
from metrics.uploads import OPEN, Upload
from store import uploads
from store.engine import Database

# Files that wait for a person are kept so long.
KEPT_HOURS = 24


def fit(db: Database, settings: Settings, own: int) -> None:
    """UsageError where the files of all uploads are over the limit with these of `own`
    bytes. Asked once they lie there: of two that come at once none can slip by."""
    # One upload as large as may be always fits.
    most = max(settings.uploads_mb, settings.upload_mb)
    lying = kept_bytes(settings)
    if lying <= most << 20:
        return
    values = {"held": ceil((lying - own) / (1 << 20)), "limit": most}
    waiting = [one for one in uploads.in_states(db, OPEN) if one.files]
    if not waiting:
        raise UsageError(
            "There is no room for these files: {held} MB of other uploads are being "
            "looked at or taken, and at most {limit} MB are kept (HAICAP_UPLOADS_MB). "
            "Each is removed once it is taken: try again in a few minutes.",
            **values,
        )
    left = KEPT_HOURS - waited(waiting[0]) / 3600
    raise UsageError(
        "There is no room for these files: {held} MB of other uploads wait, and at "
        "most {limit} MB are kept (HAICAP_UPLOADS_MB). Confirm or discard one of the "
        "newest uploads; the oldest is removed by itself within {hours} hours.",
        hours=max(1, ceil(left)),
        **values,
    )


def kept_bytes(settings: Settings) -> int:
    """What the files of all uploads take on the disk."""
    return sum(
        _size(Path(folder, name))
        for folder, _folders, names in os.walk(settings.var / "uploads")
        for name in names
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        # Taken, and so removed, meanwhile.
        return 0


def waited(found: Upload) -> int:
    """Seconds since an upload last changed."""
    return int((now() - datetime.fromisoformat(found.changed_at)).total_seconds())
