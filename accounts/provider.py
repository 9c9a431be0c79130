"""A provider of identities, asked as OpenID Connect says: a code with PKCE, state and
nonce. Only this module knows which libraries do it.

Nothing is asked before somebody wants to sign in that way, so that a provider that is
away keeps nobody from signing in by password.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.addresses import is_secure
from core.clock import now
from core.errors import ProviderError
from core.settings import Settings

_SECONDS = 5
_LEEWAY_SECONDS = 60
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384"]
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class Attempt:
    """What one attempt to sign in was begun with; `back`: where the browser returns."""

    state: str
    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True)
class Identity:
    """Whom the provider says somebody is; `mail`: "" where it does not vouch for it."""

    issuer: str
    subject: str
    mail: str


def named(settings: Settings) -> str:
    """What readers call the provider; "" where there is none."""
    if not settings.oidc_issuer or not settings.oidc_client_id:
        return ""
    return settings.oidc_name or settings.oidc_issuer.partition("://")[2]


def address(settings: Settings, attempt: Attempt) -> str:
    """Where the browser is sent to sign in. ProviderError as `identity`."""
    with _asking(settings, attempt) as session:
        told = _metadata(session, settings)
        url, _ = session.create_authorization_url(
            told["authorization_endpoint"],
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
        )
    return str(url)


def identity(settings: Settings, attempt: Attempt, code: str) -> Identity:
    """Whom the code that a browser brought back stands for. ProviderError where the
    provider does not answer within seconds, refuses, or says what does not fit."""
    with _asking(settings, attempt) as session:
        told = _metadata(session, settings)
        _choose_way(session, told)
        tokens = session.fetch_token(
            told["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=attempt.verifier,
        )
        keys = KeySet.import_key_set(_json(session, told["jwks_uri"]))
        claims = _claims(settings, attempt, tokens, keys)
        return _identity(claims, _mail(session, told, claims))


@contextmanager
def _asking(settings: Settings, attempt: Attempt) -> Iterator[OAuth2Session]:
    session = OAuth2Session(
        settings.oidc_client_id,
        settings.oidc_client_secret,
        scope="openid email",
        redirect_uri=attempt.back,
        code_challenge_method="S256",
        default_timeout=_SECONDS,
    )
    try:
        yield session
    except requests.RequestException as error:
        raise ProviderError(
            "{name} does not answer. Sign in with name and password, or try again "
            "later.",
            name=named(settings),
        ) from error
    except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderError(
            "What {name} answers does not fit. Try once more; where that does not "
            "help, sign in with name and password and tell an administrator.",
            name=named(settings),
        ) from error
    finally:
        session.close()


def _metadata(session: OAuth2Session, settings: Settings) -> dict[str, Any]:
    issuer = settings.oidc_issuer.rstrip("/")
    told: dict[str, Any] = _json(session, f"{issuer}/.well-known/openid-configuration")
    if str(told["issuer"]).rstrip("/") != issuer:
        raise ValueError("the metadata is another provider's")
    if not all(is_secure(str(told[endpoint])) for endpoint in _ENDPOINTS):
        raise ValueError("an address of the metadata is not secure")
    return told


def _json(session: OAuth2Session, url: str) -> Any:
    answer = session.get(url, withhold_token=True, allow_redirects=False)
    answer.raise_for_status()
    return answer.json()


def _choose_way(session: OAuth2Session, told: dict[str, Any]) -> None:
    """How the secret is sent: as the standard has it, else the other known way."""
    basic, post = "client_secret_basic", "client_secret_post"
    ways = told.get("token_endpoint_auth_methods_supported", [basic])
    if basic not in ways and post in ways:
        session.token_endpoint_auth_method = post


def _claims(
    settings: Settings, attempt: Attempt, tokens: dict[str, Any], keys: KeySet
) -> CodeIDToken:
    read = jwt.decode(tokens["id_token"], keys, algorithms=_ALGORITHMS)
    issuer = settings.oidc_issuer
    claims = CodeIDToken(
        read.claims,
        read.header,
        options={
            "iss": {"essential": True, "values": [issuer, issuer.rstrip("/")]},
            "aud": {"essential": True, "value": settings.oidc_client_id},
        },
        params={
            "nonce": attempt.nonce,
            "client_id": settings.oidc_client_id,
            "access_token": tokens.get("access_token"),
        },
    )
    claims.validate(now=int(now().timestamp()), leeway=_LEEWAY_SECONDS)
    return claims


def _mail(
    session: OAuth2Session, told: dict[str, Any], claims: CodeIDToken
) -> dict[str, Any]:
    """Where the mail address stands: in the token, or where the standard has it, in
    what the provider tells of the user."""
    where = str(told.get("userinfo_endpoint", ""))
    if "email" in claims or not where:
        return dict(claims)
    if not is_secure(where):
        raise ValueError("an address of the metadata is not secure")
    answer = session.get(where, allow_redirects=False)
    answer.raise_for_status()
    user: dict[str, Any] = answer.json()
    if user["sub"] != claims["sub"]:
        raise ValueError("the user is another than the token's")
    return user


def _identity(claims: CodeIDToken, user: dict[str, Any]) -> Identity:
    subject = claims["sub"]
    if not isinstance(subject, str) or not subject:
        raise ValueError("the subject is none")
    vouched = user.get("email_verified") is True
    mail = str(user.get("email") or "") if vouched else ""
    return Identity(str(claims["iss"]).rstrip("/"), subject, mail)
