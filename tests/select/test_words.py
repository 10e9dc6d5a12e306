"""Words to terms."""

from __future__ import annotations

import pytest

from bot.select.words import stem, stem_counts, terms, words_of


@pytest.mark.parametrize(
    "forms",
    [
        "tune tunes tuned tuning",
        "pack packs packed packing",
        "quantization quantisation quantized quantise quantizer",
        "skip skipping skipped",
        "tile tiles tiled tiling",
        "align aligning alignment",
        "load loads loading loader",
        "boundary boundaries",
        "gpu gpus",
        "apply applies applied",
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["a100", "l2", "loss", "ncu", "융합", "16"])
def test_short_words_names_and_numbers_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


def test_a_compound_gives_its_parts_and_the_whole() -> None:
    assert {"kv", "cach", "kvcach"} <= set(terms("kv_cache"))


def test_words_written_apart_are_found_as_one() -> None:
    assert set(terms("warm-up steps")) & set(terms("warmup"))


@pytest.mark.parametrize("text", ["no packing", "not packed", "non-packing", "without packing", "nopack", "packing-free"])
def test_a_negated_word_gives_a_term_of_its_own(text: str) -> None:
    assert "!pack" in set(terms(text))


def test_a_plain_word_is_not_negated() -> None:
    assert not {term for term in terms("packed batches on one node") if term.startswith("!")}


def test_what_the_field_abbreviates_gives_the_abbreviation_too() -> None:
    assert "lr" in set(terms("Learning-rate sweep"))
    assert "oom" in set(terms("ran out of memory"))


def test_chinese_and_korean_are_cut_into_pairs() -> None:
    assert words_of("양자화 실험") == ["양자", "자화", "실험"]


def test_a_long_text_is_counted_by_stem() -> None:
    counts = stem_counts("Tiled tiles, tiling; one kernel")

    assert (counts["til"], counts["kernel"]) == (3, 1)


def test_endless_words_are_left_out() -> None:
    assert words_of("a" * 10_000 + " tile") == ["tile"]
