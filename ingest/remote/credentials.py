"""Who we are to another system: bearer, header, basic, OAuth2 client credentials."""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import urlencode

import orjson

from core.errors import SourceError
from ingest.remote.client import Answer, Asked, Client
from ingest.remote.described import Auth
from ingest.remote.secrets import Secrets

# A token is renewed so long before its end, or at half of a short life.
_EARLY_SECONDS = 30.0


class Credentials:
    """The headers that say who we are, kept valid during a run."""

    def __init__(
        self,
        source: str,
        auth: Auth | None,
        secrets: Secrets,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._auth = auth
        self._secrets = secrets
        self._clock = clock
        self._token = ""
        self._until = 0.0
        # Named here, so that a missing variable is told before anybody is asked.
        variables = auth.variables if auth else ()
        self._values = {name: secrets.of(name) for name in variables}

    @property
    def renewable(self) -> bool:
        """Whether a new token can be had when the one in hand is refused."""
        return self._auth is not None and self._auth.by == "oauth2"

    def forget(self) -> None:
        """The token in hand was refused: the next request gets a new one."""
        self._token = ""

    def headers(self, client: Client) -> dict[str, str]:
        """The headers to send; asks for a token where one is needed."""
        auth = self._auth
        if auth is None:
            return {}
        if auth.by == "header":
            return {auth.name: self._values[auth.token_env]}
        if auth.by == "basic":
            return {"Authorization": self._basic(auth.user_env, auth.password_env)}
        if auth.by == "bearer":
            return {"Authorization": f"Bearer {self._values[auth.token_env]}"}
        if not self._token or self._clock() >= self._until:
            self._renew(auth, client)
        return {"Authorization": f"Bearer {self._token}"}

    def _basic(self, user: str, password: str) -> str:
        pair = f"{self._values[user]}:{self._values[password]}"
        return "Basic " + self._secrets.hide(b64encode(pair.encode()).decode())

    def _renew(self, auth: Auth, client: Client) -> None:
        form = {"grant_type": "client_credentials"}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        if auth.scope:
            form["scope"] = auth.scope
        if auth.send == "basic":
            pair = self._basic(auth.client_id_env, auth.client_secret_env)
            headers["Authorization"] = pair
        else:
            form["client_id"] = self._values[auth.client_id_env]
            form["client_secret"] = self._values[auth.client_secret_env]
        body = urlencode(form).encode()
        answer = client.ask(Asked("POST", auth.token_url, headers, body))
        token, seconds = self._granted(answer)
        self._token = self._secrets.hide(token)
        early = min(_EARLY_SECONDS, seconds / 2)
        self._until = self._clock() + seconds - early

    def _granted(self, answer: Answer) -> tuple[str, float]:
        """The token, and the seconds it lives; an hour where that is not said."""
        try:
            told = orjson.loads(answer.data) if answer.status == 200 else {}
        except orjson.JSONDecodeError:
            told = {}
        token = told.get("access_token") if isinstance(told, dict) else None
        if not isinstance(token, str) or not token.isprintable():
            raise SourceError(
                "{source}: the address that hands out tokens gave none (answer "
                "{status}). Check the client's id and secret in the environment.",
                source=self._source,
                status=answer.status,
            )
        lives = told.get("expires_in")
        if not isinstance(lives, int | float) or lives <= 0:
            lives = 3600
        return token, float(lives)
