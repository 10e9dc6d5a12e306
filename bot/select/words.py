"""Words to terms: lower case, compounds split and joined, light stems, abbreviations of the field, negation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

ABBREVIATIONS = {
    "activation checkpointing": "ac",
    "bandwidth": "bw",
    "batch size": "bs",
    "checkpoint": "ckpt",
    "data parallel": "dp",
    "flash attention": "fa",
    "gradient accumulation": "ga",
    "gradient checkpointing": "gc",
    "learning rate": "lr",
    "memory": "mem",
    "out of memory": "oom",
    "performance": "perf",
    "perplexity": "ppl",
    "quantization": "quant",
    "registers": "regs",
    "shared memory": "smem",
    "tensor parallel": "tp",
    "throughput": "tput",
    "weight decay": "wd",
}
"""What the field writes out or abbreviates as it likes."""

NOT = "!"
"""Opens the term of a negated word: `not packed` and `nopack` give `!pack`."""

NEGATIONS = frozenset({"no", "non", "not", "without", "un"})
"""Words that negate the next one."""

FREE = "free"
"""Negates the word before it (`padding-free`)."""

_WORD = re.compile(r"[^\W_]+")
_CJK = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))  # as a pattern they take 3 ms to compile
_NEGATED = re.compile(r"(?:non|no|un)([a-z]{4,})")
_INFLECTIONS = (("ing", ""), ("ied", "y"), ("ed", ""))
_DERIVATIONS = (
    *(("is" + ending, "iz") for ending in ("ation", "er", "e", "")),
    *(("iz" + ending, "iz") for ending in ("ation", "er", "e", "")),
    *((ending, "") for ending in ("ation", "ate", "at", "ion", "ment", "er", "e")),
)
_SHORTEST_STEM = 3
_LONGEST_WORD = 60


@cache
def stem(word: str) -> str:
    """Return what the forms of an English word share (`tuning`, `tuned`, `tunes`: `tun`); `word` is in lower case."""
    if not word.isascii() or not word.isalpha() or len(word) <= _SHORTEST_STEM:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and (word.endswith("pus") or not word.endswith(("ss", "us", "is"))):
        word = word[:-1]
    return _without_ending(_without_ending(word, _INFLECTIONS), _DERIVATIONS)


def _without_ending(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, kept in endings:
        if word.endswith(ending) and len(word) - len(ending) + len(kept) >= _SHORTEST_STEM:
            base = word[: len(word) - len(ending)] + kept
            doubled = not kept and len(base) > _SHORTEST_STEM and base[-1] == base[-2] and base[-1] not in "lsz"
            return base[:-1] if doubled else base
    return word


def words_of(text: str) -> list[str]:
    """Return the words of `text` in lower case; Chinese, Japanese and Korean words are cut into pairs of characters."""
    if text.isascii():
        return [word for word in _WORD.findall(text.lower()) if len(word) <= _LONGEST_WORD]
    found = []
    for word in _WORD.findall(text.lower()):
        if len(word) > _LONGEST_WORD:
            continue
        if word.isascii() or not any(first <= letter <= last for letter in word for first, last in _CJK):
            found.append(word)
        else:
            found.extend(word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return found


def terms(text: str) -> Iterator[str]:
    """Yield the terms of a short text: stems, neighbours written as one word, abbreviations, negated words."""
    words = words_of(text)
    stems = [stem(word) for word in words]
    for at, word in enumerate(words):
        yield stems[at]
        if plain := negated(word):
            yield NOT + stem(plain)
        if is_negated(words, at):
            yield NOT + stems[at]
        if at and word.isascii():
            yield stem(words[at - 1] + word)
        for phrase, abbreviation in abbreviations_from(stems[at]):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                yield abbreviation


def is_negated(words: Sequence[str], at: int) -> bool:
    """Say whether the word at `at` is negated by its neighbours: `not packed`, `padding-free`."""
    return (at > 0 and words[at - 1] in NEGATIONS) or words[at + 1 : at + 2] == [FREE]


def negated(word: str) -> str:
    """Return the word that a prefix negates (`nopack`: `pack`), empty where there is no such prefix."""
    match = _NEGATED.fullmatch(word)
    return match[1] if match else ""


def stem_counts(text: str) -> Counter[str]:
    """Return how often each stem stands in a long text; made to be quick rather than thorough."""
    counts: Counter[str] = Counter()
    for word, count in Counter(words_of(text)).items():
        counts[stem(word)] += count
    return counts


def abbreviations_from(first: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the phrases, as stems, that begin with the stem `first`, each with its abbreviation."""
    return _phrases().get(first, ())


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for written_out, abbreviation in ABBREVIATIONS.items():
        phrase = tuple(stem(word) for word in written_out.split())
        table[phrase[0]] = (*table.get(phrase[0], ()), (phrase, stem(abbreviation)))
    return table
