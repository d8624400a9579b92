"""How many tokens the language model may be asked for in a day, counted on disk.

On disk, because a count in memory would begin anew with every restart and every command, and the bill would not.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.writer import Outcome, WriterFault

_CHARACTERS_PER_TOKEN = 2
_WAIT = 2.0  # seconds for another process that counts at this moment


def tokens_of(text: str) -> int:
    """Return no fewer tokens than a Vietnamese text has: common vocabularies hold two to four characters a token."""
    return len(text) // _CHARACTERS_PER_TOKEN + 1


@dataclass(frozen=True, slots=True)
class Budget:
    """A daily number of tokens; 0 is no limit, and then nothing is written."""

    path: Path
    daily_tokens: int
    today: Callable[[], date]

    def reserve(self, tokens: int) -> None:
        """Take ``tokens`` out of today's budget before they are spent.

        Raises WriterFault when that is more than is left, or when the file cannot be written: then nobody counts.
        """
        if self.daily_tokens and not self._added(tokens, self.daily_tokens - tokens):
            raise WriterFault(Outcome.BUDGET, f"answer.llm.daily_tokens = {self.daily_tokens}: spent for today")

    def give_back(self, tokens: int) -> None:
        """Return what was reserved and not used."""
        if self.daily_tokens and tokens > 0:
            self._added(-tokens, self.daily_tokens)

    def _added(self, tokens: int, most: int) -> bool:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_WAIT)) as connection, connection:
                connection.execute("CREATE TABLE IF NOT EXISTS spent (day TEXT PRIMARY KEY, tokens INTEGER NOT NULL)")
                day = self.today().isoformat()
                connection.execute("INSERT OR IGNORE INTO spent VALUES (?, 0)", (day,))
                done = connection.execute(
                    "UPDATE spent SET tokens = max(0, tokens + ?) WHERE day = ? AND tokens <= ?", (tokens, day, most)
                )
                return done.rowcount == 1
        except (sqlite3.Error, OSError) as error:
            raise WriterFault(Outcome.BUDGET, f"{self.path}: cannot be written ({error}); mend its folder") from None
