"""The bytes of a file: held where they are few, else read from disk block by block."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from core.errors import SourceError

# Files up to this many bytes are read once and held.
HELD = 8 << 20
_BLOCK = 1 << 20
# What tells that a file was written to between two readings.
_State = tuple[int, int, int]


class Content:
    """Bytes that can be read again from the start, as often as needed."""

    def __init__(self, data: bytes | None, path: Path = Path()) -> None:
        self._data = data
        self._path = path
        self._state: _State | None = None
        self.size = len(data) if data is not None else path.stat().st_size

    @classmethod
    def of(cls, data: bytes | Content) -> Content:
        """`data` as a content."""
        return data if isinstance(data, Content) else cls(data)

    @classmethod
    def at(cls, path: Path) -> Content:
        """What the file at `path` holds. OSError."""
        held = path.stat().st_size <= HELD
        return cls(path.read_bytes() if held else None, path)

    def open(self) -> BinaryIO:
        """The bytes as a stream from their start. SourceError as `hold`."""
        if self._data is not None:
            return io.BytesIO(self._data)
        stream = self._path.open("rb")
        self.hold(stream)
        return stream

    def all(self) -> bytes:
        """All bytes at once."""
        return self._data if self._data is not None else self._path.read_bytes()

    def blocks(self, size: int = _BLOCK) -> Iterator[bytes]:
        """All bytes in order. SourceError as `hold`."""
        with self.open() as stream:
            while block := stream.read(size):
                yield block
            self.hold(stream)

    def sha256(self) -> str:
        """The hash of the bytes in hexadecimal."""
        found = hashlib.sha256()
        for block in self.blocks():
            found.update(block)
        return found.hexdigest()

    def hold(self, stream: BinaryIO) -> None:
        """SourceError when the file on disk is not what it was when it was opened
        first: the half read by now would be of another file than the rest."""
        if self._data is not None:
            return
        now = os.fstat(stream.fileno())
        state = (now.st_ino, now.st_size, now.st_mtime_ns)
        if self._state not in (None, state):
            raise SourceError(
                "{file}: the file changed while it was read. Load it again when "
                "nobody writes to it.",
                file=self._path.name,
            )
        self._state = state


def check_text(content: Content, file: str) -> None:
    """SourceError for an empty file, NUL bytes, or not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    filled, line, wrong = False, 1, 0
    for at, block in enumerate(content.blocks()):
        text = block if at else block.removeprefix(codecs.BOM_UTF8)
        filled = filled or not (text.isspace() or not text)
        if not at and text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(
                "{file}: the file is not UTF-8 but UTF-16 (“Unicode text”). Save it as "
                "“CSV UTF-8”.",
                file=file,
            )
        if b"\0" in text:
            raise _damaged(file)
        # NUL bytes tell more than a letter that is no UTF-8, so the rest is seen too.
        wrong = wrong or _wrong_line(decoder, text, line)
        line += text.count(b"\n")
    if not filled:
        raise SourceError("{file}: the file is empty.", file=file)
    if wrong := wrong or _wrong_line(decoder, b"", line, last=True):
        raise SourceError(
            "{file}: the file is not UTF-8 (line {line}). Save it as “CSV UTF-8”.",
            file=file,
            line=wrong,
        )


def decoded(data: bytes, file: str) -> str:
    """The text of `data`; SourceError as `check_text`."""
    check_text(Content.of(data), file)
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")


def _wrong_line(
    decoder: codecs.IncrementalDecoder, block: bytes, line: int, last: bool = False
) -> int:
    """The line of the first byte that is no UTF-8; 0: all is well."""
    try:
        decoder.decode(block, last)
    except UnicodeDecodeError as error:
        return line + error.object[: error.start].count(b"\n")
    return 0


def _damaged(file: str) -> SourceError:
    return SourceError(
        "{file}: the file holds NUL bytes, so it is damaged or no text file. "
        "Export it again.",
        file=file,
    )
