"""Instructions of the evidence turned into phrases."""

from __future__ import annotations

import pytest

from bot.synthesize.wording.phrases import (
    asked_for,
    cured,
    distrusted,
    doing,
    forbidden,
    instead,
    instructs,
    is_negative,
    is_rule,
    needed,
    prohibited,
    required_first,
    to_do,
)


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


def test_what_was_done_to_a_thing_is_its_need() -> None:
    assert needed("hardened", "the harness against crashes") == "the harness against crashes needed hardening"
    assert needed("aligned", "the clipping path with the original") == "the clipping path differed from the original"
    assert needed("hardened", "the export") == "the export needed hardening"


def test_what_removed_a_problem_is_its_cure() -> None:
    assert cured("Serial validation removed the earlier false OOM") == ("earlier false OOM", "Serial validation removed it")
    assert cured("Serial validation was slow") == ("", "")


def test_what_is_missing_is_asked_for() -> None:
    assert asked_for("Speed checks were insufficient to claim parity without a dataset trace") == "Require a dataset trace"
    assert asked_for("Speed checks were enough") == ""


def test_what_a_rule_distrusts_is_not_to_be_relied_on() -> None:
    assert distrusted("treat runs without logged steps as invalid") == "Relying on runs without logged steps"


def test_instructions_are_told_from_words_that_look_like_them() -> None:
    assert instructs("For this checkpoint class, use the fallback")
    assert instructs("Validators should share no card")
    assert not instructs("The test set is small")
    assert is_rule("Final loss alone is not sufficient")
    assert not is_rule("The final loss was 2.1")


def test_what_was_changed_is_told_as_what_to_do() -> None:
    assert to_do("Added a check for the queue") == "Add a check for the queue"
    assert to_do("running the hook on all ranks") == "run the hook on all ranks"
    assert to_do("The queue was deepened") == "The queue was deepened"


def test_what_may_not_be_so_is_not_forbidden() -> None:
    assert prohibited("The approach may not capture the order of the scan.") == ("", "")
