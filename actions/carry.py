"""The scheduler's part of uploads: looks, takes what was confirmed, clears away."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pandas as pd

from actions import upload
from actions.look import Fraction, Report, file_told, look
from actions.room import KEPT_HOURS
from actions.undo import preview_undo, undo
from core.clock import moment_now, now
from core.errors import KpiError, UsageError
from core.settings import Settings
from ingest.alone import one_load_at_a_time
from ingest.files import open_file
from ingest.load import FileResult, load_paths
from metrics.uploads import AT_WORK, WAITING, File, Upload
from store import evaluations, ledger, uploads
from store.engine import Database, data_version
from store.undo import every_load

# Rows that are over are kept so many days.
_KEPT_DAYS = 90
_REPORT_SECONDS = 0.5

CHANGED = "The data changed since it was looked at; it was looked at again."
CUT_OFF = "The work was cut off and began again."
CUT_OFF_TWICE = (
    "The work was cut off twice and is not tried again by itself. The log of the "
    "scheduler may say why."
)
BROKEN = "An error in the software stopped this. The log of the scheduler says more."


def carry_out(db: Database, settings: Settings) -> int:
    """Look at and take what waits, one after another; how many there were. Only the
    process that leads may ask: what is at work by the rows was cut off."""
    for one in uploads.in_states(db, AT_WORK):
        _recover(db, settings, one)
    waiting = uploads.in_states(db, WAITING)
    for one in waiting:
        _carry(db, settings, one)
    _clear(db, settings)
    return len(waiting)


def _carry(db: Database, settings: Settings, one: Upload) -> None:
    work, doing = (_look, "looking") if one.state == "received" else (_take, "taking")
    if not uploads.move(db, one.id, [one.state], doing, progress=0.0):
        return
    try:
        work(db, settings, one)
    except KpiError as error:
        _fail(db, one, error.message, {n: str(v) for n, v in error.values.items()})
    except Exception:
        _fail(db, one, BROKEN, {})
        raise


def _fail(db: Database, one: Upload, key: str, values: dict[str, str]) -> None:
    uploads.move(db, one.id, AT_WORK, "failed", note={"key": key, "values": values})


def _reporting(db: Database, token: str, state: str) -> Report:
    """Writes the progress down, not more than twice a second."""
    last = 0.0

    def report(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= _REPORT_SECONDS:
            last = time.monotonic()
            uploads.move(db, token, [state], state, progress=share)

    return report


def _paths(settings: Settings, one: Upload) -> list[Path]:
    folder = upload.folder_of(settings, one.id)
    return [folder / file.place / file.name for file in one.wanted]


def _look(db: Database, settings: Settings, one: Upload) -> None:
    if one.undoes is not None:
        _look_back(db, settings, one, one.undoes)
        return
    found = look(_paths(settings, one), db, settings, _reporting(db, one.id, "looking"))
    _keep_rejected(settings, one.id, found.rejected)
    usable = any(file["error"] is None for file in found.files)
    uploads.move(
        db,
        one.id,
        ["looking"],
        "looked" if usable else "refused",
        looked=found.told(),
        data_version=found.version,
        progress=1.0,
    )


def _look_back(db: Database, settings: Settings, one: Upload, load: int) -> None:
    found = preview_undo(db, settings, load)
    changes = [asdict(change) for change in found.found.changes]
    uploads.move(
        db,
        one.id,
        ["looking"],
        "looked",
        looked={"files": [], "moves": found.moves, "undone": changes},
        data_version=found.version,
        progress=1.0,
    )


def _rejected_path(settings: Settings, token: str, place: str) -> Path:
    return upload.folder_of(settings, token) / f"rejected-{place}.json"


def _keep_rejected(
    settings: Settings, token: str, rejected: Mapping[str, pd.DataFrame]
) -> None:
    """By the place of a file; those of the look before are removed."""
    for before in upload.folder_of(settings, token).glob("rejected-*.json"):
        before.unlink()
    for place, rows in rejected.items():
        path = _rejected_path(settings, token, place)
        path.touch(mode=0o600)
        path.write_text(rows.to_json(orient="records"), encoding="utf-8")


def looked_rejected(settings: Settings, token: str, file: File) -> pd.DataFrame:
    """The rows of a file of an upload that its look would reject, as
    store.ledger.rejected gives them. UsageError where these are cleared away."""
    path = _rejected_path(settings, token, file.place)
    if not path.exists():
        raise UsageError("The rows of this look are cleared away; see the load.")
    return pd.DataFrame(json.loads(path.read_text(encoding="utf-8")), dtype=object)


def _take(db: Database, settings: Settings, one: Upload) -> None:
    with one_load_at_a_time(db):
        with db.read() as connection:
            moved = data_version(connection) != one.data_version
        # What was cut off raised the version itself.
        if moved and not one.done:
            note = {"key": CHANGED, "values": {}}
            uploads.move(db, one.id, ["taking"], "received", note=note, progress=0.0)
            return
        if one.undoes is not None:
            _take_back(db, settings, one, one.undoes)
        else:
            _take_files(db, settings, one)


class _Taking(Fraction):
    """Writes down what became of each file as soon as it is known."""

    def __init__(self, db: Database, one: Upload) -> None:
        super().__init__(_reporting(db, one.id, "taking"))
        self._db, self._one = db, one
        self.done_so_far = dict(one.done) or {"began": moment_now(), "files": []}

    def done(self, result: FileResult) -> None:
        self.done_so_far["files"].append(file_told(result))
        self.write("taking")

    def write(self, state: str) -> None:
        uploads.move(self._db, self._one.id, ["taking"], state, done=self.done_so_far)

    def over(self) -> None:
        with self._db.read() as connection:
            newest = evaluations.latest(connection)
        self.done_so_far["evaluation"] = newest[0] if newest else None
        self.write("done")


def _take_files(db: Database, settings: Settings, one: Upload) -> None:
    taking = _Taking(db, one)
    taking.write("taking")
    over = {file["place"] for file in taking.done_so_far["files"]}
    left = [path for path in _paths(settings, one) if path.parent.name not in over]
    load_paths(left, db, settings, taking)
    if over:
        # What was taken before the cut was not frozen.
        evaluations.freeze(db, "load")
    taking.over()
    upload.clear_away(settings, one.id)


def _take_back(db: Database, settings: Settings, one: Upload, load: int) -> None:
    taking = _Taking(db, one)
    taking.write("taking")
    with db.read() as connection:
        past = next(p for p in every_load(connection) if p.id == load)
    # Where the work was cut off after the deed, only the telling is left.
    if not past.undone_at:
        undo(db, settings, load, one.who, "")
    taking.over()


def _recover(db: Database, settings: Settings, one: Upload) -> None:
    """Put an upload whose work was cut off back to where it can go on."""
    if one.note.get("key") == CUT_OFF:
        _fail(db, one, CUT_OFF_TWICE, {})
        return
    note = {"key": CUT_OFF, "values": {}}
    if one.state == "looking":
        uploads.move(db, one.id, ["looking"], "received", note=note)
        return
    done = dict(one.done)
    if done:
        done["files"] = [*done["files"], *_found(db, settings, one)]
    uploads.move(db, one.id, ["taking"], "confirmed", done=done, note=note)


def _found(db: Database, settings: Settings, one: Upload) -> list[dict[str, object]]:
    """Files that were taken without the row having been told."""
    told = {file["place"] for file in one.done["files"]}
    found = []
    for path in _paths(settings, one):
        if path.parent.name in told:
            continue
        with db.read() as connection:
            load = ledger.taken_since(
                connection, open_file(path).sha256, one.done["began"]
            )
        if load is not None:
            found.append({**load, "place": path.parent.name, "error": None})
    return found


def _clear(db: Database, settings: Settings) -> None:
    """Remove what waited too long for a person, and folders that belong to nothing."""
    for one in uploads.unchanged_for(db, KEPT_HOURS):
        if uploads.move(db, one.id, [one.state], "discarded", looked={}):
            upload.clear_away(settings, one.id)
    uploads.forget(db, _KEPT_DAYS)
    limit = (now() - timedelta(hours=KEPT_HOURS)).timestamp()
    for token in upload.older_than(settings, limit):
        if uploads.get(db, token) is None:
            upload.clear_away(settings, token)
