"""A letter as mail: text and HTML, with headers that programs read."""

from __future__ import annotations

import hashlib
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from core.clock import now
from core.errors import SettingsError
from core.messages import is_address, one_line
from jobs.senders.sender import Letter


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


def as_mail(letter: Letter, sender: Address) -> EmailMessage:
    """The mail of a letter. Its Message-ID is the same at every try, so that a mailbox
    that got it twice can tell."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = one_line(letter.subject)
    mail["From"] = sender
    mail["To"] = Address(one_line(letter.reader), addr_spec=letter.address)
    mail["Date"] = format_datetime(now())
    known = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<{known}@{sender.domain}>"
    mail["Content-Language"] = letter.language
    mail["Auto-Submitted"] = "auto-generated"
    if letter.off:
        # One click, without signing in: RFC 2369 and RFC 8058.
        mail["List-Unsubscribe"] = f"<{letter.off}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Base64 reaches every server as it was, whatever the letters.
    mail.set_content(letter.text, cte="base64")
    mail.add_alternative(letter.page, subtype="html", cte="base64")
    return mail
