"""The commands that print what the articles report of meetings and funds."""

from bot.app import App
from bot.errors import OperatorFault
from bot.render.facts import (
    funds_as_csv,
    funds_as_json,
    meetings_as_csv,
    meetings_as_json,
    print_funds,
    print_meetings,
)
from bot.render.terminal import open_console, say


def list_meetings(app: App, *, place: str, period: str, as_json: bool, as_csv: bool) -> None:
    """Print the meetings of a place and a period; raises FilterUnread if one of them cannot be read."""
    _one_form(as_json, as_csv)
    with app.engine() as engine:
        rows = engine.meetings(place=place, period=period)
    if as_json:
        print(meetings_as_json(rows))
    elif as_csv:
        print(meetings_as_csv(rows), end="")
    elif rows:
        print_meetings(open_console(), rows, app.messages)
    else:
        say(open_console(), app.messages.meetings_none)


def list_funds(app: App, *, place: str, period: str, fund: str, as_json: bool, as_csv: bool) -> None:
    """Print the sums of a fund, a place and a period; raises FilterUnread if one of them cannot be read."""
    _one_form(as_json, as_csv)
    with app.engine() as engine:
        rows = engine.funds(place=place, period=period, fund=fund)
    if as_json:
        print(funds_as_json(rows))
    elif as_csv:
        print(funds_as_csv(rows), end="")
    elif rows:
        print_funds(open_console(), rows, app.messages)
    else:
        say(open_console(), app.messages.funds_none)


def _one_form(as_json: bool, as_csv: bool) -> None:
    if as_json and as_csv:
        raise OperatorFault("--csv: --json was given as well; give one or the other")
