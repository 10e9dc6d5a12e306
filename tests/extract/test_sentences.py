"""Sentences and their lines."""

from __future__ import annotations

import pytest

from bot.extract.sentences import Sentence, split_sentences


def test_a_sentence_knows_its_lines() -> None:
    assert split_sentences("Rank 16 is\nenough. Rank 64 ran\nout of memory.") == (
        Sentence("Rank 16 is enough.", 0, 1),
        Sentence("Rank 64 ran out of memory.", 1, 2),
    )


@pytest.mark.parametrize(
    "text",
    [
        "It took 2.5 s, e.g. on one GPU.",
        "See `model.fit. Then stop` for it.",
        "Compared A vs. B on v1.2 of it",
        "1. First of all",
    ],
)
def test_what_does_not_end_a_sentence(text: str) -> None:
    assert split_sentences(text) == (Sentence(text, 0, 0),)


def test_chinese_sentences_end_without_a_space() -> None:
    assert [sentence.text for sentence in split_sentences("没有提升。原因是显存不足。")] == [
        "没有提升。",
        "原因是显存不足。",
    ]


def test_code_that_opens_a_sentence_starts_a_new_one() -> None:
    assert [sentence.text for sentence in split_sentences("It failed. `bs=8` fits.")] == ["It failed.", "`bs=8` fits."]
