"""The ways a message goes out; a new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from core.messages import GATEWAYS, MAIL, WEBHOOK
from jobs.senders import gateway, smtp, webhook
from jobs.senders.sender import Sender

SENDERS: Mapping[str, Sender] = {
    MAIL: Sender(smtp.is_set, smtp.open_post),
    WEBHOOK: Sender(webhook.is_set, webhook.open_post),
    **{way: gateway.sender(way) for way in GATEWAYS},
}
