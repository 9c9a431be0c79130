"""Asking over HTTP: time-outs, retries, politeness and limits. Only this module knows
which libraries do it."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from ssl import SSLContext
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
)

from core.clock import now
from core.errors import SourceError
from ingest.remote.described import Limits
from ingest.remote.secrets import Secrets

# At the level INFO it writes every address asked into the log.
logging.getLogger("httpx").setLevel(logging.WARNING)

# Nothing was asked yet.
_NOT_REACHED = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REDIRECTS = 5
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Asked:
    """One request. `headers` may hold secrets, so they are not shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers (names in small letters), the whole body."""

    status: int
    headers: Mapping[str, str]
    data: bytes = field(repr=False)


class AskedToWait(SourceError):
    """A source that says when it may be asked again, later than we wait for."""

    def __init__(self, message: str, /, seconds: float, **values: object) -> None:
        super().__init__(message, seconds=round(seconds), **values)
        self.wait_seconds = seconds


class NotAnswered(SourceError):
    """The system was asked and did not say what became of it."""


class _Passing(Exception):
    """A failure that may be over at the next try; `after`: seconds the source asks
    us to wait."""

    def __init__(self, told: SourceError, after: float | None = None) -> None:
        super().__init__(told.message)
        self.told = told
        self.after = after


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: whom a secret may be sent to."""
    parts = urlsplit(url)
    usual = 443 if parts.scheme == "https" else 80
    return parts.scheme, (parts.hostname or "").lower(), parts.port or usual


class Client:
    """The requests of one run to one source."""

    def __init__(
        self,
        source: str,
        limits: Limits,
        secrets: Secrets,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._source = source
        self._limits = limits
        self._secrets = secrets
        self._sleep = sleep
        self._http = httpx.Client(follow_redirects=False, verify=_trusted())
        self._end = time.monotonic() + limits.run_seconds
        self._last = 0.0
        self._requests = 0
        self._octets = 0

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_error: object) -> None:
        self._http.close()

    def ask(self, asked: Asked) -> Answer:
        """The answer, tried again while the failure may pass. SourceError when it does
        not, when the answer is too large, or when the run took too long; an answer
        of any other status is handed on."""
        trying = Retrying(
            stop=self._enough,
            wait=self._wait,
            retry=retry_if_exception_type(_Passing),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return trying(self._once, asked)
        except _Passing as failure:
            raise self._given_up(failure) from None

    def _wait(self, state: RetryCallState) -> float:
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, _Passing) and failure.after is not None:
            return failure.after
        doubled: float = self._limits.backoff_seconds * 2.0 ** (
            state.attempt_number - 1
        )
        longest = min(doubled, self._limits.longest_wait_seconds)
        # Between half and all of it: offices that fail together do not return together.
        share: float = 0.5 + random.random() / 2  # noqa: S311
        return longest * share

    def _enough(self, state: RetryCallState) -> bool:
        left = self._end - time.monotonic()
        patience = min(self._limits.longest_wait_seconds, left)
        tried = stop_after_attempt(self._limits.attempts)(state)
        return tried or state.upcoming_sleep > patience

    def _given_up(self, failure: _Passing) -> SourceError:
        patience = self._limits.longest_wait_seconds
        if failure.after is not None and failure.after > patience:
            return AskedToWait(
                "{source}: the system wants no question for {seconds} seconds.",
                failure.after,
                source=self._source,
            )
        return failure.told

    def _once(self, asked: Asked) -> Answer:
        url = asked.url
        for _hop in range(_REDIRECTS):
            answer = self._request(asked, url)
            if answer.status not in (301, 302, 303, 307, 308):
                self._passing(answer)
                return answer
            url = self._redirected(asked, url, answer)
        raise self._error("{source}: the system redirects in a circle.")

    def _request(self, asked: Asked, url: str) -> Answer:
        self._be_polite()
        limits = self._limits
        left = max(self._end - time.monotonic(), 0.01)
        times = httpx.Timeout(
            min(limits.read_seconds, left), connect=min(limits.connect_seconds, left)
        )
        try:
            with self._http.stream(
                asked.method,
                url,
                headers=dict(asked.headers),
                content=asked.body or None,
                timeout=times,
            ) as response:
                body = self._body(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _Passing(self._failed(error)) from None
        finally:
            self._last = time.monotonic()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body)

    def _be_polite(self) -> None:
        self._requests += 1
        if self._requests > self._limits.requests:
            raise self._error(
                "{source}: the run needs more than {most} requests and was given up.",
                most=self._limits.requests,
            )
        rest = self._last + self._limits.pause_seconds - time.monotonic()
        if self._last and rest > 0:
            self._sleep(rest)
        self._in_time()

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            self._octets += len(piece)
            self._small_enough(len(body))
            self._in_time()
        return bytes(body)

    def _small_enough(self, octets: int) -> None:
        limits = self._limits
        within = octets <= limits.answer_mb * _MEGABYTE
        if not within or self._octets > limits.run_mb * _MEGABYTE:
            raise self._error(
                "{source}: the answer is larger than {most} MB, which its description "
                "allows (answer_mb, run_mb). Nothing of it was kept.",
                most=limits.run_mb if within else limits.answer_mb,
            )

    def _in_time(self) -> None:
        if time.monotonic() > self._end:
            raise self._error(
                "{source}: reading took longer than {seconds} seconds and was given "
                "up. Nothing of it was kept.",
                seconds=self._limits.run_seconds,
            )

    def _passing(self, answer: Answer) -> None:
        if answer.status in _PASSING:
            told = self._error(
                "{source}: the system answers with the error {status}.",
                status=answer.status,
            )
            raise _Passing(told, _retry_after(answer.headers.get("retry-after", "")))

    def _redirected(self, asked: Asked, url: str, answer: Answer) -> str:
        target = urljoin(url, answer.headers.get("location", ""))
        if origin(target) != origin(asked.url) or asked.method != "GET":
            raise self._error(
                "{source}: the system redirects to {host}. That is refused, for what "
                "we are known by must not be sent elsewhere. Correct the address.",
                host=self._secrets.clean(urlsplit(target).hostname or "?"),
            )
        return target

    def _failed(self, error: Exception) -> SourceError:
        """What a failure is told as: whether anything was asked before makes a
        difference to who asked for a deed."""
        reached = not isinstance(error, _NOT_REACHED)
        kind = NotAnswered if reached else SourceError
        if isinstance(error, httpx.TimeoutException):
            told = "{source}: the system did not answer in time."
            return kind(told, source=self._source)
        said = self._secrets.clean(" ".join(str(error).split()))
        return kind(
            "{source}: the connection failed or broke off: {details}.",
            source=self._source,
            details=said or type(error).__name__,
        )

    def _error(self, message: str, **values: object) -> SourceError:
        return SourceError(message, source=self._source, **values)


@cache
def _trusted() -> SSLContext:
    """Whose certificates are believed; read once, for it takes a while."""
    return httpx.create_ssl_context()


def _retry_after(text: str) -> float | None:
    """Seconds to wait, which a server tells as such or as a moment; None where it
    tells nothing that can be read."""
    if not text:
        return None
    try:
        return max(float(text), 0.0)
    except ValueError:
        moment = _moment(text)
    return None if moment is None else max((moment - now()).total_seconds(), 0.0)


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except ValueError:
        return None
