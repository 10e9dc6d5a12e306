"""Domain files: shipped ones, a team's own, and broken ones."""

from __future__ import annotations

import pytest

from bot.domains.loading import DOMAINS, load_domain
from bot.domains.unknown_keys import unknown_keys


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("metrics: &a [x]\nfocus: {A: *a}\n", "fpga.yaml:2: aliases are not read, general rules are used"),
        ("focus: " + "[" * 30 + "]" * 30, "fpga.yaml:1: it is nested too deeply, general rules are used"),
        ("subjects: [" + "word, " * 40_000 + "]", "fpga.yaml:1: it has more than 200,000 characters"),
        ("setup: " + "[" * 100_000, "fpga.yaml:1: it is nested too deeply"),
    ],
)
def test_a_file_that_would_blow_up_is_not_loaded(text: str, message: str) -> None:
    domain, warning = load_domain("fpga", {"fpga.yaml": text})

    assert warning.startswith(message)
    assert "latency" in domain.vocabulary.metrics


def test_a_misspelt_key_is_named_with_the_nearest_known_one() -> None:
    files = {
        "a/fpga.yaml": "title: FPGA\nmetrcs: [luts]\nlower-is-better: [luts]\nzzz: 1\n",
        "b/broken.yaml": "[",
        "c/c.yaml": "title: C",
    }

    found = [(path, problem.line, problem.message) for path, problem in unknown_keys(files)]

    assert found[:2] == [
        ("a/fpga.yaml", 2, "unknown key `metrcs`, it is ignored (did you mean `metrics`?)"),
        ("a/fpga.yaml", 3, "unknown key `lower-is-better`, it is ignored (did you mean `lower_is_better`?)"),
    ]
    assert found[2][2].startswith("unknown key `zzz`, it is ignored (known are title, naming, extends, setup,")
    assert len(found) == 3
