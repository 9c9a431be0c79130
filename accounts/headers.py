"""What every answer tells the browser to refuse."""

from __future__ import annotations

from collections.abc import Iterable

import flask

# Grids and charts set styles as they draw: without 'unsafe-inline' they break. Charts
# are drawn from data: and blob: images, and taken away as these.
_POLICY = (
    "default-src 'self'; script-src 'self' {scripts}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_A_YEAR = 31_536_000
# Files that are the same for everybody.
_ASSETS = ("/assets/", "/_dash-component-suites/", "/_favicon.ico")


def register(web: flask.Flask, scripts: Iterable[str]) -> None:
    """Add the headers to every answer of `web`; `scripts`: the hashes of the scripts
    that stand in the first document."""
    policy = _POLICY.format(scripts=" ".join(scripts))

    @web.after_request
    def tell(answer: flask.Response) -> flask.Response:
        answer.headers["Content-Security-Policy"] = policy
        answer.headers.update(_ALWAYS)
        if flask.request.is_secure:
            answer.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
        if not flask.request.path.startswith(_ASSETS):
            answer.headers["Cache-Control"] = "no-store"
        return answer
