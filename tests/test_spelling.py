"""A word that is not known leads to the known one that was meant, or to none."""

from __future__ import annotations

import pytest

from bot.spelling import did_you_mean, nearest

KNOWN = ("reports", "experiment_log", "troubleshooting", "templates")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("report", "reports"),
        ("Template", "templates"),
        ("experiment-log", "experiment_log"),
        ("log", "experiment_log"),  # a part of it
        ("t", ""),  # too little to tell
        ("dataset", ""),
    ],
)
def test_the_nearest_known_word_is_meant(word: str, meant: str) -> None:
    assert nearest(word, KNOWN) == meant


def test_a_fix_names_it_or_says_what_to_do_otherwise() -> None:
    assert did_you_mean("reprots", KNOWN, "take it out") == "did you mean reports?"
    assert did_you_mean("dataset", KNOWN, "take it out") == "take it out"
