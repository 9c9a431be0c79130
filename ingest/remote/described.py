"""How rows are fetched from another system, as data: the keys `http` and `sql` of a
source description (docs/sources.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from ingest.keys import filled, known_keys, one_of
from ingest.remote.literals import refuse_literals


@dataclass(frozen=True)
class Since:
    """The high-water mark: only what changed after it is asked for. `field`: their
    column; `first`: what is asked for first; `overlap_minutes`: how far before the
    mark is asked again, for rows that their system wrote down late."""

    field: str
    first: Any
    overlap_minutes: int = 0


@dataclass(frozen=True)
class Paging:
    """How an answer goes on. `by`: page number, offset, a cursor in the answer, or a
    link to what is next (in the answer, or `header`: the header Link).

    `stop`: after an `empty` page, or already after one `short` of `size`; `more`: path
    of a yes or no; `total`: path of the number of rows in all, fewer are refused;
    `pages`: more than so many are refused.
    """

    by: str
    size: int = 0
    first: int = 1
    cursor: str = ""
    next: str = ""
    stop: str = "empty"
    more: str = ""
    total: str = ""
    pages: int = 1000


@dataclass(frozen=True)
class Auth:
    """How we say who we are; every secret by the name of its environment variable.
    `plain_http`: send it unencrypted, which only a closed network may allow."""

    by: str
    name: str = ""
    token_env: str = ""
    user_env: str = ""
    password_env: str = ""
    token_url: str = ""
    client_id_env: str = ""
    client_secret_env: str = ""
    scope: str = ""
    send: str = "body"
    plain_http: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The environment variables that it needs."""
        keys = (key for key in _NEEDS[self.by] if key.endswith("_env"))
        return tuple(getattr(self, key) for key in keys)


@dataclass(frozen=True)
class Limits:
    """Time-outs, patience, politeness and sizes of one run."""

    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    run_seconds: float = 1800.0
    attempts: int = 5
    backoff_seconds: float = 1.0
    longest_wait_seconds: float = 300.0
    pause_seconds: float = 0.2
    requests: int = 2000
    answer_mb: float = 64.0
    run_mb: float = 2048.0


@dataclass(frozen=True)
class Breaker:
    """After so many failed runs in a row a source is left alone for a while; each
    further failure doubles it, up to a day."""

    failures: int = 3
    rest_minutes: float = 30.0


@dataclass(frozen=True)
class Http:
    """An address that answers with JSON. `rows`: the path of the list of rows, with
    dots; `json` or `form`: the body; `times`: how {until} is written."""

    url: str
    method: str = "GET"
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, Any] = field(default_factory=dict)
    rows: str = ""
    times: str = "%Y-%m-%dT%H:%M:%S"
    auth: Auth | None = None
    paging: Paging | None = None
    since: Since | None = None
    limits: Limits = Limits()


@dataclass(frozen=True)
class Sql:
    """A query to another database. `url_env`: the variable that holds its address;
    `query` may bind :since; `chunk`: rows fetched at a time."""

    url_env: str
    query: str
    since: Since | None = None
    chunk: int = 5000
    connect_seconds: int = 10
    statement_seconds: int = 300
    run_seconds: float = 3600.0


_NEEDS = {
    "bearer": ("token_env",),
    "header": ("name", "token_env"),
    "basic": ("user_env", "password_env"),
    "oauth2": ("token_url", "client_id_env", "client_secret_env"),
}


def read_http(written: dict[str, Any]) -> Http:
    """The key `http`; ValueError that says what is wrong in it."""
    refuse_literals(written)
    known_keys(written, Http)
    _address(written["url"])
    http = Http(
        url=str(written["url"]),
        method=one_of(str(written.get("method", "GET")).upper(), ("GET", "POST")),
        query=dict(written.get("query", {})),
        headers={n: str(one) for n, one in written.get("headers", {}).items()},
        json=written.get("json"),
        form=dict(written.get("form", {})),
        rows=str(written.get("rows", "")),
        times=str(written.get("times", Http.times)),
        auth=_auth(written["auth"]) if "auth" in written else None,
        paging=_paging(written["paging"]) if "paging" in written else None,
        since=_since(written["since"]) if "since" in written else None,
        limits=filled(Limits, written.get("limits", {})),
    )
    _hold_together(http, str([http.url, http.query, http.json, http.form]))
    return http


def _hold_together(http: Http, asked: str) -> None:
    """What one key says needs another."""
    if http.json is not None and http.form:
        raise ValueError("a body is json or form, not both")
    if ("{since}" in asked) != (http.since is not None):
        raise ValueError("since and the placeholder {since} need each other")
    by = http.paging.by if http.paging else ""
    if by in ("page", "offset", "cursor") and f"{{{by}}}" not in asked:
        raise ValueError(f"paging by {by} needs the placeholder {{{by}}}")
    if http.auth and not http.auth.plain_http:
        for url in filter(None, (http.url, http.auth.token_url)):
            _encrypted(url)


def _address(url: object) -> None:
    parts = urlsplit(str(url))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address begins with http:// or https:// and a host")


def _encrypted(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and not _loopback(parts.hostname or ""):
        raise ValueError(
            "auth is sent to an https address only; in a closed network that has none, "
            "say plain_http: true"
        )


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _auth(written: dict[str, Any]) -> Auth:
    auth = filled(Auth, written)
    needs = _NEEDS[one_of(auth.by, tuple(_NEEDS))]
    missing = [key for key in needs if not getattr(auth, key)]
    if missing:
        raise ValueError(f"auth by {auth.by} needs {', '.join(missing)}")
    if auth.token_url:
        _address(auth.token_url)
    one_of(auth.send, ("body", "basic"))
    return auth


def _paging(written: dict[str, Any]) -> Paging:
    paging = filled(Paging, {"first": int(written.get("by") == "page")} | written)
    one_of(paging.by, ("page", "offset", "cursor", "next"))
    one_of(paging.stop, ("empty", "short"))
    if paging.by in ("cursor", "next") and not getattr(paging, paging.by):
        raise ValueError(f"paging by {paging.by} needs {paging.by}")
    if paging.stop == "short" and not paging.size:
        raise ValueError("stop: short needs size")
    return paging


def _since(written: dict[str, Any]) -> Since:
    known_keys(written, Since)
    overlap = int(written.get("overlap_minutes", 0))
    return Since(str(written["field"]), written["first"], overlap)


def read_sql(written: dict[str, Any]) -> Sql:
    """The key `sql`; ValueError that says what is wrong in it."""
    query = str(written.get("query", ""))
    # A query is no secret, however long its names are.
    refuse_literals({key: one for key, one in written.items() if key != "query"})
    known_keys(written, Sql)
    since = _since(written["since"]) if "since" in written else None
    if (":since" in query) != (since is not None):
        raise ValueError("since and the parameter :since need each other")
    return filled(Sql, {**written, **({"since": since} if since else {})})
