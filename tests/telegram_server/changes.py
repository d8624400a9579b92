"""One lock for all that the server knows, and waiting for changes, in threads and in coroutines."""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType

from tests.telegram_server.clock import Clock, SystemClock


class Changes:
    """Held (``with changes:``) while state is read or written; ``tell`` wakes all who wait for it to change."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or SystemClock()
        self._condition = threading.Condition()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.clock.on_turned(self.tell)

    def __enter__(self) -> None:
        self._condition.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._condition.release()

    def tell(self) -> None:
        """Wake all who wait."""
        with self._condition:
            self._condition.notify_all()
            for loop, event in self._waiting:
                loop.call_soon_threadsafe(event.set)

    def wait_for(self, holds: Callable[[], bool], timeout: float) -> bool:
        """Block this thread until ``holds``, ``timeout`` real seconds at most; returns whether it does."""
        with self._condition:
            return self._condition.wait_for(holds, timeout)

    async def until(self, holds: Callable[[], bool], moment: float) -> bool:
        """Wait until ``holds``, or until the server's clock shows ``moment``; returns whether it holds."""
        entry = (asyncio.get_running_loop(), asyncio.Event())
        with self._condition:
            self._waiting.add(entry)
        try:
            while True:
                entry[1].clear()
                with self._condition:
                    if holds():
                        return True
                left = self.clock.seconds_until(moment)
                if left == 0:
                    return False
                try:
                    async with asyncio.timeout(left):
                        await entry[1].wait()
                except TimeoutError:
                    continue
        finally:
            with self._condition:
                self._waiting.discard(entry)

    async def pause(self, seconds: float) -> None:
        """Wait ``seconds`` of the server's clock."""
        await self.until(lambda: False, self.clock.now() + seconds)
