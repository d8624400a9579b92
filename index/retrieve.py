"""Finds passages in two stages: BM25 and dense candidates by the weighted sum of both scores, then the best compared.

Weighted scores and not ranks: reciprocal-rank fusion with a weaker ranker throws away how sure the stronger one is
(MRR@10 on XQuAD-vi with 5,000 news distractors: BM25 0.937, rank fusion 0.844, weighted sum 0.944).

What a question names (district, quarter, title) finds further passages by a filter in tantivy. Not in Chroma: with
20,000 passages of 1,024 dimensions its query takes 3 ms of processor time, with a ``where`` on the day 40 ms and on the
area 23 ms; tantivy's filtered query takes 1 ms. What is found so joins the rest and gets no bonus in the score: in an
archive of 337 articles in the same words, 60 questions on one district and quarter had 27 right answers without filters
and 60 with them; bonuses of 0.05 to 1 instead had no more, and one of 3 hid passages that answered and met no filter.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from index.filters import Filter
from index.interaction import Features
from index.lexical import LexicalStore
from index.manifest import Manifest
from index.options import RetrieveOptions
from index.passages import article_of
from index.rerank import Reranker
from index.stores import Stores
from index.types import Encoder, Hit, Question, Vectors
from index.vectors import cosines

_PASSAGES_OF_ONE = 2


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What the first stage found: BM25 scores and cosines by passage id, and what became of them.

    ``found`` is what words or meaning found, best first by ``sums``, the weighted sum of both; ``meeting`` is what
    meets the filter, in its order.
    """

    lexical: Mapping[str, float]
    dense: Mapping[str, float]
    sums: Mapping[str, float]
    found: Sequence[str]
    meeting: Sequence[str]


def retrieve(
    question: Question,
    *,
    stores: Stores,
    encoder: Encoder,
    reranker: Reranker,
    options: RetrieveOptions,
    wanted: Filter | None = None,
) -> list[Hit]:
    """Return the best passages for ``question``, best first, at most ``options.top``.

    What meets ``wanted`` joins them, at most ``options.filtered`` passages more. It takes no one's place, so a filter
    can be wrong and hide nothing.
    """
    candidates = _candidates(question.search_text, stores, encoder, options, wanted)
    scores = _scores(question, candidates, stores.manifest, reranker, options)
    # Equal scores fall back on the id, so that the order never depends on a hash.
    order = sorted(scores, key=lambda each: (-scores[each], each))
    # Twice as many as wanted: an id that the manifest does not know is passed over.
    late = _late(candidates, options)
    found = [each for each in _within(order, candidates.found) if each not in late][: 2 * options.top]
    ordered = wanted is not None and wanted.recency is not None
    meeting = candidates.meeting if ordered else _within(order, candidates.meeting)
    listed = stores.manifest.listed([*found, *meeting])
    kept = _within(found, listed)[: options.top]
    kept += [each for each in meeting if each in listed and each not in kept][: options.filtered]
    passages = stores.manifest.passages(kept)
    return [
        Hit(passages[each], scores[each], candidates.lexical.get(each, 0.0), candidates.dense.get(each, 0.0))
        for each in _within(order, kept)
    ]


def describe(
    question: Question, *, stores: Stores, encoder: Encoder, reranker: Reranker, options: RetrieveOptions
) -> tuple[list[str], Features]:
    """Return the ids of the passages that the second stage compares, and the signs of each, for fitting.

    The signs have the shape (passages, signs), columns as in ``rerank.SIGNS``.
    """
    candidates = _candidates(question.search_text, stores, encoder, options, None)
    return _described(question, candidates, stores.manifest, reranker, options)


def _candidates(
    question: str, stores: Stores, encoder: Encoder, options: RetrieveOptions, wanted: Filter | None
) -> _Candidates:
    row = encoder.encode_questions([question])[0] if options.dense_weight > 0 else None
    lexical, meeting, found_near = _searched(question, row, stores, options, wanted)
    nearest: dict[str, float] = {}
    dense: dict[str, float] = {}
    if row is not None:
        dense = _similarities(row, {*lexical, *meeting, *found_near}, stores.manifest)
        nearest = {each: dense[each] for each in found_near if each in dense}
    # What words or meaning found keeps the score that it has without a filter.
    scored = {each: score for each, score in meeting.items() if each not in nearest} | lexical
    best = max(lexical.values(), default=1.0)
    sums = {
        each: scored.get(each, 0.0) / best + options.dense_weight * dense.get(each, 0.0)
        for each in {**scored, **nearest}
    }
    found = sorted({**lexical, **nearest}, key=lambda each: (-sums[each], each))
    by_day = list(_few_of_each(meeting)) if wanted and wanted.recency else list(meeting)
    return _Candidates(scored, dense, sums, found, by_day)


