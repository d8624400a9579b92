"""Builds the tokenizer: byte-pair encoding whose tokens may span several syllables.

Vietnamese writes a space between syllables, not between words, so a token that stops at a space is one
syllable and most of the meaning is elsewhere. Two stages, so that a token is always made of whole syllables:
merges inside syllables first, then merges of neighbouring syllables ("▁mặt▁trận▁tổ▁quốc" can be one token). A
foreign word or an abbreviation stands alone, so that it is cut in the same way wherever it occurs.

All normalising is part of the saved tokenizer, so that plain sentence-transformers reads the model right too.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

# Old placement of the tone mark -> new placement, for the three open rhymes on which the two differ.
TONE_PLACEMENT = {
    old: new
    for olds, news in (
        ("òa óa ỏa õa ọa", "oà oá oả oã oạ"),
        ("òe óe ỏe õe ọe", "oè oé oẻ oẽ oẹ"),
        ("ùy úy ủy ũy ụy", "uỳ uý uỷ uỹ uỵ"),
    )
    for old, new in zip(olds.split(), news.split(), strict=True)
}

VOWEL = "[aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ]"
INITIAL = "(?:ngh|ng|nh|gh|kh|ph|th|tr|ch|qu|gi|[bcdđghklmnpqrstvx])"
SYLLABLE = rf"{INITIAL}?{VOWEL}{{1,3}}(?:ch|nh|ng|[cmnpt])?(?![\p{{L}}\p{{M}}])"

# One figure, a run of syllables, or one other word. The rest (punctuation, symbols, controls) is dropped.
PIECE = rf"\p{{N}}+|{SYLLABLE}(?: {SYLLABLE})*|[\p{{L}}\p{{M}}]+"

# "07/2023" and "7/2023" are one month.
LEADING_ZERO = r"(?<![\p{N}.,])0(?=[1-9](?!\p{N}))"

SPACE = "▁"
FIRST_STAND_IN = 0xF0000


def text_normalizer(*, fold_accents: bool) -> normalizers.Normalizer:
    """Return the normalizer that the tokenizer carries: one spelling for one text.

    With ``fold_accents`` accents are dropped too: a question typed without them gives the same tokens.
    """
    if fold_accents:
        spelling: list[normalizers.Normalizer] = [
            normalizers.NFKD(),
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"\p{M}+"), ""),
            normalizers.Replace("đ", "d"),
        ]
    else:
        spelling = [normalizers.NFKC(), normalizers.Lowercase()]
        spelling += [normalizers.Replace(old, new) for old, new in TONE_PLACEMENT.items()]
    return normalizers.Sequence(
        [*spelling, normalizers.Replace(Regex(r"\s+"), " "), normalizers.Replace(Regex(LEADING_ZERO), "")]
    )


def train_tokenizer(texts: Sequence[str], *, syllable_tokens: int, phrase_tokens: int, fold_accents: bool) -> Tokenizer:
    """Train a tokenizer: ``syllable_tokens`` within syllables and words, ``phrase_tokens`` across."""
    tokenizer = _untrained(models.BPE(), fold_accents=fold_accents, across_syllables=False)
    trainer = trainers.BpeTrainer(vocab_size=syllable_tokens, min_frequency=5, limit_alphabet=400, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    vocabulary = tokenizer.get_vocab()
    merges = _merges_of(tokenizer)
    phrases = _phrase_merges(_syllable_runs(tokenizer, texts), vocabulary, phrase_tokens)
    for left, right in phrases:
        vocabulary.setdefault(left + right, len(vocabulary))
    model = models.BPE(vocab=vocabulary, merges=[*merges, *phrases])
    return _untrained(model, fold_accents=fold_accents, across_syllables=True)


def _untrained(model: models.Model, *, fold_accents: bool, across_syllables: bool) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = text_normalizer(fold_accents=fold_accents)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(PIECE), behavior="removed", invert=True),
            pre_tokenizers.Metaspace(replacement=SPACE, prepend_scheme="always", split=not across_syllables),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(replacement=SPACE, prepend_scheme="always")
    return tokenizer


def _merges_of(tokenizer: Tokenizer) -> list[tuple[str, str]]:
    """Read the merges back, in order: the binding has no accessor, the serialised form has them."""
    return [(left, right) for left, right in json.loads(tokenizer.to_str())["model"]["merges"]]


def _syllable_runs(tokenizer: Tokenizer, texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the runs of neighbouring syllables of each text, spelled as tokens ("▁mặt", "▁trận")."""
    splitter = pre_tokenizers.Split(Regex(PIECE), behavior="removed", invert=True)
    normalizer = cast(normalizers.Normalizer, tokenizer.normalizer)
    for text in texts:
        for piece, _ in splitter.pre_tokenize_str(normalizer.normalize_str(text)):
            if " " in piece:
                yield [SPACE + syllable for syllable in piece.split(" ")]


def _phrase_merges(runs: Iterable[list[str]], vocabulary: dict[str, int], size: int) -> list[tuple[str, str]]:
    """Learn merges of whole syllables: each known syllable stands as one private-use character meanwhile."""
    stand_ins = {token: chr(FIRST_STAND_IN + number) for token, number in vocabulary.items()}
    syllables = {stand_in: token for token, stand_in in stand_ins.items()}

    def lines() -> Iterator[str]:
        for run in runs:
            yield "".join(stand_ins.get(syllable, " ") for syllable in run)

    phrases = Tokenizer(models.BPE())
    phrases.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    alphabet = len(vocabulary)
    trainer = trainers.BpeTrainer(vocab_size=alphabet + size, min_frequency=10, max_token_length=6, show_progress=False)
    phrases.train_from_iterator(lines(), trainer)

    def spelled(token: str) -> str:
        return "".join(syllables[character] for character in token)

    return [(spelled(left), spelled(right)) for left, right in _merges_of(phrases)][:size]
