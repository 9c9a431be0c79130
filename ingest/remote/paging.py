"""How an answer of several pages goes on, and that it ends."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from core.errors import SourceError
from ingest.remote.described import Paging

MISSING = object()
_NEXT_LINK = re.compile(r'<([^>]*)>[^,]*;\s*rel="?next"?', re.IGNORECASE)


def at(value: Any, path: str) -> Any:
    """What stands at a path of names joined with dots; MISSING where nothing does."""
    for name in filter(None, path.split(".")):
        if not isinstance(value, dict) or name not in value:
            return MISSING
        value = value[name]
    return value


class Walk:
    """The way through the pages of one answer. Raises SourceError where it would not
    end: a page, cursor or link comes again, or there are more pages than allowed."""

    def __init__(self, source: str, paging: Paging | None) -> None:
        self._source = source
        self._paging = paging or Paging(by="none")
        self._page = self._paging.first
        self._offset = self._paging.first if self._paging.by == "offset" else 0
        self._cursor = ""
        self._seen: set[str] = set()
        self.pages = 0
        self.rows = 0
        # The address of the page to ask, where the answer itself tells it.
        self.url = ""

    @property
    def placeholders(self) -> dict[str, str]:
        """What fills the placeholders of the next request."""
        return {
            "page": str(self._page),
            "offset": str(self._offset),
            "cursor": self._cursor,
            "size": str(self._paging.size),
        }

    def on(self, answer: Any, rows: Sequence[Any], headers: Mapping[str, str]) -> bool:
        """Whether there is a page after this one, and then where it is."""
        self.pages += 1
        self.rows += len(rows)
        more = self._more(answer, rows, headers)
        if more and self.pages >= self._paging.pages:
            raise self._endless()
        if not more:
            self._all_there(answer)
        return more

    def _more(
        self, answer: Any, rows: Sequence[Any], headers: Mapping[str, str]
    ) -> bool:
        by = self._paging.by
        if by in ("page", "offset"):
            self._new(orjson.dumps(rows) if rows else None)
            self._page += 1
            self._offset += len(rows)
            return self._counted(answer, rows)
        if by == "cursor":
            found = at(answer, self._paging.cursor)
            self._cursor = "" if found in (MISSING, None, False) else str(found)
            self._new(self._cursor.encode() or None)
            return bool(self._cursor) and self._said(answer) is not False
        if by == "next":
            self.url = self._link(answer, headers)
            self._new(self.url.encode() or None)
            return bool(self.url) and self._said(answer) is not False
        return False

    def _counted(self, answer: Any, rows: Sequence[Any]) -> bool:
        said = self._said(answer)
        if said is not None:
            return said
        total = self._total(answer)
        if total is not None and self.rows >= total:
            return False
        if self._paging.stop == "short" and len(rows) < self._paging.size:
            return False
        return bool(rows)

    def _said(self, answer: Any) -> bool | None:
        """What the answer says of a further page; None where it says nothing."""
        if not self._paging.more:
            return None
        found = at(answer, self._paging.more)
        if not isinstance(found, bool | int):
            raise self._error(
                "{source}: the answer does not tell “{path}”, by which its "
                "description knows the last page. Nothing of it was kept.",
                path=self._paging.more,
            )
        return bool(found)

    def _total(self, answer: Any) -> int | None:
        if not self._paging.total:
            return None
        found = at(answer, self._paging.total)
        try:
            return int(found)
        except (TypeError, ValueError):
            raise self._error(
                "{source}: the answer does not tell “{path}”, the number of its "
                "rows. Nothing of it was kept.",
                path=self._paging.total,
            ) from None

    def _all_there(self, answer: Any) -> None:
        total = self._total(answer)
        if total is not None and self.rows < total:
            raise self._error(
                "{source}: {total} rows were announced and {rows} came. Nothing of "
                "them was kept.",
                total=total,
                rows=self.rows,
            )

    def _link(self, answer: Any, headers: Mapping[str, str]) -> str:
        if self._paging.next == "header":
            found = _NEXT_LINK.search(headers.get("link", ""))
            return found[1] if found else ""
        value = at(answer, self._paging.next)
        return "" if value in (MISSING, None, False) else str(value)

    def _new(self, mark: bytes | None) -> None:
        """What tells this page from the others must not have come before."""
        if mark is None:
            return
        known = hashlib.sha256(mark).hexdigest()
        if known in self._seen:
            raise self._endless()
        self._seen.add(known)

    def _endless(self) -> SourceError:
        return self._error(
            "{source}: the pages do not end: after {pages} pages one came again, or "
            "there are more than its description allows. Nothing of them was kept.",
            pages=self.pages,
        )

    def _error(self, message: str, **values: object) -> SourceError:
        return SourceError(message, source=self._source, **values)
