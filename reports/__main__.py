"""`python -m reports ranking …`, `trend …`, `reconciliation …`, `unusual …`,
`disputes …`, `exemptions …`, `solved …`, `dialogue …`, `mail …` and `definitions`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from core.errors import KpiError, UsageError
from core.language import DEFAULT_LANGUAGE, LANGUAGES, _, set_language
from metrics.borders import TODAY
from metrics.windows import STEPS
from reports import commands
from reports.formats import COMMANDED

# Commands that need nothing but the form of their table, and what they print.
_TABLES: tuple[tuple[str, Callable[..., bytes], str], ...] = (
    (
        "reconciliation",
        commands.reconciliation,
        "figures beside what they are compared with",
    ),
    ("unusual", commands.unusual, "weeks that lie far from earlier ones"),
    (
        "disputes",
        commands.disputes,
        "disputes of units and incidents of the whole city",
    ),
    (
        "exemptions",
        commands.exemptions,
        "what is left out of units' shares for a while, by decision",
    ),
    (
        "solved",
        commands.solved,
        "who solved a procedure: the share online rose sharply and stayed up",
    ),
    (
        "dialogue",
        commands.dialogue,
        "what was asked of units, answered, promised and graded",
    ),
    ("mail", commands.mail, "messages to readers, and how they went"),
)


class Parser(argparse.ArgumentParser):
    """Tells a wrong word in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: answered, with or without data, or verified as current; 1: could not
    be answered, is not current, or figures differ by more than is tolerated; 2: asked
    wrongly. Standard output carries the answer alone."""
    asked = _parser().parse_args(arguments)
    set_language(asked.lang)
    try:
        content: bytes = asked.answer(asked)
        if asked.out is None:
            _print(content)
        else:
            _save(asked.out, content)
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    code: int = asked.code
    return code


def _print(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # `| head` has seen enough; what is left in the buffer must not be tried again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _save(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise KpiError(
            "The file {file} cannot be written: {cause}.",
            file=path,
            cause=error.strerror,
        ) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("The day “{day}” cannot be read; write it as 2025-07-24.", day=text)
        ) from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m reports", description=_("Tables to take away."))
    parser.set_defaults(code=0)
    commands_of = parser.add_subparsers(required=True, metavar="COMMAND")
    ranking = commands_of.add_parser("ranking", help=_("who stands where"))
    _question(ranking)
    ranking.add_argument("--window", default="", help=_("default: the target's"))
    ranking.add_argument("--as-of", type=_day, help=_("last day measured"))
    ranking.add_argument(
        "--kind", type=_words, default=(), help=_("unit kinds, joined by commas")
    )
    ranking.add_argument(
        "--evaluation", type=int, metavar="N", help=_("as published in evaluation N")
    )
    ranking.set_defaults(answer=commands.ranking)
    trend = commands_of.add_parser("trend", help=_("how units moved"))
    _question(trend)
    trend.add_argument("--unit", nargs="+", required=True, metavar="CODE")
    trend.add_argument("--to", type=_day, help=_("last day measured"))
    trend.add_argument(
        "--step", choices=(*STEPS, "cumulative"), default="day", help=_("the periods")
    )
    trend.set_defaults(answer=commands.trend)
    verify = commands_of.add_parser(
        "verify", help=_("what became of a table that was taken away")
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    verify.set_defaults(answer=commands.verify, out=None)
    for name, answer, told in _TABLES:
        _add_table(commands_of, name, answer, _(told))
    definitions = commands_of.add_parser(
        "definitions", help=_("all indicators as a page of documentation")
    )
    definitions.set_defaults(answer=commands.definitions, lang=DEFAULT_LANGUAGE)
    _out(definitions)
    return parser


def _add_table(
    commands_of: Any, name: str, answer: Callable[..., bytes], told: str
) -> None:
    """A command that needs nothing but the form of its table."""
    parser = commands_of.add_parser(name, help=told)
    parser.add_argument("--format", choices=COMMANDED, help=_("default: as --out ends"))
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    parser.set_defaults(answer=answer)
    _out(parser)


def _question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--indicator", required=True, metavar="KEY")
    parser.add_argument("--plan", default="", metavar="KEY", help=_("key of a plan"))
    parser.add_argument("--from", dest="start", type=_day, help=_("first day measured"))
    parser.add_argument(
        "--borders",
        choices=(TODAY,),
        default="",
        help=_("today: former units count at the unit that took over"),
    )
    parser.add_argument("--format", choices=COMMANDED, help=_("default: as --out ends"))
    parser.add_argument("--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    _out(parser)


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=_("default: standard output")
    )


if __name__ == "__main__":
    sys.exit(main())
