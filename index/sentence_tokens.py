"""The encoder tokens of sentences, as they were read when their passages were indexed.

Reading some thirty sentences with two tables takes 7 ms of an answer, and fetching what is stored half of one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.candidates import Candidate
from index.encoder.tables import TokenTables
from index.passage_terms import Numbers, PassageTerms
from index.types import Passage
from index.vietnamese.abbreviations import Abbreviations

Ids = Sequence[int] | Numbers


@dataclass(frozen=True, slots=True)
class SentenceTokens:
    """Reads texts as the numbers of their tokens, short forms in full; ``terms`` finds those of passages by id."""

    tables: TokenTables
    abbreviations: Abbreviations
    terms: Callable[[Sequence[str]], Mapping[str, PassageTerms]]

    def of_texts(self, texts: Sequence[str], *, accented: bool) -> list[list[int]]:
        """Return the tokens of each text, by the table with accents or without."""
        return self.tables.reading(accented=accented).token_ids(
            [self.abbreviations.written_out(text) for text in texts]
        )

    def of_candidates(self, candidates: Sequence[Candidate]) -> tuple[list[Ids], list[Ids]]:
        """Return the tokens of each sentence by both tables: with accents, and without."""
        stored = self.terms(list({one.hit.passage.id for one in candidates if one.hit}))
        accented: list[Ids] = [()] * len(candidates)
        folded: list[Ids] = [()] * len(candidates)
        unread = []
        for place, candidate in enumerate(candidates):
            passage = candidate.hit.passage if candidate.hit else None
            terms = stored.get(passage.id) if passage else None
            if passage and terms and _are_of(terms, passage):
                sentence = passage.sentences.index(candidate.reading.sentence)
                accented[place] = terms.accented_tokens.sentence(sentence)
                folded[place] = terms.folded_tokens.sentence(sentence)
            else:
                unread.append(place)
        texts = [candidates[place].reading.text for place in unread]
        for found, spelled in ((accented, True), (folded, False)):
            for place, ids in zip(unread, self.of_texts(texts, accented=spelled), strict=True):
                found[place] = ids
        return accented, folded


def _are_of(terms: PassageTerms, passage: Passage) -> bool:
    """Return whether the terms hold every sentence: one without a syllable or a token is left out of them."""
    return len(terms.accented_tokens.starts) == len(passage.sentences)
