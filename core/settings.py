"""Every setting, read from the environment (prefix HAICAP_) or `.env`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.account import ROLES
from core.addresses import is_loopback, is_secure
from core.errors import SettingsError
from core.holidays import countries
from core.quiet import quiet_of

# What holds where an office opens its pages to the public and says no more.
_DELAY, _SMALL = 7, 5
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an office may set. `docs/operations.md` has the same table, and a test
    holds the two together.
    """

    model_config = SettingsConfigDict(
        env_prefix="HAICAP_", env_file=".env", extra="ignore", frozen=True
    )

    var: Path = Field(ROOT / "var", description="Folder of everything that is written")
    database_url: str = Field("", description="Database; empty: SQLite in var/")
    inbox: Path | None = Field(None, description="Drop folder; empty: var/inbox")
    timezone: str = Field("Asia/Ho_Chi_Minh", description="Where a day begins and ends")
    country: str = Field(
        "VN",
        description="Whose public holidays are days off",
        # To ask whether it is known, the library reads in every country of the world.
        validate_default=False,
    )
    secret: str = Field("", description="Key of the hashes of submitters; empty: made")
    at_risk: float = Field(0.05, description="Share below the path still 'at risk'")
    level_coverage: float = Field(0.95, description="Least share of known levels")
    keep_files_days: int = Field(30, description="Days a taken file stays in done/")
    max_unpacked_mb: int = Field(1024, description="Largest workbook, unpacked")
    upload: Literal["yes", "no"] = Field("yes", description="Hand in by the browser")
    upload_mb: int = Field(64, description="Files handed in at once in the browser")
    uploads_mb: int = Field(1024, description="Files handed in, kept all together")
    nightly: str = Field("02:00", description="Local time of the nightly evaluation")
    inbox_seconds: int = Field(20, description="Seconds between looks into the inbox")
    demo: Literal["yes", "no"] = Field("yes", description="Load the demo when empty")
    host: str = Field("127.0.0.1", description="Address the web app listens on")
    port: int = Field(8050, description="Port of the web app")
    public_url: str = Field("", description="Where readers reach the app, for paper")
    public: Literal["yes", "no", ""] = Field("", description="Pages without sign-in")
    public_delay_days: int | None = Field(
        None, ge=0, le=3660, description="How old what they show is, in days"
    )
    public_small: int | None = Field(
        None, ge=0, le=1000, description="Counts below it are not shown there"
    )
    production: Literal["yes", "no"] = Field("no", description="Real office: no demo")
    proxies: int = Field(0, ge=0, le=9, description="Proxies in front, ours")
    session_idle_minutes: int = Field(60, gt=0, description="Session ends when unused")
    session_hours: int = Field(12, gt=0, description="Session ends in any case")
    exempt_days: int = Field(366, gt=0, description="Longest exemption, in days")
    exempt_share: float = Field(
        0.2, ge=0, le=1, description="Most of a unit's dossiers that it may leave out"
    )
    exemptions_two: Literal["yes", "no"] = Field(
        "no", description="Two confirm an exemption"
    )
    terms_two: Literal["yes", "no"] = Field("no", description="Two confirm a term")
    targets_two: Literal["yes", "no"] = Field("no", description="Two confirm targets")
    digest: str = Field(
        "30 6 * * mon-fri", description="When weekly digests are due, as in a crontab"
    )
    digest_daily: Literal["no", "leaders", "yes"] = Field(
        "no", description="Who has a digest of each new day"
    )
    digest_files: Literal["yes", "xlsx", "pdf", "no"] = Field(
        "xlsx", description="As what tables go with digests"
    )
    alerts: str = Field(
        "*/15 * * * *", description="When alerts are looked for, as in a crontab, or no"
    )
    quiet_hours: str = Field("20:00-07:00", description="When no alert goes out")
    smtp_url: str = Field("", description="Mail server; empty: no mail is sent")
    smtp_password: str = Field("", repr=False, description="Of the mail server's user")
    smtp_seconds: float = Field(30, gt=0, description="Wait for the mail server")
    mail_from: str = Field("", description="Whom mail comes from")
    webhook_url: str = Field("", description="System that hands messages on")
    webhook_secret: str = Field("", repr=False, description="Key that signs to it")
    zalo_secret: str = Field("", repr=False, description="Of the Zalo gateway")
    sms_secret: str = Field("", repr=False, description="Of the SMS gateway")
    keep_messages_days: int = Field(400, gt=0, description="Days messages are kept")
    totp_roles: str = Field("", description="Roles that must have a second step")
    oidc_issuer: str = Field("", description="Provider of identities: its address")
    oidc_client_id: str = Field("", description="What this app is called there")
    oidc_client_secret: str = Field("", repr=False, description="Its secret there")
    oidc_name: str = Field("", description="What readers call that provider")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, OSError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @field_validator("country")
    @classmethod
    def _known_country(cls, value: str) -> str:
        if value not in countries():
            raise ValueError(f"no public holidays are known for: {value}")
        return value

    @field_validator("quiet_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        quiet_of(value)
        return value

    @field_validator("totp_roles")
    @classmethod
    def _known_roles(cls, value: str) -> str:
        unknown = set(_words(value)) - set(ROLES)
        if unknown:
            raise ValueError(f"no such role: {', '.join(sorted(unknown))}")
        return value

    @field_validator("oidc_issuer")
    @classmethod
    def _over_https(cls, value: str) -> str:
        if value and not is_secure(value):
            raise ValueError(f"a provider of identities is asked over https: {value}")
        return value

    @property
    def roles_with_totp(self) -> frozenset[str]:
        """The roles that may do nothing before their second step is on."""
        return frozenset(_words(self.totp_roles))

    @property
    def url(self) -> str:
        """The database's URL, the embedded default included."""
        return self.database_url or f"sqlite:///{self.var / 'haicap.db'}"

    @property
    def reached_at(self) -> str:
        """What stands before the path of a page in a message: where readers reach the
        app, else where this machine does."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def pages_are_public(self) -> bool:
        """Whether pages are read without signing in; by default while only this
        machine is served."""
        if self.public:
            return self.public == "yes"
        return self.production == "no" and is_loopback(self.host)

    @property
    def public_delay(self) -> int:
        """How many days ago what is read without signing in was known."""
        chosen = self.public_delay_days
        return chosen if chosen is not None else _DELAY if self.public == "yes" else 0

    @property
    def small_below(self) -> int:
        """Counts of dossiers below it are not told who reads without signing in; 0
        where all are."""
        chosen = self.public_small
        return chosen if chosen is not None else _SMALL if self.public == "yes" else 0

    @property
    def public_is_narrow(self) -> bool:
        """Whether who reads without signing in is told less than a viewer."""
        return bool(self.public_delay or self.small_below)

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server and a sender."""
        return bool(self.smtp_url and self.mail_from)

    def gateway_secret(self, way: str) -> str:
        """The secret of a gateway to telephones (core/gateways.py)."""
        return {"zalo": self.zalo_secret, "sms": self.sms_secret}[way]

    @property
    def sends_messages(self) -> bool:
        """Whether a server is set that messages go out by."""
        return self.sends_mail or bool(self.webhook_url)

    @property
    def mails_links(self) -> bool:
        """Whether links that let somebody in can be sent by mail. Where the app is
        reached must be set: what a request says of it could be anybody's word."""
        return self.sends_mail and bool(self.public_url)

    @property
    def inbox_folder(self) -> Path:
        return self.inbox or self.var / "inbox"


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def variable(name: str) -> str:
    """An environment variable that is no setting of ours, such as another system's
    password; looked for where settings are: the environment, then `.env`. "" where it
    is in neither."""
    return os.environ.get(name) or dotenv_values(".env").get(name) or ""


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises SettingsError that names the setting when one cannot be read.
    """
    try:
        return Settings()
    except (ValidationError, ValueError) as error:
        raise SettingsError(
            "A setting cannot be read: {details}. Correct it in the environment or "
            "in .env and start again.",
            details=" ".join(str(error).split()),
        ) from error
