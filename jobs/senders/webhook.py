"""Messages handed to a system of the office, as signed JSON: it brings them to a phone,
a chat, or wherever the office reads."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager

from core.addresses import is_secure
from core.clock import now
from core.errors import SettingsError, SourceError
from core.settings import Settings
from ingest.remote.client import Answer, Asked, Client
from ingest.remote.described import Limits
from ingest.remote.secrets import Secrets
from jobs.senders.sender import FinalError, Letter, Send, ServerAwayError

_SECONDS = 20.0
# What says nothing of the message: we are not let in, or the address is not right.
_OF_US = {401, 403, 404, 405, 407}
# The outbox tries again by itself.
_LIMITS = Limits(attempts=1, connect_seconds=_SECONDS, read_seconds=_SECONDS)


def is_set(settings: Settings) -> bool:
    """Whether there is a system to hand messages to."""
    return bool(settings.webhook_url)


@contextmanager
def open_post(settings: Settings) -> Iterator[Send]:
    """What hands letters over. SettingsError where the address is unencrypted and not
    of this machine, or there is no key to sign with."""
    if not is_secure(settings.webhook_url) or not settings.webhook_secret:
        raise SettingsError(
            "HAICAP_WEBHOOK_URL must begin with https:// and needs "
            "HAICAP_WEBHOOK_SECRET, the key that its messages are signed with."
        )
    secrets = Secrets("webhook")
    secrets.hide(settings.webhook_url)

    def send(letter: Letter) -> None:
        body = json.dumps(_told(letter), ensure_ascii=False).encode()
        headers = _headers(letter, body, settings.webhook_secret)
        asked = Asked("POST", settings.webhook_url, headers, body)
        try:
            with Client("webhook", _LIMITS, secrets) as client:
                answer = client.ask(asked)
        except SourceError as error:
            raise ServerAwayError(error.message, **error.values) from error
        _check(answer)

    yield send


def _told(letter: Letter) -> dict[str, object]:
    return {
        "key": letter.key,
        "kind": letter.kind,
        "language": letter.language,
        "to": {"name": letter.reader, "mail": letter.address, "unit": letter.unit},
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.page,
        "unsubscribe": letter.off,
        # By name alone: the other system leads to a phone.
        "files": [name for name, _content in letter.files],
    }


def _headers(letter: Letter, body: bytes, secret: str) -> dict[str, str]:
    moment = str(int(now().timestamp()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        # The same at every try: what came twice is to be told once.
        "Idempotency-Key": hmac.digest(
            secret.encode(), letter.key.encode(), "sha256"
        ).hex(),
        "X-Haicap-Timestamp": moment,
        "X-Haicap-Signature": f"sha256={signature(secret, moment, body)}",
    }


def signature(secret: str, moment: str, body: bytes) -> str:
    """HMAC-SHA256 of the moment (seconds, as the header tells it), a dot and the body,
    as hexadecimal text: what the other system compares."""
    signed = moment.encode() + b"." + body
    return hmac.digest(secret.encode(), signed, "sha256").hex()


def _check(answer: Answer) -> None:
    if 200 <= answer.status < 300:
        return
    if answer.status in _OF_US:
        raise ServerAwayError(
            "The system that messages are handed to takes none: {status}",
            status=answer.status,
        )
    raise FinalError(
        "The system that messages are handed to refuses it: {status}",
        status=answer.status,
    )
