"""The Markdown file of an article: what is written is read back, and a broken one is a fault that helps."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus import article as article_module
from corpus.article import Article, content_hash, has_front_matter, parse_article, render_article
from corpus.dateline import VIETNAM
from corpus.errors import CorpusFault
from corpus.letters import one_line

PATH = Path("a.md")
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")
LINES = st.text(CHARACTERS, max_size=60).map(one_line)
TRICKY = st.sampled_from(
    [
        "yes",
        "null",
        "~",
        "2023",
        "1_000",
        "2023-07-24",
        "a: b",
        "- x",
        "# y",
        "'",
        '"',
        "---",
        "&a",
        "*b",
        "!c",
        "{",
        "%",
    ]
)
WORDS = st.one_of(LINES, TRICKY)
OPTIONAL = st.one_of(st.none(), WORDS.filter(bool))
BODIES = st.text(CHARACTERS, min_size=1).map(lambda text: normalize("NFC", text).strip("\n"))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    return Article(
        id=draw(st.from_regex(r"[a-z0-9-]{1,56}", fullmatch=True)),
        title=draw(WORDS.filter(bool)),
        body=draw(st.one_of(BODIES, TRICKY).filter(str.strip)),
        published=draw(st.none() | st.datetimes(datetime(1990, 1, 1), timezones=st.just(VIETNAM))),
        publisher=draw(OPTIONAL),
        area=draw(OPTIONAL),
        author=draw(OPTIONAL),
        url=draw(OPTIONAL),
        source=draw(OPTIONAL),
    )


@given(articles())
def test_round_trip(article: Article) -> None:
    text = render_article(article)
    assert has_front_matter(text)
    assert parse_article(text, PATH) == article


@given(articles())
def test_round_trip_through_windows_line_ends(article: Article) -> None:
    text = render_article(article).replace("\n", "\r\n")
    assert parse_article("\ufeff" + text, PATH) == article


@given(articles(), articles())
def test_only_equal_articles_share_a_hash(one: Article, other: Article) -> None:
    assert (content_hash(one) == content_hash(other)) == (one == other)
    assert len(content_hash(one)) == 64


@given(st.text())
def test_any_text_is_an_article_or_a_fault(text: str) -> None:
    try:
        article = parse_article(text, PATH)
    except CorpusFault as fault:
        assert str(PATH) in str(fault)
    else:
        assert is_normalized("NFC", article.body)


@given(st.text(CHARACTERS))
def test_any_front_matter_is_an_article_or_a_fault(head: str) -> None:
    try:
        parse_article(f"---\n{head}\n---\n\nMột câu.\n", PATH)
    except CorpusFault as fault:
        assert str(PATH) in str(fault)


def test_a_title_of_several_lines_becomes_one() -> None:
    article = parse_article("---\nid: a\ntitle: |\n  Hội nghị\n  lần thứ 4\n---\nMột câu.\n", PATH)
    assert article.title == "Hội nghị lần thứ 4"


def test_decomposed_letters_are_composed() -> None:
    text = normalize("NFD", "---\nid: a\ntitle: Hội nghị\n---\nUỷ ban quận.\n")
    article = parse_article(text, PATH)
    assert (article.title, article.body) == ("Hội nghị", "Uỷ ban quận.")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-07-24 14:34:00+07:00", datetime(2023, 7, 24, 14, 34, tzinfo=VIETNAM)),
        ("2023-07-24", datetime(2023, 7, 24, tzinfo=VIETNAM)),
        ("2023-07-24T14:34", datetime(2023, 7, 24, 14, 34, tzinfo=VIETNAM)),
        ("2023-07-24T07:34:00Z", datetime(2023, 7, 24, 14, 34, tzinfo=VIETNAM)),
        ("null", None),
        ("", None),
    ],
)
def test_published(written: str, expected: datetime | None) -> None:
    article = parse_article(f"---\nid: a\ntitle: b\npublished: {written}\n---\nc\n", PATH)
    assert article.published == expected
    if article.published is not None:
        assert article.published.tzinfo == timezone(timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Một câu.", ["no YAML front matter"]),
        ("---\nid: a\ntitle: b\n", ["no YAML front matter"]),
        ("---\nid: a\ntitle: b: c\n---\nd\n", ["broken front matter", "line 3"]),
        ("---\n- a\n---\nd\n", ["key: value"]),
        ("---\nid: a\ntitle: b\npublised: 2023-07-24\n---\nd\n", ["unknown key", "'publised'", "published"]),
        ("---\ntitle: b\n---\nd\n", ["'id'", "missing"]),
        ("---\nid: a\ntitle:\n---\nd\n", ["'title'", "missing"]),
        ("---\nid: Bài Một\ntitle: b\n---\nd\n", ["'Bài Một'", "no id"]),
        (f"---\nid: {'a' * 57}\ntitle: b\n---\nd\n", ["no id", "56"]),
        ("---\nid: a\ntitle: [b, c]\n---\nd\n", ["title", "not text"]),
        ("---\nid: a\ntitle: b\npublished: 31/02/2023\n---\nd\n", ["'31/02/2023'", "no date"]),
        ("---\nid: a\ntitle: b\npublished: 0001-01-01T00:00:00+14:00\n---\nd\n", ["0001-01-01", "no date"]),
        ("---\nid: a\nid: b\ntitle: c\n---\nd\n", ["line 3", "'id'", "twice"]),
        ("---\nid: a\ntitle: !!int b\n---\nd\n", ["broken front matter"]),
        (f"---\nid: a\ntitle: {'[' * 3000}\n---\nd\n", ["broken front matter"]),
        ('---\nid: a\ntitle: "b \\ud800"\n---\nd\n', ["title", "half of a character"]),
        ('---\nid: a\ntitle: "b \\0"\n---\nd\n', ["title", "zero"]),
        ("---\nid: a\ntitle: b\n---\nd\0e\n", ["zero byte"]),
        ("---\nid: a\ntitle: b\n---\n \n", ["body is empty"]),
    ],
)
def test_a_broken_article_names_what_is_wrong(text: str, words: list[str]) -> None:
    with pytest.raises(CorpusFault) as fault:
        parse_article(text, Path("corpus/a.md"))
    for word in ["corpus/a.md", *words]:
        assert word in str(fault.value)


_YAML_LETTERS = "aà:# '\"-|>&*!%@`,[]{}?~nulNLtrue01\u2028\x85\ufeff\x7f.\t"


_WRITTEN = st.text(_YAML_LETTERS, max_size=12)


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "area"]), _WRITTEN | _WRITTEN.map("'{}'".format), min_size=1, max_size=3
    )
)
def test_plain_front_matter_is_read_as_yaml_reads_it(values: dict[str, str]) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in values.items())
    plain = article_module._plain_values(head)
    if plain is not None:
        assert plain == yaml.load(head, Loader=article_module._PlainLoader)


def test_nearly_all_front_matter_is_plain() -> None:
    head = "id: bai-1\ntitle: !!str x\npublished: 2023-07-24 14:34:00+07:00\nurl: https://a.vn/b#c\nauthor: null\n"
    assert article_module._plain_values(head) is None
    titles = {"Họp phường": "Họp phường", "'Hà Nội: ''họp'": "Hà Nội: 'họp", "'null'": "null"}
    for written, title in titles.items():
        plain = article_module._plain_values(head.replace("!!str x", written))
        assert plain is not None
        assert (plain["title"], plain["author"], plain["url"]) == (title, None, "https://a.vn/b#c")
