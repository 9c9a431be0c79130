"""A letter as mail: text and HTML, with headers that programs read."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import PurePath
from urllib.parse import quote

from core.clock import now
from core.errors import SettingsError
from core.messages import is_address, one_line
from jobs.senders.sender import Letter

# What may go with a message, by the ending of its name.
_KINDS = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "pdf",
}
# What may stand in an address as it is.
_SAFE = ":/?#[]@!$&'()*+,;=%~"


def mail_from(written: str) -> Address:
    """The sender of HAICAP_MAIL_FROM; SettingsError where it is none."""
    name, address = parseaddr(written)
    if not is_address(address):
        raise SettingsError(
            "HAICAP_MAIL_FROM={written} is no mail address. Write it like "
            "kpi@example.gov.vn or Hai Cấp <kpi@example.gov.vn>.",
            written=written,
        )
    return Address(one_line(name), addr_spec=address)


def as_mail(letter: Letter, sender: Address) -> bytes:
    """The octets of the mail of a letter. Its Message-ID is the same at every try, so
    that a mailbox that got it twice can tell."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(letter.subject)
    mail["From"] = sender
    mail["To"] = Address(one_line(letter.reader), addr_spec=letter.address)
    mail["Date"] = format_datetime(now())
    mail["Content-Language"] = letter.language
    mail["Auto-Submitted"] = "auto-generated"
    # Base64 reaches every server as it was, whatever the letters.
    mail.set_content(letter.text, cte="base64")
    mail.add_alternative(letter.page, subtype="html", cte="base64")
    for name, content in letter.files:
        kind = _KINDS[PurePath(name).suffix]
        mail.add_attachment(
            content, maintype="application", subtype=kind, filename=name
        )
    return _for_programs(letter, sender) + bytes(mail)


def _for_programs(letter: Letter, sender: Address) -> bytes:
    """The headers that are read to the letter. The library would write what is longer
    than a line as an encoded word, which no program takes for an address."""
    known = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    lines = [f"Message-ID: <{known}@{sender.domain}>"]
    if letter.off:
        # One click, without signing in: RFC 2369 and RFC 8058.
        lines.append(f"List-Unsubscribe: <{quote(letter.off, safe=_SAFE)}>")
        lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")
