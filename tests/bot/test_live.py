"""An engine that is opened anew while somebody asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.live import LiveEngine
from index.errors import IndexBroken
from tests.bot.fakes import ARTICLE, UNDATED, FakeEngine


def test_everything_is_asked_of_the_engine_opened_last() -> None:
    engines = [FakeEngine(corpus=[ARTICLE]), FakeEngine(corpus=[UNDATED])]
    opened = iter(engines)
    live = LiveEngine(lambda: next(opened))
    assert live.articles(place="x", period="y") == [ARTICLE]
    live.renew()
    assert live.articles() == [UNDATED]
    assert live.article(UNDATED.id) == UNDATED
    assert live.article(ARTICLE.id) is None
    assert (live.meetings(place="a"), live.funds(fund="b")) == ([], [])
    assert live.answer("một").text.startswith("Về «một»")
    assert engines[0].filters == [("x", "y", "")]
    assert engines[1].filters == [("", "", ""), ("a", "", ""), ("", "", "b")]
    assert [engine.closed for engine in engines] == [True, False]
    live.close()
    assert engines[1].closed


def test_a_question_under_way_is_answered_before_its_engine_is_closed() -> None:
    slow, fresh = FakeEngine(delays={"chậm": 0.2}), FakeEngine()
    opened = iter([slow, fresh])
    live = LiveEngine(lambda: next(opened))
    with ThreadPoolExecutor(2) as threads:
        answer = threads.submit(live.answer, "chậm")
        while not slow.asked:
            time.sleep(0.001)
        renewed = threads.submit(live.renew)
        assert not slow.closed
        assert answer.result().text.startswith("Về «chậm»")
        renewed.result()
    assert slow.closed
    assert fresh.asked == []


def test_an_index_that_cannot_be_opened_leaves_the_engine_before_it() -> None:
    engine = FakeEngine()
    broken = threading.Event()

    def open_engine() -> FakeEngine:
        if broken.is_set():
            raise IndexBroken("index: a store cannot be read; run `hoidap index`")
        return engine

    live = LiveEngine(open_engine)
    broken.set()
    with pytest.raises(IndexBroken):
        live.renew()
    assert live.answer("một").text.startswith("Về «một»")
    assert not engine.closed
