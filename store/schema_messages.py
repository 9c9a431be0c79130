"""The tables of messages: what is told to whom, how it went, what readers chose."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text, false

from store.schema_base import metadata

# One message to one reader. Its words never change; its state does, and `delivery`
# tells how it went there.
message = Table(
    "message",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # What makes it one: nothing is queued twice under a key.
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("unit_code", Text, nullable=False, server_default=""),
    # The office-holder or the account's name, and the account where there is one.
    Column("reader", Text, nullable=False),
    Column("account", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    # What stands inside the page; "" is made from the text.
    Column("html", Text, nullable=False, server_default=""),
    # Under which rights it was written: the proof of its scope.
    Column("scope", Text, nullable=False, server_default=""),
    # Its words are forgotten once it is settled, and it cannot be sent again.
    Column("private", Boolean, nullable=False, server_default=false()),
    # queued, sending, sent, failed, skipped; and why, a catalogue key with its values.
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("queued_at", Text, nullable=False),
    # Not before this; and of no use after that.
    Column("due_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)
Index("uq_message_key", message.c.key, unique=True)
Index("ix_message_state", message.c.state, message.c.due_at)

# What goes with a message, as it was when it was queued: so that a table on its way is
# the one that its words speak of.
message_file = Table(
    "message_file",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", Integer, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# What happened to a message, added and never changed.
delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("message_id", Integer, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("who", Text, nullable=False, server_default=""),
)

# How a reader at an address wants a kind of messages; the newest row counts.
subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("reader", Text, nullable=False),
    Column("address", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("way", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
)
