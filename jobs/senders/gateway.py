"""Messages to telephones through a gateway that the office describes: Zalo, SMS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode

from core.errors import SourceError
from core.gateways import described, description, numbers
from core.messages import one_line
from core.settings import Settings
from ingest.remote.client import Answer, Asked, Client, NotAnswered
from ingest.remote.described import Limits
from ingest.remote.secrets import Secrets
from jobs.senders.described import Gateway, Renewal, filled, found, read_gateway
from jobs.senders.sender import (
    AwayError,
    FinalError,
    Letter,
    Send,
    Sender,
    ServerAwayError,
    UnsureError,
)
from jobs.senders.tokens import Tokens

_SECONDS, _LONGEST_WORD = 20.0, 200
# The outbox tries again by itself.
_LIMITS = Limits(attempts=1, connect_seconds=_SECONDS, read_seconds=_SECONDS)
_JSON = {"Content-Type": "application/json; charset=utf-8"}
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def sender(way: str) -> Sender:
    """The way by its gateway."""
    return Sender(partial(_is_set, way), partial(_open_post, way))


def _is_set(way: str, settings: Settings) -> bool:
    return way in described(settings)


@contextmanager
def _open_post(way: str, settings: Settings) -> Iterator[Send]:
    yield _Post(way, settings).send


class _Post:
    """A gateway in one look into the outbox. SettingsError for a description, a list
    of numbers or a token that cannot be used."""

    def __init__(self, way: str, settings: Settings) -> None:
        self._way, self._settings = way, settings
        self._gateway: Gateway = read_gateway(description(settings, way))
        self._numbers = numbers(settings, way)
        self._secret = settings.gateway_secret(way)
        self._secrets = Secrets(way)
        self._tokens = Tokens(settings.var / f"{way}.token")
        if self._gateway.renewal is not None:
            self._tokens.read()
        for secret in (self._secret, self._tokens.token, self._tokens.refresh):
            if secret:
                self._secrets.hide(secret)

    def send(self, letter: Letter) -> None:
        """Send one, with a token renewed where it ended."""
        to = self._numbers.get(letter.address.casefold())
        if not to:
            raise FinalError(
                "{file} names no number for this reader's address.",
                file=f"{self._way}.csv",
            )
        renewal = self._gateway.renewal
        if renewal is not None and not self._tokens.token:
            self._renew(renewal)
        told = self._ask(letter, to)
        if renewal is not None and self._code(told) in map(str, renewal.ended):
            self._renew(renewal)
            told = self._ask(letter, to)
        self._check(told)

    def _ask(self, letter: Letter, to: str) -> object:
        values = self._values(letter, to)
        headers = filled(self._gateway.headers, values)
        body = json.dumps(filled(self._gateway.body, values), ensure_ascii=False)
        lines = {name: one_line(value) for name, value in headers.items()}
        answer = self._answer(self._gateway.url, _JSON | lines, body.encode())
        return _parsed(answer)

    def _values(self, letter: Letter, to: str) -> dict[str, str]:
        start = self._settings.reached_at
        return {
            "to": to,
            "name": letter.reader,
            "unit": letter.unit,
            "subject": letter.subject[: self._gateway.longest],
            "text": letter.text[: self._gateway.longest],
            "link": f"{start}/units/{letter.unit}" if letter.unit else start,
            "key": letter.key,
            "secret": self._secret,
            "token": self._tokens.token if self._gateway.renewal else self._secret,
        }

    def _answer(self, url: str, headers: dict[str, str], body: bytes) -> Answer:
        try:
            with Client(self._way, _LIMITS, self._secrets) as client:
                answer = client.ask(Asked("POST", url, headers, body))
        except NotAnswered as error:
            raise UnsureError(
                "The gateway was handed the message and did not say whether it took "
                "it. Ask the reader, and send it again where it did not arrive."
            ) from error
        except SourceError as error:
            raise ServerAwayError(error.message, **error.values) from error
        if not 200 <= answer.status < 300:
            raise ServerAwayError(
                "The gateway takes no messages: {status}", status=answer.status
            )
        return answer

    def _code(self, told: object) -> str:
        """What the answer says became of the message."""
        return str(found(told, self._gateway.taken.field))

    def _check(self, told: object) -> None:
        code, taken = self._code(told), self._gateway.taken
        if code in map(str, taken.values):
            return
        said = str(found(told, taken.said) or "")
        words = one_line(self._secrets.clean(said))[:_LONGEST_WORD]
        failure = AwayError if code in map(str, self._gateway.later) else FinalError
        raise failure("The gateway refuses it: {code} {said}", code=code, said=words)

    def _renew(self, renewal: Renewal) -> None:
        """A new token, kept for the next; somebody else's newer one, where there is."""
        if self._tokens.changed():
            return
        values = {"secret": self._secret, "refresh": self._tokens.refresh}
        headers = _FORM | filled(renewal.headers, values)
        form = urlencode(filled(renewal.form, values)).encode()
        try:
            told = _parsed(self._answer(renewal.url, headers, form))
        except UnsureError:
            # No message was handed over: it may be tried again.
            told = None
        token, refresh = found(told, renewal.token), found(told, renewal.refresh)
        if not token:
            raise ServerAwayError(
                "The gateway gives no new token. Allow this software anew at the "
                "gateway, and write what it gives into {file}.",
                file=f"{self._way}.token",
            )
        self._tokens.keep(str(token), str(refresh or self._tokens.refresh))
        for secret in (self._tokens.token, self._tokens.refresh):
            self._secrets.hide(secret)


def _parsed(answer: Answer) -> object:
    try:
        return json.loads(answer.data)
    except ValueError as error:
        raise UnsureError(
            "The gateway answers with something else than JSON, so nobody knows "
            "whether it took the message."
        ) from error
