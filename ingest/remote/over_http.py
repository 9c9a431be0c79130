"""The rows that an address answers with, page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urljoin
from zoneinfo import ZoneInfo

import orjson

from core.clock import now
from core.errors import SourceError
from ingest.remote.answers import Rows, hold_columns, parsed, rows_at
from ingest.remote.client import Answer, Asked, Client, origin
from ingest.remote.credentials import Credentials
from ingest.remote.described import Http
from ingest.remote.literals import PLACEHOLDER
from ingest.remote.marks import Furthest, Mark, before, stored
from ingest.remote.paging import Walk
from ingest.remote.spool import Spool
from ingest.sources import Source
from store.sources import Reached

_REFUSED = (401, 403)


@dataclass(frozen=True)
class Run:
    """What one run knows: the source, how far it was read, from where on it is asked,
    and the time zone of days."""

    source: Source
    reached: Reached
    since: Any
    zone: str

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of dates beside ISO that the description names."""
        return tuple(one for part in self.source.parts for one in part.dates)

    @property
    def begun(self) -> Mark | None:
        """The mark before this run."""
        return stored(self.reached.mark, self.reached.mark_type)

    @property
    def needed(self) -> list[tuple[str, ...]]:
        """The groups of columns of which each answer must have one."""
        source = self.source
        groups = [group for part in source.parts for group in part.needed]
        return [*((name,) for name in source.needs), *groups]


def read_http(
    run: Run, http: Http, client: Client, credentials: Credentials, spool: Spool
) -> Reached | None:
    """Writes every row into `spool`; how far the source was read then, None where it
    says that nothing has changed. SourceError where the answer cannot be trusted."""
    walk = Walk(run.source.id, http.paging)
    furthest = Furthest(run.zone, run.formats, run.begun)
    asking = _Asking(run, http, client, credentials)
    asked = asking.fingerprint(walk)
    conditions = _conditions(run.reached) if asked == run.reached.asked else {}
    first: Answer | None = None
    while True:
        answer = asking.page(walk, conditions)
        if answer.status == 304 and conditions:
            return None
        first, conditions = first or answer, {}
        value = parsed(run.source.id, answer.data)
        rows = rows_at(run.source.id, value, http.rows)
        hold_columns(run.source.id, rows, run.needed)
        spool.add(rows)
        _see(rows, http, furthest)
        if not walk.on(value, rows, answer.headers):
            break
    # What a first page says of itself says nothing of the pages after it.
    validators = first.headers if walk.pages == 1 else {}
    return _reached(run.reached, furthest, asked, validators)


def _see(rows: Rows, http: Http, furthest: Furthest) -> None:
    if http.since is not None:
        for row in rows:
            furthest.see(row.get(http.since.field, ""))


def _conditions(reached: Reached) -> dict[str, str]:
    named = {
        "If-None-Match": reached.etag,
        "If-Modified-Since": reached.last_modified,
    }
    return {name: value for name, value in named.items() if value}


def _reached(
    old: Reached, furthest: Furthest, asked: str, validators: Mapping[str, str]
) -> Reached:
    mark = furthest.mark
    return replace(
        old,
        mark=mark.text if mark else old.mark,
        mark_type=mark.type if mark else old.mark_type,
        asked=asked,
        etag=validators.get("etag", ""),
        last_modified=validators.get("last-modified", ""),
    )


class _Asking:
    """The requests of one run, their placeholders filled."""

    def __init__(
        self, run: Run, http: Http, client: Client, credentials: Credentials
    ) -> None:
        self._run = run
        self._http = http
        self._client = client
        self._credentials = credentials
        local = now().astimezone(ZoneInfo(run.zone))
        self._filled = {"until": local.strftime(http.times)}
        if http.since is not None:
            since = before(run.since, http.since.overlap_minutes, run.formats)
            self._filled["since"] = _text(since)

    def fingerprint(self, walk: Walk) -> str:
        """What tells this question and its reading from any other, without a secret."""
        asked = self._request(walk, {})
        whole = (asked.method, asked.url, asked.body, self._run.source.parts)
        return hashlib.sha256(repr(whole).encode()).hexdigest()

    def page(self, walk: Walk, conditions: Mapping[str, str]) -> Answer:
        """The answer to the next page; a token that is refused is renewed once."""
        answer = self._ask(walk, conditions)
        if answer.status == 401 and self._credentials.renewable:
            self._credentials.forget()
            answer = self._ask(walk, conditions)
        source = self._run.source.id
        if answer.status in _REFUSED:
            raise SourceError(
                "{source}: the system refuses us (answer {status}). Check what the "
                "description names under auth, in the environment.",
                source=source,
                status=answer.status,
            )
        unchanged = answer.status == 304 and conditions
        if not 200 <= answer.status < 300 and not unchanged:
            raise SourceError(
                "{source}: the system answers with the error {status}.",
                source=source,
                status=answer.status,
            )
        return answer

    def _ask(self, walk: Walk, conditions: Mapping[str, str]) -> Answer:
        who = self._credentials.headers(self._client)
        return self._client.ask(self._request(walk, {**conditions, **who}))

    def _request(self, walk: Walk, headers: Mapping[str, str]) -> Asked:
        http = self._http
        fill = _filler({**self._filled, **walk.placeholders})
        url = fill(http.url, encoded=True)
        query = urlencode(_filled(http.query, fill))
        if query:
            url += ("&" if "?" in url else "?") + query
        if walk.url:
            url = self._linked(url, walk.url)
        body, type_ = _body(http, fill)
        usual = {"Accept": "application/json", "User-Agent": "HaiCap", **type_}
        return Asked(http.method, url, {**usual, **http.headers, **headers}, body)

    def _linked(self, url: str, link: str) -> str:
        target = urljoin(url, link)
        if origin(target) != origin(url):
            raise SourceError(
                "{source}: the answer goes on at another address. That is refused, for "
                "what we are known by must not be sent elsewhere.",
                source=self._run.source.id,
            )
        return target


def _body(http: Http, fill: Callable[..., str]) -> tuple[bytes, dict[str, str]]:
    if http.form:
        type_ = "application/x-www-form-urlencoded"
        return urlencode(_filled(http.form, fill)).encode(), {"Content-Type": type_}
    if http.json is not None:
        body = orjson.dumps(_filled(http.json, fill))
        return body, {"Content-Type": "application/json"}
    return b"", {}


def _filled(written: Any, fill: Callable[..., str]) -> Any:
    """What is written, with the placeholders in every text of it filled."""
    if isinstance(written, Mapping):
        return {str(name): _filled(value, fill) for name, value in written.items()}
    if isinstance(written, list):
        return [_filled(value, fill) for value in written]
    if not isinstance(written, str):
        return written
    filled = fill(written)
    whole = PLACEHOLDER.fullmatch(written)
    # A page or size that is the whole value is a number, as in the answer it asks for.
    number = whole and whole[1] in ("page", "offset", "size")
    return int(filled) if number else filled


def _filler(values: Mapping[str, str]) -> Callable[..., str]:
    def fill(text: str, encoded: bool = False) -> str:
        def one(found: Any) -> str:
            value = values.get(found[1], "")
            return quote(value, safe="") if encoded else value

        return PLACEHOLDER.sub(one, text)

    return fill


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
