"""Files handed in by a person: received, then looked at, then confirmed or not."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from accounts import rights
from actions import room
from core.errors import ClosedError, SourceError, UsageError
from core.names import nfc
from core.settings import Settings
from metrics.uploads import OPEN, WAITING, File, Upload
from store import jobs, uploads
from store.engine import Database

_MOST_FILES = 40
_LONGEST_NAME = 180  # bytes; file systems stop at 255
_CHUNK = 1 << 20
_TOKEN = re.compile(r"[0-9a-f]{32}")


def receive(
    db: Database,
    settings: Settings,
    files: Iterable[tuple[str, IO[bytes]]],
) -> str:
    """Keep the files (name as the browser says it, bytes) in a folder of their own,
    for a look; the token of the upload.

    UsageError where there are none, too many, or more bytes than HAICAP_UPLOAD_MB, or
    than HAICAP_UPLOADS_MB with those of other uploads; ClosedError where that is
    switched off or not for this account; SourceError in a database that holds the demo
    city. Nothing is then kept.
    """
    allow(settings)
    who = rights.allow(rights.LOADS).name
    if db.demo:
        raise SourceError(
            "This database holds the demo city and takes no other files. Start a fresh "
            "one: {command}",
            command=fresh_database(settings),
        )
    token = secrets.token_hex(16)
    folder = folder_of(settings, token)
    folder.mkdir(parents=True, mode=0o700)
    try:
        kept = _keep_all(folder, files, settings)
        room.fit(db, settings, sum(one.size for one in kept))
    except BaseException:
        shutil.rmtree(folder)
        raise
    uploads.add(db, token, kept, who)
    return token


def allow(settings: Settings) -> None:
    """ClosedError where nothing is handed in, confirmed or undone in the browser."""
    if settings.upload == "no":
        raise ClosedError(
            "Handing in files and undoing loads by the browser is switched off here "
            "(HAICAP_UPLOAD). Put files into the inbox ({inbox}); a load is undone "
            "with: python -m ingest undo LOAD.",
            inbox=settings.inbox_folder,
        )


def fresh_database(settings: Settings) -> str:
    """The command that starts the software on a database of the office's own."""
    url = f"sqlite:///{settings.var / 'office.db'}"
    return f"HAICAP_DEMO=no HAICAP_DATABASE_URL={url} make run"


def _keep_all(
    folder: Path, files: Iterable[tuple[str, IO[bytes]]], settings: Settings
) -> list[File]:
    left = settings.upload_mb << 20
    kept: list[File] = []
    for given, content in files:
        if len(kept) == _MOST_FILES:
            raise UsageError(
                "These are more than {most} files. Hand them in in parts.",
                most=_MOST_FILES,
            )
        place = str(len(kept) + 1)
        path = folder / place / file_name(given)
        path.parent.mkdir(mode=0o700)
        size = _keep(path, content, left)
        if size > left:
            raise too_large(settings)
        left -= size
        kept.append(File(place, path.name, size))
    if not kept:
        raise UsageError("No file was chosen. Choose one or more files.")
    return kept


def too_large(settings: Settings) -> UsageError:
    """What is said where the files are larger than the limit."""
    return UsageError(
        "The files are larger than {limit} MB together. Put large ones into the inbox "
        "({inbox}), or run: python -m ingest load FILE. HAICAP_UPLOAD_MB sets the "
        "limit.",
        limit=settings.upload_mb,
        inbox=settings.inbox_folder,
    )


def _keep(path: Path, content: IO[bytes], most: int) -> int:
    """The bytes written; more than `most` once there are more."""
    size = 0
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
    ) as f:
        while size <= most and (chunk := content.read(_CHUNK)):
            f.write(chunk)
            size += len(chunk)
    return size


