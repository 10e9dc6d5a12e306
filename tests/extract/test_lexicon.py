"""Cue phrases in text."""

from __future__ import annotations

import pytest

from bot.extract.lexicon import Cue, Lexicon, split_phrases, words_of


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(placed.cue.label, text[placed.start : placed.end]) for placed in lexicon.find_placed(text)]


def test_phrases_are_found_as_whole_words_in_any_case() -> None:
    assert found(Lexicon({"good": "faster|win"}), "Faster, but no window") == [("good", "Faster")]


def test_the_longest_phrase_counts() -> None:
    lexicon = Lexicon({"good": "worth", "bad": "not worth it"})
    assert found(lexicon, "not worth it") == [("bad", "not worth it")]
    assert found(lexicon, "It is not worth") == [("good", "worth")]


def test_chinese_and_korean_phrases_are_found_inside_words() -> None:
    lexicon = Lexicon({"good": "提升|향상", "bad": "没有提升"})
    assert found(lexicon, "速度没有提升") == [("bad", "没有提升")]
    assert found(lexicon, "정확도가 향상되었다") == [("good", "향상")]


def test_a_cue_counts_words() -> None:
    assert Lexicon({"not": "did not"}).find("It did not help") == [Cue("not", 1, 2)]
    assert Lexicon({"not": "没有"}).find("B2 组 没有 提升") == [Cue("not", 2, 2, dense=True)]


def test_a_text_without_the_longest_word_of_a_phrase_holds_no_cue() -> None:
    lexicon = Lexicon({"not": "in vain|never", "good": "faster"})
    assert lexicon.anchors == {"vain", "never", "faster"}
    assert lexicon.anchors_of("not") == {"vain", "never"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The A100's loss, 2.5x (FP8)!", ["the", "a100's", "loss", "2", "5x", "fp8"]),
        ("'quoted' out_of_memory", ["quoted", "out", "of", "memory"]),
        ("rock'n'roll", ["rock'n", "roll"]),
        ("it didn’t fit → 3× smaller", ["it", "didn't", "fit", "3", "smaller"]),
        ("mô hình’s", ["mô", "hình's"]),
        ("' '", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_typographic_apostrophe_is_an_apostrophe() -> None:
    assert found(Lexicon({"not": "didn't"}), "it didn’t help") == [("not", "didn’t")]


def test_a_listing_is_cut_at_bars_and_line_ends() -> None:
    assert split_phrases("a b|c\n    d|") == ("a b", "c", "d")
