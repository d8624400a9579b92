"""The commands that keep the articles and the index, and show them."""

import difflib
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.app import App
from bot.errors import OperatorFault
from bot.render.as_json import article_as_json, articles_as_json
from bot.render.terminal import complain, open_console, print_article, print_articles, say
from index.errors import IndexBroken, IndexForeign

if TYPE_CHECKING:
    from index.sync import SyncReport


def synchronise(app: App, rebuild: bool) -> bool:
    """Bring the index in step and print what was done; False when an article could not be read."""
    with _progress() as progress:
        task = progress.add_task("Indexing", total=None)
        report = app.parts.synchronise(
            app.settings, rebuild, lambda done, total: progress.update(task, completed=done, total=total)
        )
    for fault in report.faults:
        complain(fault)
    say(open_console(), summary(report))
    return not report.faults


def synchronise_if_needed(app: App) -> None:
    """Bring the index in step unless it is; an article that cannot be read is reported and left out."""
    try:
        in_step = app.parts.index_state(app.settings).in_step
    except (IndexBroken, IndexForeign):  # the articles are the truth, so a broken index is made anew from them
        in_step = False
    if in_step:
        return
    try:
        synchronise(app, rebuild=False)
    except IndexForeign as fault:  # another program's articles on a server; what was taken up before goes on
        complain(str(fault))


def summary(report: "SyncReport") -> str:
    """Return the one line that says what an indexing did."""
    counts = [
        f"{count} {word}"
        for count, word in (
            (report.added, "added"),
            (report.changed, "changed"),
            (report.removed, "removed"),
            (report.unchanged, "unchanged"),
            (len(report.faults), "unreadable"),
        )
        if count
    ]
    rebuilt = f" (rebuilt: {report.rebuilt_because})" if report.rebuilt_because else ""
    return f"{', '.join(counts) or 'no articles'}; {report.passages} passages in {report.seconds:.1f} s{rebuilt}"


def list_articles(app: App, as_json: bool) -> None:
    """Print every article of the index."""
    with app.engine() as engine:
        articles = engine.articles()
    if as_json:
        print(articles_as_json(articles))
    else:
        print_articles(open_console(), articles)


def show_article(app: App, article_id: str, as_json: bool) -> None:
    """Print one article; raises OperatorFault when the index has none of that id."""
    with app.engine() as engine:
        article = engine.article(article_id)
        known = [] if article else [record.id for record in engine.articles()]
    if article is None:
        close = difflib.get_close_matches(article_id, known, n=1, cutoff=0.3)
        hint = f"did you mean {close[0]}?" if close else "list the ids with: hoidap articles"
        raise OperatorFault(f"article {article_id}: not in the index; {hint}")
    if as_json:
        print(article_as_json(article))
    else:
        print_article(open_console(), article)


class _RateColumn(ProgressColumn):
    """How many articles a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.0f} a second")


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _RateColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # it would leave an empty line in a log
    )
