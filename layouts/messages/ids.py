"""The ids by which callbacks find the button of a message."""

from __future__ import annotations

# Sends it again; what went wrong stands beside it.
AGAIN, SAID = "message-again", "message-said"
