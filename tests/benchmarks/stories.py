"""How well one story on several sites is known: ``python -m tests.benchmarks.stories FILE... [--show 40]``.

FILE holds an archive as ``archive.py`` reads it. Prints how many groups of retellings the archive itself has, how many
retellings that are planted in it are found, by what was done to them, and how many pairs of other articles on the same
topic are taken for one; with ``--show`` some of the groups and pairs, to be looked at.
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path

import numpy as np

from corpus.article import Article
from index.encoder import load_encoder
from index.stories import bands, is_same_story, signature
from tests.benchmarks.archive import read_archive

_PLANTED = 500
_PAIRS = 500
_FEWEST_PARAGRAPHS = 3
_SEED = 11
_BLOCK = 1000
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
_HEAD = ("Thứ tư, 20/10/2021 | 14:34 GMT+7", "Trang chủ > Tin tức > Xã hội", "Cỡ chữ A- A+")
_TAIL = (
    "Chia sẻ Facebook Zalo In bài viết Lưu bài",
    "Ý kiến bạn đọc (0)",
    "Vui lòng nhập mã xác nhận. Bình luận của bạn sẽ được biên tập trước khi đăng.",
    "Theo Báo Sông Trà",
)

Change = Callable[[list[str], random.Random, Sequence[Article]], list[str]]


def _dateline(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    return [
        f"(Báo Sông Trà) - Ngày {chance.randint(1, 28)}/10/2021, phóng viên đưa tin: {paragraphs[0]}",
        *paragraphs[1:],
    ]


def _dropped(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    gone = chance.randrange(1, len(paragraphs))
    return [*paragraphs[:gone], *paragraphs[gone + 1 :]]


def _added(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    place = chance.randrange(1, len(paragraphs) + 1)
    return [*paragraphs[:place], chance.choice(_paragraphs(chance.choice(others))), *paragraphs[place:]]


def _figures(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    text = "\n\n".join(paragraphs)
    found = list(_NUMBER.finditer(text))
    for match in sorted(chance.sample(found, min(2, len(found))), key=lambda match: -match.start()):
        text = f"{text[: match.start()]}{int(match[0]) + 1}{text[match.end() :]}"
    return text.split("\n\n")


def _chrome(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    links = [other.title for other in chance.sample(others, 5)]
    return [*_HEAD, *paragraphs, *_TAIL, "Tin liên quan", *links]


def _dropped_or_added(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    return chance.choice((_dropped, _added))(paragraphs, chance, others)


def _all(paragraphs: list[str], chance: random.Random, others: Sequence[Article]) -> list[str]:
    for change in (_dropped_or_added, _figures, _dateline, _chrome):
        paragraphs = change(paragraphs, chance, others)
    return paragraphs


_CHANGES: Mapping[str, Change] = {
    "another dateline": _dateline,
    "a paragraph dropped": _dropped,
    "a paragraph added": _added,
    "two figures unlike": _figures,
    "site chrome": _chrome,
    "all of these": _all,
}


def _paragraphs(article: Article) -> list[str]:
    return article.body.split("\n\n")


def similarity(one: bytes, other: bytes) -> float:
    """Return the share of values that two signatures have in common."""
    return float(np.mean(np.frombuffer(one, "<u4") == np.frombuffer(other, "<u4")))


def grouped(signatures: Sequence[bytes]) -> list[list[int]]:
    """Return the places of articles that tell one story, as the index finds them: by a band in common."""
    group = list(range(len(signatures)))

    def root(place: int) -> int:
        while group[place] != place:
            place = group[place]
        return place

    shared: dict[int, list[int]] = defaultdict(list)
    for place, signed in enumerate(signatures):
        for band in bands(signed):
            shared[band].append(place)
    for places in shared.values():
        for one, other in combinations(places, 2):
            if root(one) != root(other) and is_same_story(signatures[one], signatures[other]):
                group[root(other)] = root(one)
    found: dict[int, list[int]] = defaultdict(list)
    for place in range(len(signatures)):
        found[root(place)].append(place)
    return [places for places in found.values() if len(places) > 1]


def is_found(signed: bytes, other: bytes) -> bool:
    """Tell whether the index would take two articles for one story."""
    return bool(set(bands(signed)) & set(bands(other))) and is_same_story(signed, other)


def measure_planted(articles: Sequence[Article], signatures: Sequence[bytes]) -> None:
    """Print how many retellings are found, by what was done to them and by how long the article is."""
    chance = random.Random(_SEED)
    long_enough = [n for n, article in enumerate(articles) if len(_paragraphs(article)) >= _FEWEST_PARAGRAPHS]
    chosen = chance.sample(long_enough, min(_PLANTED, len(long_enough)))
    middle = sorted(len(articles[n].body) for n in chosen)[len(chosen) // 2]
    print(f"\n| {len(chosen)} retellings | found | of those under {middle} characters | similarity, 10th percentile |")
    print("|---|---|---|---|")
    for name, change in _CHANGES.items():
        likes, found, short = [], 0, []
        for n in chosen:
            signed = signature("\n\n".join(change(_paragraphs(articles[n]), chance, articles)))
            likes.append(similarity(signed, signatures[n]))
            is_one = is_found(signed, signatures[n])
            found += is_one
            if len(articles[n].body) < middle:
                short.append(is_one)
        tenth = sorted(likes)[len(likes) // 10]
        print(f"| {name} | {found} | {sum(short)} of {len(short)} | {tenth:.2f} |")


def nearest_pairs(articles: Sequence[Article], count: int) -> list[tuple[int, int]]:
    """Return the pairs of articles nearest in meaning by title and lead: each article in one pair at most."""
    rows = load_encoder("default").encode_passages([f"{one.title}. {_paragraphs(one)[0]}" for one in articles])
    pairs = []
    for first in range(0, len(rows), _BLOCK):
        likeness = rows[first : first + _BLOCK] @ rows.T
        for place, row in enumerate(likeness, first):
            row[place] = -1
            pairs.append((float(row.max()), place, int(row.argmax())))
    taken: set[int] = set()
    chosen = []
    for _, one, other in sorted(pairs, reverse=True):
        if not {one, other} & taken:
            taken |= {one, other}
            chosen.append((one, other))
    return chosen[:count]


def measure_pairs(articles: Sequence[Article], signatures: Sequence[bytes], shown: int) -> None:
    """Print how many of the pairs nearest in meaning are taken for one story, and those, to be looked at."""
    pairs = nearest_pairs(articles, _PAIRS)
    joined = [(one, other) for one, other in pairs if is_found(signatures[one], signatures[other])]
    print(f"\n{len(joined)} of {len(pairs)} pairs of articles nearest in meaning are taken for one story")
    for one, other in joined[:shown]:
        show([articles[one], articles[other]], similarity(signatures[one], signatures[other]))


def show(articles: Sequence[Article], like: float) -> None:
    """Print what tells whether articles are one story."""
    print(f"\n-- {like:.2f}")
    for article in articles[:3]:
        print(f"   {article.id} [{len(article.body)}] {article.title} | {article.body[:160]!r}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path, nargs="+", metavar="FILE", help="JSON lines, .zst")
    parser.add_argument("--articles", type=int, default=10_000, help="how many of it are read")
    parser.add_argument("--show", type=int, default=0, help="how many groups and pairs are printed")
    given = parser.parse_args()
    articles = list(islice(read_archive(given.archive), given.articles))
    signatures = [signature(article.body) for article in articles]
    groups = grouped(signatures)
    print(f"{len(articles)} articles, {len(groups)} groups of {sum(map(len, groups))} articles")
    for places in random.Random(_SEED).sample(groups, min(given.show, len(groups))):
        show([articles[n] for n in places], similarity(signatures[places[0]], signatures[places[1]]))
    measure_planted(articles, signatures)
    measure_pairs(articles, signatures, given.show)


if __name__ == "__main__":
    main()
