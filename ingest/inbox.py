"""The inbox: files dropped into a folder are taken once nobody writes them any more."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.clock import now
from core.language import translate
from core.settings import Settings
from ingest.load import FileResult, load_paths
from ingest.show import result_line
from store.engine import Database

log = logging.getLogger(__name__)

_DONE, _REFUSED = "done", "refused"
_SEEN = ".seen.json"
_FORMAT = "%Y%m%dT%H%M%SZ"
_MOMENT = re.compile(r"(\d{8}T\d{6}Z)-")
_OWNER_FILE, _OWNER_FOLDER = 0o600, 0o700

# Path -> (size, time of the last change), as of a look into the inbox.
Look = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Scanned:
    """What a look into the inbox did: the files taken or refused, and those that
    may still be written."""

    results: tuple[FileResult, ...]
    waiting: tuple[str, ...]


def scan(db: Database, settings: Settings) -> Scanned:
    """Take the files whose size and time did not change since the look before, as one
    batch in the order their contents need.

    Each is moved to `done` or `refused` with its log beside it; files in `done` are
    removed after HAICAP_KEEP_FILES_DAYS.
    """
    inbox = settings.inbox_folder
    for folder in (inbox, inbox / _DONE, inbox / _REFUSED):
        folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_FOLDER)
    before, look = _remembered(inbox), _look(inbox)
    still = [name for name, state in look.items() if before.get(name) == state]
    results = load_paths([inbox / name for name in still], db, settings)
    for result in results:
        _put_away(inbox, result)
    waiting = {name: state for name, state in look.items() if name not in still}
    (inbox / _SEEN).write_text(json.dumps(waiting), encoding="utf-8")
    _remove_old(inbox / _DONE, settings.keep_files_days)
    return Scanned(tuple(results), tuple(waiting))


def _remembered(inbox: Path) -> Look:
    path = inbox / _SEEN
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        # Written half when the machine stopped: every file is looked at once more.
        log.warning("%s: cannot be read and is begun anew", path)
        return {}
    return {name: (size, changed) for name, (size, changed) in written.items()}


def _look(inbox: Path) -> Look:
    found: Look = {}
    for path in sorted(inbox.rglob("*")):
        parts = path.relative_to(inbox).parts
        passing = path.suffix == ".part" or parts[0] in (_DONE, _REFUSED)
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and not passing and not hidden:
            state = path.stat()
            name = str(path.relative_to(inbox))
            found[name] = (state.st_size, state.st_mtime_ns)
    return found


def _put_away(inbox: Path, result: FileResult) -> None:
    if not result.path.exists():
        # Taken back by whoever dropped it.
        return
    folder = inbox / (_DONE if result.error is None else _REFUSED)
    target = _free_name(folder, result.path.name)
    result.path.rename(target)
    target.chmod(_OWNER_FILE)
    told = target.with_name(f"{target.name}.log")
    told.write_text(_log_text(result), encoding="utf-8")
    told.chmod(_OWNER_FILE)


def _free_name(folder: Path, name: str) -> Path:
    """A name with the moment in front, that no file in `folder` has yet."""
    moment = now().strftime(_FORMAT)
    path, again = folder / f"{moment}-{name}", 1
    while path.exists():
        again += 1
        path = folder / f"{moment}-{again}-{name}"
    return path


def _log_text(result: FileResult) -> str:
    if result.error is not None:
        return result.error.text() + "\n"
    lines = [result_line(result)]
    if result.rejected and result.rejected_in is not None:
        lines.append(
            translate(
                "The rejected rows: python -m ingest rejected --load {load}",
                load=result.rejected_in,
            )
        )
    return "\n".join(lines) + "\n"


def _remove_old(done: Path, days: int) -> None:
    limit = now() - timedelta(days=days)
    for path in sorted(done.iterdir()):
        # The name tells when it was put away; the file's own time is its author's.
        found = _MOMENT.match(path.name)
        if found and datetime.strptime(found[1], _FORMAT).replace(tzinfo=UTC) < limit:
            path.unlink()
