"""Which files a command means, and their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import SourceError
from ingest.content import Content
from ingest.readers import SUFFIXES


@dataclass(frozen=True)
class Gathered:
    """Files to take, in the order they were named and sorted inside folders;
    `passed_over`: what a folder holds beside them."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]


@dataclass(frozen=True)
class Opened:
    """A file's bytes, and their sha256: its name in the ledger."""

    path: Path
    content: Content
    sha256: str

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def data(self) -> bytes:
        """All bytes at once, for readers that need them so."""
        return self.content.all()


def gather(paths: list[Path]) -> Gathered:
    """The files that `paths` mean: a file itself, a folder with all below it.

    Inside a folder only names that a reader knows are meant; hidden files, and the
    lock files that Excel leaves, are none.
    """
    files: dict[Path, Path] = {}
    passed_over: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.setdefault(path.resolve(), path)
            continue
        for inner in sorted(_inside(path)):
            if inner.suffix.lower() in SUFFIXES:
                files.setdefault(inner.resolve(), inner)
            else:
                passed_over.append(inner)
    return Gathered(tuple(files.values()), tuple(passed_over))


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and not hidden:
            yield path


def open_file(path: Path) -> Opened:
    """The file's bytes; SourceError when it is not there or cannot be read."""
    try:
        content = Content.at(path)
        return Opened(path, content, content.sha256())
    except FileNotFoundError:
        raise SourceError("{file}: there is no such file.", file=path.name) from None
    except OSError as error:
        raise SourceError(
            "{file}: the file cannot be read: {details}.",
            file=path.name,
            details=error.strerror or type(error).__name__,
        ) from error
