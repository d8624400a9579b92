"""What is remembered of a chat, and what an assistant does with it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.conversation import Assistant, Conversations, example_questions
from bot.messages import Messages
from tests.bot.fakes import ARTICLE, UNDATED, FakeEngine, answered, not_found


def assistant(engine: FakeEngine, turns: int = 3, chats: int = 2) -> Assistant:
    return Assistant(engine, Conversations(turns, chats))


def test_the_last_turns_are_remembered_oldest_first() -> None:
    memory = Conversations(turns=2, chats=9)
    answers = [answered(text) for text in "abc"]
    for answer in answers:
        memory.remember(1, answer, before=memory.history(1))
    assert memory.history(1) == tuple(answers[1:])
    assert memory.history(2) == ()


def test_the_chat_silent_longest_is_forgotten_first() -> None:
    memory = Conversations(turns=2, chats=2)
    for chat in (1, 2, 1, 3):
        memory.remember(chat, answered("a"))
    assert [bool(memory.history(chat)) for chat in (1, 2, 3)] == [True, False, True]


def test_no_turns_means_no_memory() -> None:
    memory = Conversations(turns=0, chats=2)
    memory.remember(1, answered("a"))
    assert len(memory) == 0


def test_memory_is_whole_across_threads() -> None:
    memory = Conversations(turns=5, chats=20)
    with ThreadPoolExecutor(8) as pool:
        for number in range(2000):
            pool.submit(memory.remember, number % 40, answered("a"))
    assert len(memory) == 20
    assert {len(memory.history(chat)) for chat in range(40)} <= {0, 1, 2, 3, 4, 5}


def test_each_chat_has_its_own_history() -> None:
    engine = FakeEngine()
    asking = assistant(engine)
    for text, chat in (("a", 1), ("b", 1), ("c", 2)):
        asking.ask(text, chat)
    asking.forget(1)
    asking.ask("d", 1)
    assert engine.asked == [("a", 0), ("b", 1), ("c", 0), ("d", 0)]


def test_turns_asked_alone_are_a_conversation_of_their_own() -> None:
    engine = FakeEngine()
    asking = assistant(engine, turns=1)
    asking.ask("trước", None)
    assert asking.ask_alone(["a", "b", "c", "d"]).question.text == "d"
    assert engine.asked[1:] == [("a", 0), ("b", 1), ("c", 2), ("d", 3)]


def test_no_turns_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="turns"):
        assistant(FakeEngine()).ask_alone([])


def test_half_of_a_character_is_replaced() -> None:
    engine = FakeEngine()
    assistant(engine).ask("a\ud83d b\ud83d\ude00", 1)
    assert engine.asked == [("a\ufffd b😀", 0)]


def test_examples_are_questions_that_are_answered(messages: Messages) -> None:
    engine = FakeEngine(answers={messages.example_meetings: not_found("q")})
    examples = example_questions(engine, [UNDATED, ARTICLE], messages)
    assert len(examples) == 2
    assert messages.example_funds in examples
    assert messages.example_summary.format(title=ARTICLE.title) in examples


def test_there_are_no_examples_where_nothing_is_answered(messages: Messages) -> None:
    engine = FakeEngine(answers={text: not_found("q") for text in (messages.example_meetings, messages.example_funds)})
    assert example_questions(engine, [], messages) == []


def test_a_question_asked_again_in_other_words_takes_its_own_place() -> None:
    engine = FakeEngine()
    asking = assistant(engine)
    for text, turn in (("a", 1), ("b", 2), ("bb", 2), ("c", 3), ("aa", 1), ("d", 4)):
        asking.ask(text, 7, turn)
    assert engine.asked == [("a", 0), ("b", 1), ("bb", 1), ("c", 2), ("aa", 0), ("d", 3)]


def test_a_thread_is_continued_where_it_stood_and_one_that_is_gone_is_new() -> None:
    engine = FakeEngine()
    asking = assistant(engine, turns=5)
    asking.ask("a", 7, 1)
    asking.ask("b", 7, 2)
    asking.ask("c", 7, 3, thread=(7, 1))
    asking.ask("d", 7, 4)
    asking.ask("e", 8, 1, thread=(7, 2))
    asking.ask("f", 7, 5, thread=(7, 99))
    assert engine.asked == [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 2), ("f", 0)]
