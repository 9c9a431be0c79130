"""Mail by SMTP, over one connection for all that waits."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from core.addresses import is_loopback
from core.errors import KpiError, SettingsError
from core.messages import one_line
from core.settings import Settings
from jobs.senders.letter import as_mail, mail_from
from jobs.senders.sender import (
    AwayError,
    FinalError,
    Letter,
    Send,
    ServerAwayError,
    UnsureError,
)

LOG = logging.getLogger("haicap.mail")

_CLOSING = 421
_NOT_NOW = "The mail server does not take it now: {code} {said}"
_LONGEST = 200
_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


@dataclass(frozen=True)
class _Server:
    scheme: str
    host: str
    port: int
    user: str


def is_set(settings: Settings) -> bool:
    """Whether there is a mail server and a sender."""
    return settings.sends_mail


@contextmanager
def open_post(settings: Settings) -> Iterator[Send]:
    """What sends over one connection, made when the first letter comes. SettingsError
    for an address of a server or a sender that is none."""
    server, sender = _server(settings.smtp_url), mail_from(settings.mail_from)
    opened: list[smtplib.SMTP] = []

    def send(letter: Letter) -> None:
        if not opened:
            opened.append(_connected(server, settings))
        try:
            _hand_over(opened[0], letter, sender.addr_spec, as_mail(letter, sender))
        except KpiError:
            # What is left of this one must not go before the next.
            _close(opened.pop())
            raise

    try:
        yield send
    finally:
        for connection in opened:
            _close(connection)


def _server(url: str) -> _Server:
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.password:
        raise SettingsError(
            "HAICAP_SMTP_URL cannot be used. Write it like "
            "smtp://user@mail.example.gov.vn:587 (STARTTLS), smtps://… (TLS from the "
            "start) or smtp+plain://… (unencrypted); the password stands in "
            "HAICAP_SMTP_PASSWORD."
        )
    if parts.scheme == "smtp+plain" and parts.username:
        raise SettingsError(
            "HAICAP_SMTP_URL names a user over smtp+plain: the password would go "
            "unencrypted. Use smtp:// or smtps://."
        )
    port = parts.port or _PORTS[parts.scheme]
    return _Server(parts.scheme, parts.hostname, port, unquote(parts.username or ""))


def _connected(server: _Server, settings: Settings) -> smtplib.SMTP:
    try:
        connection = _greeted(server, settings.smtp_seconds)
        if server.user:
            connection.login(server.user, settings.smtp_password)
        return connection
    except (OSError, smtplib.SMTPException) as error:
        raise _away(error) from error


def _greeted(server: _Server, seconds: float) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=seconds, context=trusted
        )
    connection = smtplib.SMTP(server.host, server.port, timeout=seconds)
    connection.ehlo()
    # A server on this machine may do without: nobody listens in between.
    optional = is_loopback(server.host) and not connection.has_extn("starttls")
    if server.scheme == "smtp" and not optional:
        connection.starttls(context=trusted)
    return connection


def _hand_over(
    connection: smtplib.SMTP, letter: Letter, sender: str, mail: bytes
) -> None:
    try:
        _check(connection.mail(sender), of_server=True)
        _check(connection.rcpt(letter.address))
    except (OSError, smtplib.SMTPException) as error:
        raise _away(error) from error
    try:
        _check(connection.data(mail))
    except smtplib.SMTPDataError as error:
        _check((error.smtp_code, error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        raise UnsureError(
            "The mail server was handed the message and did not say whether it took "
            "it ({said}). Ask the reader, and send it again where it did not arrive.",
            said=_said(error),
        ) from error


def _check(reply: tuple[int, bytes | str], *, of_server: bool = False) -> None:
    """Raises what a refusal means: for good, or for now. `of_server`: it says nothing
    of this message, for we are what is not taken."""
    code, text = reply
    if 200 <= code < 300:
        return
    said = _readable(text)
    if code >= 500 and not of_server:
        raise FinalError(
            "The mail server refuses it: {code} {said}", code=code, said=said
        )
    away = ServerAwayError if of_server or code == _CLOSING else AwayError
    raise away(_NOT_NOW, code=code, said=said)


def _away(error: Exception) -> ServerAwayError:
    return ServerAwayError("The mail server does not answer: {said}", said=_said(error))


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_readable(error.smtp_error)}"
    return one_line(str(error))[:_LONGEST] or type(error).__name__


def _readable(text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return one_line(plain)[:_LONGEST]


def _close(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException) as error:
        # Everything that mattered was said before.
        LOG.debug("the mail server did not say goodbye: %s", error)
        connection.close()
