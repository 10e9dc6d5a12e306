"""What was told is found again by its words: the first text that is alike, as if each had been looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.model.draft import Source, Statement
from bot.synthesize.evidence.findings import without_repeats
from bot.synthesize.evidence.told import Told, are_alike

WORDS = st.frozensets(st.sampled_from("abcdefghij"), max_size=7)


def one_by_one(told: list[frozenset[str]], words: frozenset[str]) -> int | None:
    return next((place for place, other in enumerate(told) if are_alike(other, words)), None)


@given(st.lists(st.tuples(WORDS, st.integers(0, 12)), max_size=30))
def test_the_first_text_that_is_alike_is_found_though_few_are_compared(texts: list[tuple[frozenset[str], int]]) -> None:
    told, known = Told(words for words, _ in texts), list[frozenset[str]]()

    for words, place in texts:
        assert told.first_like(words) == one_by_one(known, words)
        at = min(place, len(known))  # the next place, or one that is told anew
        known[at : at + 1] = [words]
        told.tell(words, at)


def test_the_sources_of_repeats_are_gathered_in_their_order() -> None:
    def said(text: str, *lines: int) -> Statement:
        return Statement(text, tuple(Source("a.md", (line, line)) for line in lines))

    short, again, longer = (
        "Packing halves the step time",
        "Packing halves the step time",
        "Packing halves the step time to 40 ms",
    )

    (one,) = without_repeats((said(short, 3), said(again, 3, 5), said(longer, 9), said(again, 7)))

    assert (one.text, [source.lines[0] for source in one.sources]) == (longer, [9, 3, 5, 7])
