"""A provider of identities on loopback, made of Authlib's own server side: it checks
the client's secret and PKCE, and signs with RS256. What it says can be made wrong."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import flask
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDCode
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

# On loopback it may speak plainly.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
CLIENT, SECRET = "hai-cap", "a secret between the two"


@cache
def key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})


class Client(ClientMixin):
    client_id = CLIENT

    def get_client_id(self):
        return CLIENT

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri == "http://localhost/sign-in/provider/back"

    def check_client_secret(self, client_secret):
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    code: str
    asked: Any

    def get_redirect_uri(self):
        return self.asked["redirect_uri"]

    def get_scope(self):
        return self.asked["scope"]

    def get_nonce(self):
        return self.asked.get("nonce")

    def get_auth_time(self):
        return None

    get_acr = get_amr = get_auth_time

    @property
    def code_challenge(self):
        # Who sent none gets no token here.
        return self.asked.get("code_challenge", "none")

    @property
    def code_challenge_method(self):
        return self.asked.get("code_challenge_method")


@dataclass
class Provider:
    """`user`: whom it tells of; `wrong`: claims of the token instead of the right
    ones; `signs`: the key it signs with; `mail_in`: where it tells the user."""

    issuer: str = ""
    user: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, Any] = field(default_factory=dict)
    signs: str = "known"
    mail_in: str = "token"
    codes: dict[str, Code] = field(default_factory=dict)

    def says(self, subject, mail="", *, verified=True, **wrong):
        self.user = {"sub": subject, "email": mail, "email_verified": verified}
        self.wrong, self.signs, self.mail_in = wrong, "known", "token"


def _codes(provider: Provider) -> type[grants.AuthorizationCodeGrant]:
    class Codes(grants.AuthorizationCodeGrant):
        def save_authorization_code(self, code, request):
            provider.codes[code] = Code(code, request.payload.data)

        def query_authorization_code(self, code, client):
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code):
            del provider.codes[authorization_code.code]

        def authenticate_user(self, authorization_code):
            return provider.user

    return Codes


class Tokens(OpenIDCode):
    def __init__(self, provider: Provider) -> None:
        super().__init__(require_nonce=True)
        self.provider = provider

    def exists_nonce(self, nonce, request):
        return False

    def resolve_client_private_key(self, client):
        return key(self.provider.signs)

    def get_encode_header(self, client):
        return {"alg": "RS256", "kid": "known"}

    def get_client_algorithm(self, client):
        return "RS256"

    def get_compatible_claims(self, request):
        now = int(time.time())
        times = {"iat": now, "exp": now + 600}
        return {"iss": self.provider.issuer, "aud": CLIENT, **times}

    def generate_user_info(self, user, scope):
        told = user if self.provider.mail_in == "token" else {"sub": user["sub"]}
        return {**told, **self.provider.wrong}


def _app(provider: Provider) -> flask.Flask:
    app = flask.Flask("provider")
    server = AuthorizationServer(app, lambda _: Client(), lambda *_: None)
    server.register_grant(_codes(provider), [Tokens(provider), CodeChallenge()])

    def authorize():
        user = provider.user
        grant = server.get_consent_grant(end_user=user)
        return server.create_authorization_response(grant_user=user, grant=grant)

    def userinfo():
        assert flask.request.headers["Authorization"].startswith("Bearer ")
        return provider.user

    known = "/.well-known/openid-configuration"
    app.add_url_rule(known, view_func=lambda: _metadata(provider), endpoint="metadata")
    app.add_url_rule("/authorize", view_func=authorize)
    app.add_url_rule("/userinfo", view_func=userinfo)
    public = key("known").as_dict(private=False)
    app.add_url_rule("/jwks", view_func=lambda: {"keys": [public]}, endpoint="jwks")
    token = server.create_token_response
    app.add_url_rule("/token", view_func=token, endpoint="token", methods=["POST"])
    return app


def _metadata(provider: Provider) -> dict[str, str]:
    return {
        "issuer": provider.issuer,
        "authorization_endpoint": f"{provider.issuer}/authorize",
        "token_endpoint": f"{provider.issuer}/token",
        "jwks_uri": f"{provider.issuer}/jwks",
        "userinfo_endpoint": f"{provider.issuer}/userinfo",
    }


@contextmanager
def providing() -> Iterator[Provider]:
    """The provider, while it runs."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
