"""The last door before an answer leaves: marks match citations, quotes are their spans, and all that is said is cited.

What stands in quotation marks has to be a cited article's to the letter. The rest of a line was put together by us:
its figures, its dates in whatever form, and its names have to stand in what the line cites, or be its article's own.
What a language model wrote is held, sentence by sentence, to more: see ``verify_generated``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.article import Article
from index.answer import evidence_of
from index.displayed import ELLIPSIS, displayed
from index.retold import tells
from index.sentence_stream import sentences
from index.types import Answer, Citation, Period, Status, WrittenBy
from index.verify_generated import GeneratedVerifier
from index.vietnamese.amounts import find_money, find_percentages
from index.vietnamese.dates import find_dates
from index.vietnamese.normalise import compose, normalise

_MARK = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^|[.!?:])\W*$")
_A_LEAP_YEAR = 2000  # stands for the year that a date does not name
_Days = tuple[int, int, int, int]


def faults(answer: Answer, articles: Mapping[str, Article], generated: GeneratedVerifier | None = None) -> list[str]:
    """Return what is wrong with ``answer``, one line each; an answer with faults is not sent.

    ``articles`` are the cited articles by id; ``generated`` holds what a language model wrote against its citations,
    and without it nothing so written passes.
    """
    if answer.status is not Status.ANSWERED:
        found = ["a refusal carries citations"] if answer.citations or answer.further else []
        return [*found, "a refusal carries marks"] if _MARK.search(answer.text) else found
    found = [] if answer.citations else ["nothing is cited"]
    found += _marks_amiss(answer)
    for citation in (*answer.citations, *answer.further):
        found += _citation_amiss(citation, articles.get(citation.article_id))
        found += _retelling_amiss(citation, articles)
    found += _further_amiss(answer)
    if found:
        return found
    lines = answer.text.split("\n")
    if answer.written_by is WrittenBy.LLM:
        return [fault for line in lines for fault in _unproven(line, answer, articles, generated)]
    return [fault for line in lines for fault in _unsupported(line, answer, articles)]


def _unproven(
    line: str, answer: Answer, articles: Mapping[str, Article], generated: GeneratedVerifier | None
) -> list[str]:
    """Return what a line that a language model wrote says beyond the spans that it cites."""
    read = list(sentences([line]))
    if generated is None or len(read) != 1:
        return [f"“{line}” is no sentence that can be held against its citations"]
    found = []
    for part in read[0].parts:
        cited = [evidence_of(one, articles[one.article_id]) for one in answer.citations if one.n in part.marks]
        found += generated.faults(part.text, cited)
    return found


def holds_answer(written: Answer, quoted: Answer, generated: GeneratedVerifier) -> bool:
    """Return whether a text that a language model wrote holds what answers: of each citation of the extractive answer.

    What answers are the words that it sets off, and the days that it tells beside its quotes, with their years; where
    it sets off none, the span has to be cited.
    """
    if not _days_told(quoted) <= {found.period for found in find_dates(written.text, _A_LEAP_YEAR) if found.has_year}:
        return False
    cited = {(one.article_id, one.start, one.end) for one in written.citations}
    for citation in quoted.citations:
        if (citation.article_id, citation.start, citation.end) not in cited:
            return False
        year = citation.published.year if citation.published else _A_LEAP_YEAR
        answers = [citation.quote[one.start - citation.start : one.end - citation.start] for one in citation.answers]
        if answers and not any(generated.holds(_MARK.sub(" ", written.text), answer, year) for answer in answers):
            return False
    return True


def _days_told(answer: Answer) -> set[Period]:
    """Return the days with a year that an answer tells in words of its own, which its quotes may tell without one."""
    texts = [displayed(text) for one in answer.citations for text in (one.quote, one.title)]
    ours = [_without_quotes(compose(line), texts)[0] for line in answer.text.split("\n") if _MARK.search(line)]
    return {found.period for line in ours for found in find_dates(line, _A_LEAP_YEAR) if found.has_year}


def _marks_amiss(answer: Answer) -> Iterator[str]:
    marks = {int(number) for number in _MARK.findall(answer.text)}
    numbers = [citation.n for citation in answer.citations]
    if marks != set(numbers) or numbers != list(range(1, len(numbers) + 1)):
        yield f"marks {sorted(marks)} do not match citations {numbers}"


def _citation_amiss(citation: Citation, article: Article | None) -> Iterator[str]:
    if article is None or not citation.quote or article.body[citation.start : citation.end] != citation.quote:
        yield f"citation {citation.n} is not its span of {citation.article_id}"
    elif (citation.title, citation.published) != (article.title, article.published):
        yield f"citation {citation.n} has another title or date than {citation.article_id}"
    for span in citation.answers:
        if not citation.start <= span.start < span.end <= citation.end:
            yield f"citation {citation.n} marks {span.start} to {span.end}, outside itself"


def _retelling_amiss(citation: Citation, articles: Mapping[str, Article]) -> Iterator[str]:
    for source in citation.also:
        article = articles.get(source.article_id)
        if article is None or not tells(article, citation.quote):
            yield f"citation {citation.n} does not stand in {source.article_id}, which is named beside it"


def _further_amiss(answer: Answer) -> Iterator[str]:
    shown = list(answer.citations)
    for citation in answer.further:
        if citation.n != len(shown) + 1:
            yield f"further evidence {citation.n} is not numbered {len(shown) + 1}"
        if any(_overlap(citation, one) for one in shown):
            yield f"further evidence {citation.n} repeats what is shown before it"
        shown.append(citation)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end


@dataclass(frozen=True)
class _Support:
    """What a line may say: the texts it may quote, and the numbers, figures, days and words that stand in them.

    ``years`` are those that a date without one in each text is of. Most lines quote and say little else, so that what
    stands in the texts is found once it is asked for.
    """

    texts: Sequence[str]
    years: Sequence[int]

    @classmethod
    def of(cls, citations: Sequence[Citation], articles: Mapping[str, Article]) -> "_Support":
        texts: list[str] = []
        years: list[int] = []
        for citation in citations:
            article = articles[citation.article_id]
            stamp = article.published.strftime("%d/%m/%Y %H:%M") if article.published else ""
            about = (citation.quote, article.title, article.area, article.publisher, article.author, stamp)
            own = [displayed(part) for part in about if part]
            texts += own
            years += [article.published.year if article.published else _A_LEAP_YEAR] * len(own)
        return cls(texts, years)

    @cached_property
    def numbers(self) -> set[str]:
        return _numbers("\n".join(self.texts))

    @cached_property
    def figures(self) -> set[tuple[str, object]]:
        return _figures("\n".join(self.texts))

    @cached_property
    def periods(self) -> set[Period]:
        return {
            found.period for text, year in zip(self.texts, self.years, strict=True) for found in find_dates(text, year)
        }

    @cached_property
    def words(self) -> str:
        return "|".join(map(_flat, self.texts))


def _unsupported(line: str, answer: Answer, articles: Mapping[str, Article]) -> Iterator[str]:
    """Yield what a line says that nothing it cites bears out; a line without a mark may say what any citation does."""
    marks = {int(number) for number in _MARK.findall(line)}
    cited = [citation for citation in answer.citations if citation.n in marks or not marks]
    support = _Support.of(cited, articles)
    ours, misquoted = _without_quotes(compose(_MARK.sub(" ", line)), support.texts)
    yield from (f"“{quote}” is no quote of a cited text" for quote in misquoted)
    rest = list(ours)
    for found in find_dates(ours, _A_LEAP_YEAR):
        known = support.periods if found.has_year else {_days(period) for period in support.periods}
        if (found.period if found.has_year else _days(found.period)) not in known:
            yield f"{ours[found.start : found.end]} is no date of a cited text"
        rest[found.start : found.end] = " " * (found.end - found.start)
    yield from (
        f"{value} {unit} is no figure of a cited text"
        for unit, value in _figures(ours)
        if (unit, value) not in support.figures
    )
    yield from (
        f"{number} stands in no cited text" for number in _numbers("".join(rest)) if number not in support.numbers
    )
    yield from (f"{name} stands in no cited text" for name in _names(ours) if _flat(name) not in support.words)


def _days(period: Period) -> _Days:
    return period.first.month, period.first.day, period.last.month, period.last.day


def _without_quotes(line: str, texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the line without what it quotes from ``texts``, and what it sets in quotation marks without quoting."""
    kept, misquoted, at = "", [], 0
    while (start := line.find("“", at)) >= 0:
        kept += f"{line[at:start]} | "
        ends = [mark.start() for mark in re.finditer("”", line) if mark.start() > start]
        quoting = (end for end in reversed(ends) if _quotes(line[start + 1 : end], texts))
        end = next(quoting, None)
        if end is None:
            misquoted.append(line[start + 1 : ends[0] if ends else None])
        at = start + 1 if end is None else end + 1
    return kept + line[at:], misquoted


def _quotes(inside: str, texts: Sequence[str]) -> bool:
    quote = inside.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")
    # The title of an article that has none says nothing.
    return not inside or (bool(quote) and any(quote in text for text in texts))


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text as written, without leading noughts."""
    return {number.lstrip("0") or "0" for number in _NUMBER.findall(text)}


def _figures(text: str) -> set[tuple[str, object]]:
    money = {("đồng", found.value) for found in find_money(text)}
    return money | {("%", found.value) for found in find_percentages(text)}


def _names(text: str) -> Iterator[str]:
    """Yield the runs of capitalised words; a single word that begins a sentence has its capital from there."""
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        capital = word is not None and word[0][0].isupper()
        if word and capital and (not run or text[run[-1].end() : word.start()] == " "):
            run.append(word)
            continue
        if run and (len(run) > 1 or not _SENTENCE_START.search(text[: run[0].start()])):
            yield text[run[0].start() : run[-1].end()]
        run = [word] if word and capital else []


def _flat(text: str) -> str:
    """Return the normalised words of a text, each between spaces."""
    return f" {' '.join(_WORD.findall(normalise(text)))} "
