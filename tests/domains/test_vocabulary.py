"""Questions to a vocabulary: whole words, and which way is better."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.domains.vocabulary import head_of, holds, metric_direction, tokens_of
from bot.model.domain import Direction


@pytest.mark.parametrize(
    ("name", "words", "held"),
    [
        ("Peak VRAM (GiB)", ("vram",), True),
        ("learning_rate", ("learning rate",), True),
        ("learningRate", ("learning rate",), True),
        ("`lr`", ("lr",), True),
        ("blur", ("lr",), False),
        ("GB/s", ("gb/s",), True),
        ("Validation losses", ("validation loss",), True),
        ("pass@1", ("pass@1",), True),
        ("显存占用", ("显存",), True),
        ("anything", (), False),
    ],
)
def test_a_name_holds_a_word_only_as_a_whole_word(name: str, words: tuple[str, ...], held: bool) -> None:
    assert holds(name, words) is held


def test_the_head_of_a_name_ends_at_a_bracket_or_a_preposition() -> None:
    assert head_of("Peak memory (batch 8)") == ["peak", "memory"]
    assert head_of("Latency at batch 8") == ["latency"]
    assert head_of("(ms)") == ["ms"]


def test_tokens_are_singular() -> None:
    assert tokens_of("max_seq_lengths, latencies and losses") == ["max", "seq", "length", "latency", "and", "loss"]


@pytest.mark.parametrize(
    ("name", "unit", "domain", "direction"),
    [
        ("Validation loss", "", "research", Direction.LOWER),
        ("Accuracy", "%", "research", Direction.HIGHER),
        ("Peak VRAM", "GiB", "unsloth", Direction.LOWER),
        ("Throughput", "tok/s", "unsloth", Direction.HIGHER),
        ("Achieved occupancy", "%", "cuda", Direction.HIGHER),
        ("Registers per thread", "", "cuda", Direction.LOWER),
        ("N=4096", "TFLOPS", "cuda", Direction.HIGHER),
        ("Memory bandwidth", "GB/s", "cuda", Direction.HIGHER),
        ("Throughput at peak memory", "", "cuda", Direction.HIGHER),
        ("Colour", "", "cuda", Direction.UNKNOWN),
    ],
)
def test_the_direction_of_a_metric_is_domain_knowledge(name: str, unit: str, domain: str, direction: Direction) -> None:
    assert metric_direction(name, unit, load_domain(domain)[0]) is direction
