"""Settings written as pairs."""

from __future__ import annotations

import pytest

from bot.extract.values.pairs import flags, pairs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("`lr=3e-4`, `betas=(0.9, 0.95)`", [("lr", "3e-4"), ("betas", "(0.9, 0.95)")]),
        ("training.steps=100.", [("training.steps", "100")]),
        ("`seed = 42`", [("seed", "42")]),
        ("mode=`full`, name='a b'", [("mode", "full"), ("name", "a b")]),
        ("vocab=151,936, hidden=64", [("vocab", "151,936"), ("hidden", "64")]),
        ("M=N=K=4096", [("M=N=K", "4096")]),
        ("M = N = K = 4096", [("M = N = K", "4096")]),
        ("K∈{2,4,8}", [("K", "{2,4,8}")]),
        ("loss=[0.5, 0.25]", [("loss", "[0.5, 0.25]")]),
        ("use_cache=False", [("use_cache", "False")]),
        ("r=32/alpha=64", [("r", "32"), ("alpha", "64")]),
    ],
)
def test_a_pair_is_a_name_and_its_value(text: str, found: list[tuple[str, str]]) -> None:
    assert [(pair.name, pair.value) for pair in pairs(text)] == found


@pytest.mark.parametrize(
    "text", ["y = a * b", "f = g(x)", "a == b", "x >= 3", "the stride = 64 bytes", "ratio = new / old", "x != 3"]
)
def test_an_expression_is_no_setting(text: str) -> None:
    assert list(pairs(text)) == []


def test_flags_have_values_or_are_switches() -> None:
    found = [(flag.name, flag.value) for flag in flags("run.py --lr 1e-4 --bf16 --steps=100 --no-cache -- rest")]

    assert found == [("lr", "1e-4"), ("bf16", "--bf16"), ("steps", "100"), ("no-cache", "--no-cache")]


def test_the_end_of_a_joined_line_is_no_value_of_a_flag() -> None:
    found = [(flag.name, flag.value) for flag in flags("nvcc --relaxed \\\n  --maxrregcount=255 k.cu")]

    assert found == [("relaxed", "--relaxed"), ("maxrregcount", "255")]


def test_a_pair_knows_its_place() -> None:
    (pair,) = pairs("with rank=16, ok")

    assert "with rank=16, ok"[pair.start : pair.end] == "rank=16"
