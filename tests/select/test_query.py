"""Free words as query terms."""

from __future__ import annotations

from bot.select.query import read_query


def texts(words: str) -> list[str]:
    return [term.text for term in read_query(words).terms]


def test_words_of_chat_are_left_out() -> None:
    assert texts("Please summarise what we learned about warp shuffles in our experiments") == ["warp", "shuffl"]


def test_a_word_that_comes_twice_counts_once() -> None:
    assert texts("tiled and tiling") == ["til"]


def test_words_of_documents_in_general_weigh_little_and_alone_say_nothing() -> None:
    weights = {term.text: term.weight for term in read_query("softmax benchmarks of rank 16").terms}

    assert (weights["softmax"], weights["benchmark"], weights["16"]) == (1.0, 0.3, 0.5)
    assert read_query("the benchmark results").is_weak
    assert not read_query("softmax results").is_weak


def test_conjunctions_cut_a_request_into_parts() -> None:
    parts = read_query("LoRA ranks, alpha and dropout + seeds").parts

    assert [[term.text for term in part] for part in parts] == [["lora", "rank"], ["alpha"], ["dropout"], ["seed"]]


def test_a_comparison_is_one_part() -> None:
    assert len(read_query("DDP vs FSDP").parts) == 1


def test_opposites_exclude_each_other() -> None:
    terms = {term.text: term.opposite for term in read_query("with and without packing").terms}

    assert terms == {"pack": "!pack", "!pack": "pack"}


def test_a_negated_word_alone_falls_back_to_the_plain_one() -> None:
    (term,) = read_query("without packing").terms

    assert term.text == "!pack"
    assert dict(term.alternatives)["pack"] == 0.5


def test_an_abbreviation_stands_for_the_words() -> None:
    activation, checkpointing = read_query("activation checkpointing").terms

    assert dict(activation.alternatives)["ac"] == 1.0
    assert dict(checkpointing.alternatives)["ac"] == 1.0


def test_capitals_and_digits_make_a_name() -> None:
    names = {term.word: term.is_name for term in read_query("ResNet on the h100 with 16 heads").terms}

    assert names == {"resnet": True, "h100": True, "16": False, "heads": False}


def test_a_request_may_ask_for_all_that_fit() -> None:
    assert read_query("both softmax reports").wants_all
    assert not read_query("softmax").wants_all
