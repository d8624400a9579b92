"""The command line: parse, call, translate the error into one line and an exit code.

Exit codes: 0 done (a question may be answered or plainly not found), 1 an unexpected fault, whose trace is
in the log, 2 a fault that the operator can mend, 130 interrupted.
"""
# ruff: noqa: PLC0415, PLR0917  (a command imports what it alone needs; typer takes options as arguments)

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from bot.errors import BotFault, OperatorFault
from corpus.errors import CorpusFault
from index.errors import IndexFault

if TYPE_CHECKING:  # imported by the commands that need them: `hoidap --help` must be quick
    from bot.app import App, Parts

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", metavar="PATH", help="Config file; else $HOIDAP_CONFIG or ./config.yaml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]

CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV, for spreadsheets.")]
PlaceOption = Annotated[str, typer.Option(help="Only of this place, a name in Vietnamese.")]
PeriodOption = Annotated[str, typer.Option(help="Only of this time, as Vietnamese writes it.")]

cli = typer.Typer(
    name="hoidap",
    help="Answers Vietnamese questions from a folder of news articles, and cites the passage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@dataclass(slots=True)
class Invocation:
    """What the commands of one run share."""

    parts: "Parts | None" = None
    config: Path | None = None
    log_file: Path | None = None


def main(arguments: Sequence[str] | None = None, parts: "Parts | None" = None) -> NoReturn:
    """Run the command line and exit; ``parts`` stands in for the real index and corpus."""
    _speak_utf8()
    invocation = Invocation(parts=parts)
    given = sys.argv[1:] if arguments is None else arguments
    try:
        cli(args=[_as_utf8(argument) for argument in given], prog_name="hoidap", obj=invocation)
    except (BotFault, IndexFault, CorpusFault) as fault:
        _complain(str(fault))
        sys.exit(2)
    except Exception as fault:
        _complain_of_unexpected(fault, invocation.log_file)
        sys.exit(1)
    sys.exit(0)


@cli.callback()
def start(context: typer.Context, config: ConfigOption = None) -> None:
    """Answers Vietnamese questions from a folder of news articles, and cites the passage."""
    context.obj.config = config


@cli.command()
def index(
    context: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Build everything anew.")] = False,
    config: ConfigOption = None,
) -> None:
    """Bring the index in step with the articles."""
    from bot.library import synchronise

    if not synchronise(_open(context, config), rebuild=full):
        raise typer.Exit(2)


@cli.command()
def ask(
    context: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(help="The question, in Vietnamese.")] = None,
    as_json: JsonOption = False,
    identifier: Annotated[str | None, typer.Option("--id", help="Returned as it is with --json.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE|-", help='Answer a JSONL file of {"id", "q"} or {"id", "turns"}.'),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Answer a question, or a file of questions."""
    from bot.asking import ask_batch, ask_once

    if batch is not None and question:
        raise OperatorFault("--batch: a question was given as well; give one or the other")
    if batch is not None:
        if not ask_batch(_open(context, config), batch):
            raise typer.Exit(2)
        return
    if question is None:
        raise OperatorFault('no question; give one, as in: hoidap ask "Hội nghị họp ngày nào?", or --batch FILE')
    ask_once(_open(context, config), " ".join(question), as_json, identifier)


@cli.command()
def chat(context: typer.Context, config: ConfigOption = None) -> None:
    """Talk in the terminal; lines piped in are answered one by one."""
    from bot.asking import chat_here

    chat_here(_open(context, config), without_telegram=False)


@cli.command()
def bot(context: typer.Context, config: ConfigOption = None) -> None:
    """Serve Telegram; needs TELEGRAM_BOT_TOKEN."""
    _serve_telegram(_open(context, config))


@cli.command()
def run(context: typer.Context, config: ConfigOption = None) -> None:
    """Bring the index in step, then serve Telegram, or chat here if there is no TELEGRAM_BOT_TOKEN."""
    from bot.asking import chat_here
    from bot.library import synchronise_if_needed
    from bot.settings import load_secrets

    app = _open(context, config)
    synchronise_if_needed(app)
    if load_secrets().telegram_bot_token:
        _serve_telegram(app)
    else:
        chat_here(app, without_telegram=True)


@cli.command()
def service(context: typer.Context, config: ConfigOption = None) -> None:
    """Print a systemd unit that serves Telegram."""
    from bot.settings import config_path
    from bot.systemd import unit

    app = _open(context, config)
    print(unit(config_path(config or context.obj.config), app.settings), end="")


@cli.command()
def add(
    context: typer.Context,
    pages: Annotated[
        list[str],
        typer.Argument(metavar="PAGE...", help="Files (.txt .html .md .pdf .docx), folders, archives, addresses."),
    ],
    publisher: Annotated[str | None, typer.Option(help="Who published the page, if it does not say.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the page was found; for one file.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite an article of the same id.")] = False,
    no_index: Annotated[bool, typer.Option("--no-index", help="Leave the index as it is.")] = False,
    config: ConfigOption = None,
) -> None:
    """Turn pages into articles, and index them."""
    from bot.adding import add_pages, is_link
    from bot.library import synchronise

    if url is not None and len(pages) > 1:
        raise OperatorFault(f"--url {url}: {len(pages)} pages were given; add them one by one")
    if url is not None and not Path(pages[0]).is_file():
        kind = "an address" if is_link(pages[0]) else "no file"
        raise OperatorFault(f"--url {url}: it goes with one file, and {pages[0]} is {kind}; leave it out")
    app = _open(context, config)
    done = add_pages(app, pages, url=url, publisher=publisher, replace=replace)
    if not no_index:
        done = synchronise(app, rebuild=False) and done
    if not done:
        raise typer.Exit(2)


@cli.command()
def watch(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Look once and end, as cron wants it.")] = False,
    config: ConfigOption = None,
) -> None:
    """Import what the feeds and sitemaps of the config list, again and again."""
    from bot.adding import watch as watch_sources

    if not watch_sources(_open(context, config), once):
        raise typer.Exit(2)


@cli.command()
def articles(context: typer.Context, as_json: JsonOption = False, config: ConfigOption = None) -> None:
    """List the articles in the index."""
    from bot.library import list_articles

    list_articles(_open(context, config), as_json)


@cli.command()
def article(
    context: typer.Context,
    article_id: Annotated[str, typer.Argument(metavar="ID")],
    as_json: JsonOption = False,
    config: ConfigOption = None,
) -> None:
    """Show one article as the index holds it."""
    from bot.library import show_article

    show_article(_open(context, config), article_id, as_json)


@cli.command()
def meetings(
    context: typer.Context,
    place: PlaceOption = "",
    period: PeriodOption = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    config: ConfigOption = None,
) -> None:
    """List the meetings that the articles report."""
    from bot.facts import list_meetings

    list_meetings(_open(context, config), place=place, period=period, as_json=as_json, as_csv=as_csv)


@cli.command()
def funds(
    context: typer.Context,
    place: PlaceOption = "",
    period: PeriodOption = "",
    fund: Annotated[str, typer.Option(help="Only of this fund, a name in Vietnamese.")] = "",
    as_json: JsonOption = False,
    as_csv: CsvOption = False,
    config: ConfigOption = None,
) -> None:
    """List what funds raised and spent, as the articles tell it."""
    from bot.facts import list_funds

    list_funds(_open(context, config), place=place, period=period, fund=fund, as_json=as_json, as_csv=as_csv)


@cli.command()
def doctor(
    context: typer.Context,
    online: Annotated[bool, typer.Option("--online", help="Also ask Telegram for the bot.")] = False,
    config: ConfigOption = None,
) -> None:
    """Look for faults, and say how to mend each."""
    from bot.doctor import examine, print_checks

    checks = examine(lambda: _open(context, config), online)
    if not print_checks(checks):
        raise typer.Exit(2)


@cli.command(name="eval")
def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="JSONL: questions and what is right.")],
    as_json: JsonOption = False,
    drop_accents: Annotated[bool, typer.Option("--drop-accents", help="Ask without accents.")] = False,
    nfd: Annotated[bool, typer.Option("--nfd", help="Ask in decomposed Unicode.")] = False,
    mode: Annotated[
        Literal["extractive", "llm", "auto"] | None, typer.Option(help="Answer so, whatever answer.mode says.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Score the answers to a file of questions."""
    from bot.asking import evaluate_file

    app = _open(context, config)
    evaluate_file(app.with_mode(mode) if mode else app, file, as_json, drop_accents=drop_accents, nfd=nfd)


def _open(context: typer.Context, config: Path | None) -> "App":
    """Read the config named after the command, else before it, and wire the house."""
    from bot.app import compose
    from bot.logs import configure_logging
    from bot.settings import config_path, load_secrets, load_settings

    invocation: Invocation = context.obj
    settings = load_settings(config_path(config or invocation.config))
    invocation.log_file = settings.logging.file
    configure_logging(settings.logging, load_secrets())
    return compose(settings, invocation.parts)


def _serve_telegram(app: "App") -> None:
    from bot.telegram_app.service import serve

    if serve(app):
        raise typer.Exit(130)


def _speak_utf8() -> None:
    """Vietnamese must come out whole whatever the locale; half a character comes out as its JSON escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="replace")


def _as_utf8(argument: str) -> str:
    """Read an argument again as UTF-8, where the locale made something else of it."""
    return os.fsencode(argument).decode("utf-8", errors="replace")


def _complain(text: str) -> None:
    print(f"hoidap: {text}", file=sys.stderr)


def _complain_of_unexpected(fault: Exception, log_file: Path | None) -> None:
    kind = type(fault).__name__
    if log_file is not None:
        logging.getLogger("bot").error("unexpected fault", exc_info=fault)
    if log_file is not None and log_file.exists():
        _complain(f"unexpected fault ({kind}); its trace is in {log_file}")
    else:
        _complain(f"unexpected fault ({kind}: {fault}); no log could be written")
