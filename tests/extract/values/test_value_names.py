"""What a name stands for."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.extract.values.names import clean_name, names_of, spelled, unit_in_name
from bot.model.fact import Kind

RESEARCH = load_domain("research")[0]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Learning rate", (Kind.PARAMETER,)),
        ("learning_rate", (Kind.PARAMETER,)),
        ("Validation loss", (Kind.METRIC,)),
        ("GPU memory", (Kind.METRIC,)),
        ("GPU", (Kind.SETUP,)),
        ("Peak memory (batch size 8)", (Kind.METRIC,)),
        ("Loss at step 100", (Kind.METRIC,)),
        ("Number of layers", (Kind.PARAMETER,)),
        ("registers/thread", ()),
        ("Train/Val split", (Kind.SETUP,)),
        ("tokens/s", (Kind.METRIC,)),
        ("训练损失", (Kind.METRIC,)),
        ("elapsed_ms", (Kind.METRIC,)),
        ("Colour", ()),
    ],
)
def test_the_head_of_a_name_says_what_it_stands_for(name: str, kinds: tuple[Kind, ...]) -> None:
    assert names_of(RESEARCH).senses(name) == kinds


def test_a_name_ends_in_a_word_or_only_holds_it() -> None:
    names = names_of(RESEARCH)

    assert names.ends_in("base model", Kind.SETUP)
    assert not names.ends_in("Model A", Kind.SETUP)
    assert names.names_parameter("weight decay")
    assert not names.names_parameter("strong weight decay")


def test_a_report_adds_its_own_metrics_to_the_vocabulary() -> None:
    names = names_of(RESEARCH, ("Target words", "Result"))

    assert names.names_metric(spelled("target words"))
    assert not names.names_metric("result")
    assert not names_of(RESEARCH).names_metric("target word")


def test_names_of_one_domain_are_one_object() -> None:
    assert names_of(RESEARCH, ("a b",)) is names_of(RESEARCH, ("a b",))
    assert names_of(load_domain("cuda")[0]) is not names_of(RESEARCH)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Peak VRAM (MiB, any GPU)", "MiB"),
        ("Ours (us)", "us"),
        ("peak_alloc_gb", "gb"),
        ("data_loading(%)", "%"),
        ("TFLOPS", "TFLOPS"),
        ("Prefill tok/s", "tok/s"),
        ("train_samples_per_second", "samples/s"),
        ("Loss", ""),
        ("Rank (r)", ""),
    ],
)
def test_a_name_may_carry_the_unit(name: str, unit: str) -> None:
    assert unit_in_name(name) == unit


def test_a_name_is_cleaned_of_marks_and_line_breaks() -> None:
    assert clean_name(" `peak\n VRAM`: ") == "peak VRAM"
    assert clean_name("--batch-size") == "batch-size"
