"""The one family of expected failures; everything else is a bug."""

from __future__ import annotations

from core.language import translate


class KpiError(Exception):
    """An expected failure: its text can be shown to a reader and says what to do.

    `message` is a catalogue key (English); `values` fill its `{placeholders}`.
    """

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def text(self, language: str | None = None) -> str:
        """The message in `language` (default: the reader's)."""
        return translate(self.message, language, **self.values)


class SourceError(KpiError):
    """A file or source that cannot be taken; nothing of it was kept."""


class UsageError(KpiError):
    """A question that cannot be asked so: an unknown key, a word, an order of days."""


class ClosedError(KpiError):
    """A way that is not open to whoever asks; the text names the one that is."""


class NotAllowedError(ClosedError):
    """What this account may not do; the text names the roles that may."""


class OutageError(KpiError):
    """The database is away, full or locked; what was being written is undone."""


class ProviderError(KpiError):
    """A provider of identities that does not answer, or not as it should."""


class SettingsError(KpiError):
    """A setting that the software refuses to start with."""