def file_name(given: str) -> str:
    """The name of a file as a browser says it, without any path, hidden mark or
    unprintable sign: never more than a name. A source may recognise its files by it."""
    last = re.split(r"[/\\]", nfc(given))[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = plain, "", ""
    end = f"{dot}{suffix}".encode()
    short = stem.encode()[: _LONGEST_NAME - len(end)].decode(errors="ignore")
    return f"{short}{end.decode()}" or "file"


def folder_of(settings: Settings, token: str) -> Path:
    """Where the files of an upload lie. UsageError for what is no token."""
    if not _TOKEN.fullmatch(token):
        raise UsageError("There is no such upload.")
    return settings.var / "uploads" / token


def find(db: Database, token: str) -> Upload:
    """The upload `token`; UsageError where there is none, NotAllowedError where the
    account may not see what was handed in."""
    rights.allow(rights.LOADS)
    found = uploads.get(db, token)
    if found is None:
        raise UsageError("There is no such upload. It may have been cleared away.")
    return found


def find_file(db: Database, token: str, place: str) -> File:
    """The file of an upload that lies at `place`; UsageError where there is none."""
    for file in find(db, token).files:
        if file.place == place:
            return file
    raise UsageError("There is no such file in this upload.")


# Who answers for a target is not who alone can change it.
_BY_TWO = "targets"


def needs_another(settings: Settings, found: Upload) -> bool:
    """Whether somebody else than the account of the request confirms an upload: it
    changes targets, they handed it in, and HAICAP_TARGETS_TWO asks for two."""
    two = settings.targets_two == "yes" and found.changes(_BY_TWO)
    return two and rights.allow(rights.LOADS).name == found.who


def confirm(db: Database, token: str) -> None:
    """Have an upload that was looked at taken, as it was looked at. UsageError where
    somebody else must (HAICAP_TARGETS_TWO)."""
    if needs_another(db.settings, find(db, token)):
        raise UsageError(
            "This changes targets: somebody else than who handed it in confirms it "
            "(HAICAP_TARGETS_TWO)."
        )
    if not _do(db, token, ["looked"], "confirmed", progress=0.0, note={}):
        raise UsageError(
            "This cannot be confirmed now: it is under way, over, or not yet looked at."
        )


def _do(db: Database, token: str, of: Iterable[str], state: str, **values: Any) -> bool:
    """Whether the upload was in one of the states `of`, and is now in `state`, by the
    account of the request. NotAllowedError where it may not."""
    who = rights.allow(rights.LOADS).name
    return uploads.move(db, token, of, state, who, **values)


def look_again(db: Database, token: str) -> None:
    """Have an upload looked at once more."""
    if not _do(db, token, OPEN, "received", progress=0.0, done={}, note={}):
        raise UsageError("This cannot be looked at again: it is under way or over.")


def leave_out(db: Database, token: str, place: str) -> None:
    """Take one file of an upload out (or in again), and have the rest looked at."""
    files = [
        File(one.place, one.name, one.size, one.left_out != (one.place == place))
        for one in find(db, token).files
    ]
    if all(one.left_out for one in files):
        raise UsageError("At least one file must be left. Discard the upload instead.")
    if not _do(db, token, OPEN, "received", progress=0.0, files=files, note={}):
        raise UsageError("This cannot be looked at again: it is under way or over.")


def discard(db: Database, settings: Settings, token: str) -> None:
    """Forget an upload that was not taken, and remove its files."""
    if not _do(db, token, (*OPEN, *WAITING), "discarded", looked={}, note={}):
        raise UsageError("This cannot be discarded now: it is under way or over.")
    clear_away(settings, token)


def clear_away(settings: Settings, token: str) -> None:
    """Remove the files of an upload."""
    folder = folder_of(settings, token)
    if folder.exists():
        shutil.rmtree(folder)


def older_than(settings: Settings, moment: float) -> list[str]:
    """The tokens of the folders of uploads that nobody wrote into since `moment`."""
    folder = settings.var / "uploads"
    return [
        path.name
        for path in (folder.iterdir() if folder.exists() else ())
        if _TOKEN.fullmatch(path.name) and path.stat().st_mtime < moment
    ]


def undo_first(db: Database, load: int) -> str:
    """Have it looked at what undoing a load would change; the token to confirm by."""
    who = rights.allow(rights.LOADS).name
    token = secrets.token_hex(16)
    uploads.add(db, token, [], who, undoes=load)
    return token


def newest(db: Database) -> list[Upload]:
    """The newest uploads first, those discarded left out. NotAllowedError as `find`."""
    rights.allow(rights.LOADS)
    return uploads.newest(db)


def busy(db: Database) -> str:
    """The job that the scheduler says it is running, "" for none."""
    frame = jobs.overview(db)
    running = frame.loc[frame["outcome"] == "running", "job"].tolist()
    return str(running[0]) if running else ""