def _searched(
    question: str, row: Vectors | None, stores: Stores, options: RetrieveOptions, wanted: Filter | None
) -> tuple[dict[str, float], dict[str, float], Sequence[str]]:
    """Return BM25's scores of what the words find and of what meets the filter, and the ids of the nearest by meaning.

    All three are sought at once: tantivy and Chroma let go of the interpreter while they search, and with a second core
    a question waits for the longest and not for their sum. Only the vectors of a server may ask the manifest meanwhile.
    """
    with ThreadPoolExecutor(2, "searching") as beside:
        meeting = beside.submit(_meeting, question, stores.lexical, options, wanted) if wanted else None
        nearest = beside.submit(stores.vectors.search, row, options.candidates) if row is not None else None
        lexical = dict(stores.lexical.search(question, options.candidates, options))
        return lexical, meeting.result() if meeting else {}, nearest.result() if nearest else []


def _scores(
    question: Question, candidates: _Candidates, manifest: Manifest, reranker: Reranker, options: RetrieveOptions
) -> dict[str, float]:
    """Return the score of each candidate: of the second stage, or, behind all of these, of the first."""
    known, signs = _described(question, candidates, manifest, reranker, options)
    scores = dict(zip(known, (signs @ reranker.weights).tolist(), strict=True))
    rest = {each: score for each, score in candidates.sums.items() if each not in scores}
    behind = min(0.0, min(scores.values()) - max(rest.values())) if scores and rest else 0.0
    return scores | {each: score + behind for each, score in rest.items()}


def _described(
    question: Question, candidates: _Candidates, manifest: Manifest, reranker: Reranker, options: RetrieveOptions
) -> tuple[list[str], Features]:
    """Return the candidates that are compared in detail, and the signs of each."""
    compared = [*_early(candidates, options), *_late(candidates, options)]
    terms = manifest.terms(compared)
    known = _within(compared, terms)
    best = max((candidates.lexical.get(each, 0.0) for each in candidates.found), default=0.0) or 1.0
    found = [(candidates.lexical.get(each, 0.0) / best, candidates.dense.get(each, 0.0)) for each in known]
    return known, reranker.describe(question, found, [terms[each] for each in known])


def _early(candidates: _Candidates, options: RetrieveOptions) -> Sequence[str]:
    """Return what the second stage compares whatever the filter says."""
    return candidates.found[: options.rerank.candidates]


def _late(candidates: _Candidates, options: RetrieveOptions) -> list[str]:
    """Return what it compares beside that because it meets the filter; none of it takes another's place."""
    early = set(_early(candidates, options))
    return [each for each in candidates.meeting if each not in early] if early else []


def _within(passage_ids: Iterable[str], among: Iterable[str]) -> list[str]:
    chosen = set(among)
    return [each for each in passage_ids if each in chosen]


def _meeting(question: str, lexical: LexicalStore, options: RetrieveOptions, wanted: Filter) -> dict[str, float]:
    """Return (id, BM25 score) of what meets the whole filter, or, where nothing does, each part of it."""
    whole = lexical.search_filtered(question, options.candidates, options, wanted)
    if whole:
        return dict(whole)
    return {
        passage_id: score
        for part in wanted.parts()
        for passage_id, score in lexical.search_filtered(question, options.candidates, options, part)
    }


def _few_of_each(passage_ids: Iterable[str]) -> Iterator[str]:
    """Yield the first passages of each article, in their order: a long article must not be all that is newest."""
    counts: Counter[str] = Counter()
    for passage_id in passage_ids:
        counts[article_of(passage_id)] += 1
        if counts[article_of(passage_id)] <= _PASSAGES_OF_ONE:
            yield passage_id


def _similarities(question: Vectors, passage_ids: Collection[str], manifest: Manifest) -> dict[str, float]:
    """Return the cosine of each passage that the manifest knows: of the whole vectors, where Chroma's may be cut."""
    packed = manifest.vectors(sorted(passage_ids))
    return dict(zip(packed, cosines(question, list(packed.values())).tolist(), strict=True))
