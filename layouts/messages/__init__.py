"""The cards of the log of messages."""
