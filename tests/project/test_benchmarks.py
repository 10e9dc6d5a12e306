"""The benchmarks run and print what they measured; nothing here depends on how fast the machine is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import extraction, startup


def test_the_extraction_benchmark_prints_both_speeds_and_their_ratio(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert extraction.main([str(checkout / "examples"), "--rounds", "1"]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"^pyromark walk +[\d.]+ ms +[\d.]+ MB/s +[1-9]\d* events$", printed, re.M)
    assert re.search(r"^extraction +[\d.]+ ms +[\d.]+ MB/s +[1-9]\d* facts$", printed, re.M)
    assert re.search(r"^ratio +[\d.]+ x", printed, re.M)


def test_the_extraction_benchmark_fails_above_its_limit(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main([str(checkout / "examples"), "--rounds", "1", "--limit", "0.001"]) == 1
    assert "the limit is 0.001 x" in capsys.readouterr().err


def test_a_folder_without_markdown_cannot_be_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extraction.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: no markdown files\n"


def test_a_start_is_compared_with_the_baseline_of_its_own_round() -> None:
    seconds = {startup.BASELINE: [1.0, 2.0, 4.0], startup.HELP: [5.0, 10.0, 4.0]}
    assert startup.ratios(seconds) == {startup.HELP: 5.0}


def test_a_start_above_its_limit_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = {startup.BASELINE: [0.02], startup.CLICK: [0.08], startup.HELP: [0.1], startup.PLAN: [0.4]}
    assert startup.report(seconds, {startup.HELP: 7.0, startup.PLAN: 19.0}) == [startup.PLAN]
    assert "(limit 7 x)" in capsys.readouterr().out


def test_help_is_compared_with_the_library_alone(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = {startup.BASELINE: [0.02], startup.CLICK: [0.08], startup.HELP: [0.1]}
    assert startup.report(seconds, {startup.HELP_TO_CLICK: 1.2}) == [startup.HELP_TO_CLICK]
    assert "--help is 1.25 x import click  (limit 1.2 x)" in capsys.readouterr().out


def test_only_a_limit_that_is_missed_each_time_fails() -> None:
    rounds = iter([[startup.HELP, startup.PLAN], [startup.PLAN], [startup.PLAN]])
    assert startup.missed_each_time(lambda: next(rounds)) == [startup.PLAN]
    once = iter([[startup.HELP], []])
    assert startup.missed_each_time(lambda: next(once)) == []
    assert list(once) == []


@pytest.mark.slow
def test_the_startup_benchmark_measures_help_and_a_plan(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert startup.main([str(checkout / "examples" / "unsloth"), "--runs", "1"]) == 0
    lines = [re.sub(r"is [\d.]+ x ", "is ", line) for line in capsys.readouterr().out.splitlines()]
    assert [line.split("  ")[0] for line in lines] == [
        startup.BASELINE,
        startup.CLICK,
        startup.HELP,
        startup.PLAN,
        startup.FIRST,
        f"--help is {startup.CLICK}",
    ]
