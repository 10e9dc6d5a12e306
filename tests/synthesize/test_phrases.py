"""Instructions of the evidence turned into phrases."""

from __future__ import annotations

import pytest

from bot.synthesize.phrases import doing, forbidden, instead, is_negative, prohibited, required_first


@pytest.mark.parametrize(
    ("imperative", "phrase"),
    [
        ("treat A as B", "Treating A as B"),
        ("use A as evidence.", "Using A as evidence"),
        ("run both jobs", "Running both jobs"),
        ("see the log", "Seeing the log"),
        ("tie the weights", "Tying the weights"),
    ],
)
def test_an_imperative_becomes_what_is_done(imperative: str, phrase: str) -> None:
    assert doing(imperative) == phrase


def test_a_negative_instruction_gives_what_it_forbids() -> None:
    assert is_negative("Do not use one run as evidence.")
    assert forbidden("Never use one run as evidence.") == "Using one run as evidence"
    assert forbidden("Avoid global RNG draws in the loader.") == "Global RNG draws in the loader"
    assert not is_negative("Use two runs as evidence.")


def test_what_a_phrase_leaves_out_comes_first() -> None:
    assert required_first("Reading scores without checking the backend") == "Checking the backend first"
    assert required_first("Reading scores without care") == ""


def test_a_rule_rules_something_out_for_a_reason() -> None:
    assert prohibited("Validators must not share a card, because that hides OOM.") == (
        "Letting validators share a card",
        "that hides OOM",
    )
    assert prohibited("Validators share a card.") == ("", "")


def test_what_was_done_without_something_else() -> None:
    assert instead("Moving the remap into the adapter kept loading intact without patching the shared loader.") == (
        "Moving the remap into the adapter kept loading intact",
        "Patching the shared loader",
    )
