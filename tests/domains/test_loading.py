"""Domain files: shipped ones, a team's own, and broken ones."""

from __future__ import annotations

import pytest

from bot.domains.loading import DOMAINS, load_domain


@pytest.mark.parametrize("name", DOMAINS)
def test_each_shipped_domain_loads_without_a_warning(name: str) -> None:
    domain, warning = load_domain(name)

    assert warning == ""
    assert domain.name == name
    assert domain.vocabulary.metrics
    assert domain.subjects
    assert domain.focus


@pytest.mark.parametrize(
    ("name", "naming"),
    [("research", "{task}-{finding}"), ("unsloth", "{model}-{config}"), ("cuda", "{operation}-{optimization}")],
)
def test_each_shipped_domain_has_its_naming_convention(name: str, naming: str) -> None:
    assert load_domain(name)[0].naming == naming


def test_a_domain_holds_the_general_words_too() -> None:
    words = load_domain("cuda")[0].vocabulary.metrics

    assert "occupancy" in words
    assert "latency" in words


def test_an_unknown_domain_gets_general_rules_and_a_warning_that_names_the_three() -> None:
    domain, warning = load_domain("biology")

    assert domain.name == "biology"
    assert "latency" in domain.vocabulary.metrics
    assert warning == ("unknown domain `biology`, general rules are used (known are research, unsloth, cuda)")


def test_a_team_file_extends_a_shipped_domain_under_its_own_name() -> None:
    files = {".retro-bot/domains/fpga.yaml": "extends: cuda\ntitle: FPGA\nmetrics: [LUTs]\nfocus:\n  Timing: [slack]\n"}

    domain, warning = load_domain("fpga", files)

    assert warning == ""
    assert domain.title == "FPGA"
    assert domain.vocabulary.metrics[0] == "luts"
    assert "occupancy" in domain.vocabulary.metrics
    assert ("Timing", ("slack",)) in domain.focus
    assert domain.naming == "{operation}-{optimization}"


def test_a_team_file_named_like_a_shipped_domain_adds_to_it() -> None:
    domain, warning = load_domain("cuda", {"domains/cuda.yaml": "extends: cuda\nsubjects: [fft]\n"})

    assert warning == ""
    assert domain.subjects[0] == "fft"
    assert "softmax" in domain.subjects


def test_a_team_file_that_extends_itself_is_named_in_the_warning() -> None:
    _, warning = load_domain("loop", {"loop.yaml": "extends: loop\n"})

    assert warning == "unknown domain `loop`, general rules are used (known are research, unsloth, cuda, loop)"


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("metrics: [a\n", "own.yaml:2: not YAML, general rules are used (mend the file)"),
        ("- a\n", "own.yaml:1: not a mapping, general rules are used (write `key: value` lines)"),
        ("metrics: a\n", "own.yaml: `metrics` is not a list, general rules are used (write `metrics: [word, word]`)"),
        ("focus: [a]\n", "own.yaml: `focus` is not a mapping, general rules are used (write `Heading: [word]` lines)"),
        ("extends: [a]\n", "own.yaml: `extends` is not a name (name one of research, unsloth, cuda)"),
    ],
)
def test_a_broken_team_file_is_one_line_that_says_where_and_how_to_mend(text: str, warning: str) -> None:
    domain, said = load_domain("own", {"own.yaml": text})

    assert said == warning
    assert "latency" in domain.vocabulary.metrics
