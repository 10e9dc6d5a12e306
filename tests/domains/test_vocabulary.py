"""Questions to a vocabulary: whole words, and which way is better."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.domains.vocabulary import holds, longest, metric_direction
from bot.model.domain import Direction


@pytest.mark.parametrize(
    ("name", "words", "held"),
    [
        ("Peak VRAM (GiB)", ("vram",), True),
        ("learning_rate", ("learning rate",), True),
        ("`lr`", ("lr",), True),
        ("blur", ("lr",), False),
        ("GB/s", ("gb/s",), True),
        ("显存占用", ("显存",), True),
        ("anything", (), False),
    ],
)
def test_a_name_holds_a_word_only_as_a_whole_word(name: str, words: tuple[str, ...], held: bool) -> None:
    assert holds(name, words) is held


def test_the_longest_word_counts() -> None:
    assert longest("validation loss", ("loss", "validation loss")) == len("validation loss")
    assert longest("validation loss", ()) == 0


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
        ("Colour", "", "cuda", Direction.UNKNOWN),
    ],
)
def test_the_direction_of_a_metric_is_domain_knowledge(name: str, unit: str, domain: str, direction: Direction) -> None:
    assert metric_direction(name, unit, load_domain(domain)[0]) is direction
