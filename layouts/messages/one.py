"""One message: what it is, what it says, each step on its way, sending it again."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.account import ERASED
from core.language import _
from core.messages import KINDS, WAYS
from figures import formats
from layouts import parts
from layouts.messages import words
from layouts.messages.ids import AGAIN, SAID
from layouts.messages.words import About
from layouts.state import here
from layouts.words import word
from metrics.message_log import LANGUAGES, SETTLED, Step, Told


def facts_card(told: Told, about: About) -> Component:
    """To whom it goes, where it stands and why, under whose rights it was written."""
    one = told.about
    back = parts.link(_("All messages"), here(about.state, id=None, said=None))
    state = [words.state_pill(one.state), " ", words.reason_words(one.why)]
    facts: list[tuple[str, Any]] = [
        (_("State"), state),
        (_("Reader"), one.reader),
        (_("Account"), one.account),
        (_("Unit"), about.unit_link(one.unit_code)),
        (_("Address"), one.address),
        (_("Way"), word(WAYS, one.way)),
        (_("Language"), LANGUAGES.get(one.language, one.language)),
        (_("Queued"), about.moment(one.queued_at)),
        (_("Not sent before"), about.moment(one.due_at)),
        (_("Of no use after"), about.moment(one.until)),
        (_("Tries"), formats.number(one.tries)),
        (_("Written under the rights of"), one.scope),
        (_("Goes with it"), ", ".join(told.files)),
        (_("Key"), html.Code(one.key)),
    ]
    shown = [
        part
        for label, text in facts
        if text
        for part in (html.Dt(label), html.Dd(text))
    ]
    return parts.card(
        [html.P(back, className="no-print"), html.Dl(shown, className="facts-list")],
        f"{one.id} · {word(KINDS, one.kind)}",
    )


def words_card(told: Told) -> Component:
    """What it says; nothing of one that lets its reader in."""
    title = _("What it says")
    if told.about.private:
        text = _("What it says lets its reader in: it is shown to nobody.")
        return parts.card(parts.nothing(text), title)
    if told.about.address.startswith(ERASED):
        text = _("The account of its reader was erased, and with it what it says.")
        return parts.card(parts.nothing(text), title)
    if not told.text:
        return parts.card(parts.nothing(_("It was not written.")), title)
    return parts.card(html.Pre(told.text), title, told.subject)


def steps_card(told: Told, about: About) -> Component:
    """Each step, the newest first."""
    lines = [_step(step, about) for step in reversed(told.steps)]
    steps = html.Ol(lines, className="plain-list history")
    return parts.card([steps], _("On its way"))


def _step(step: Step, about: About) -> Component:
    who = f" · {words.who_words(step.who)}" if step.who else ""
    head = f"{about.moment(step.at)} · {word(WAYS, step.way)}{who}"
    reason = words.reason_words(step.why)
    said: list[Any] = [words.state_pill(step.state), f" {reason}" if reason else ""]
    return html.Li([html.Small(head), html.Div(said)])


def again_card(told: Told) -> list[Component]:
    """The button that sends it again, where it is settled and can be."""
    one = told.about
    if one.private or not told.text or one.state not in SETTLED:
        return []
    rule = _(
        "The same words go to the same address once more; who sent it again is kept."
    )
    off = _(
        "The reader has turned this kind off: it stays unsent unless they want it "
        "again."
    )
    warned = [html.P(off, className="wrong")] if told.turned_off else []
    button = html.Button(_("Send again"), id=AGAIN, className="button strong")
    said = html.P("", id=SAID, role="alert", className="wrong")
    title = _("Send it again")
    inside = [*warned, button, said, parts.note(rule)]
    return [parts.card(inside, title, className="talk-form")]
