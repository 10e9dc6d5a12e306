"""Cue phrases in text."""

from __future__ import annotations

from bot.extract.lexicon import Cue, Lexicon, split_phrases


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(cue.label, text[cue.start : cue.end]) for cue in lexicon.find(text)]


def test_phrases_are_found_as_whole_words_in_any_case() -> None:
    assert found(Lexicon({"good": "faster|win"}), "Faster, but no window") == [("good", "Faster")]


def test_a_star_makes_a_stem() -> None:
    assert found(Lexicon({"good": "improv*"}), "it improved; an improvement") == [
        ("good", "improved"),
        ("good", "improvement"),
    ]


def test_the_longest_phrase_counts() -> None:
    lexicon = Lexicon({"good": "worth", "bad": "not worth it"})
    assert found(lexicon, "not worth it") == [("bad", "not worth it")]


def test_chinese_and_korean_phrases_are_found_inside_words() -> None:
    lexicon = Lexicon({"good": "提升|향상", "bad": "没有提升"})
    assert found(lexicon, "速度没有提升") == [("bad", "没有提升")]
    assert found(lexicon, "정확도가 향상되었다") == [("good", "향상")]


def test_a_cue_counts_words() -> None:
    assert Lexicon({"not": "did not"}).find("It did not help") == [Cue("not", 1, 2, 3, 10)]


def test_a_typographic_apostrophe_is_an_apostrophe() -> None:
    assert found(Lexicon({"not": "didn't"}), "it didn’t help") == [("not", "didn’t")]


def test_a_listing_is_cut_at_bars_and_line_ends() -> None:
    assert split_phrases("a b|c\n    d|") == ("a b", "c", "d")
