"""Secrets in reports stay there."""

from __future__ import annotations

import time

import pytest

from bot.extract.redaction import redacted, without_secrets
from bot.model.fact import Fact, Kind, ReportFacts


@pytest.mark.parametrize(
    "secret",
    [
        "ghp_" + "a1B2" * 9,
        "github_pat_" + "11AA_" * 8,
        "hf_" + "aBcD" * 9,
        "AKIA" + "ABCDEFGH12345678",
        "sk-proj-" + "aB3-" * 8,
        "xoxb-" + "123456-abcdef",
        "eyJ" + "hbGciOiJI." + "eyJ" + "zdWIiOiIx." + "abc-def",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----",
    ],
)
def test_what_has_the_shape_of_a_key_is_replaced(secret: str) -> None:
    assert redacted(f"logged in with {secret}.") == "logged in with [redacted]."


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("WANDB_API_KEY=0f1e2d3c4b5a69788796", "WANDB_API_KEY=[redacted]"),
        ('"password": "hunter2-but-longer"', '"password": "[redacted]"'),
        ("access_token: abc123def456", "access_token: [redacted]"),
    ],
)
def test_what_is_called_a_secret_is_replaced(text: str, clean: str) -> None:
    assert redacted(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "max_tokens=16384 and pad_token = eos_token",
        "bos_token: 128000000",
        "token throughput 15432 tokens/s",
        "secret: none_of_them",
        "task-sk-learn-with-a-very-long-name-here"[5:7],
        "commit 8f14e45fceea167a5a36dedd4bea2543a1b2c3d4",
    ],
)
def test_words_of_the_field_and_numbers_are_none(text: str) -> None:
    assert redacted(text) == text


def test_a_setting_that_is_a_secret_loses_its_value_alone() -> None:
    key = Fact(Kind.PARAMETER, (1, 1), "pair", name="wandb_api_key", value="0f1e2d3c4b5a6978")
    rate = Fact(Kind.PARAMETER, (2, 2), "pair", name="learning_rate", value="2e-4", number=0.0002)
    report = ReportFacts("a.md", "Run", "", "", "research", (key, rate))
    (clean,) = without_secrets([report])
    assert clean.facts == (key._replace(value="[redacted]"), rate)


def test_long_lines_take_no_time() -> None:
    start = time.process_time()
    for text in ("a" * 1_000_000, "-----BEGIN " * 50_000, "token=" * 100_000, "_" * 1_000_000):
        redacted(text)
    assert time.process_time() - start < 3
