"""What has to hold for any text at every stage; `python -m fuzz` looks further, with the same checks."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.reading.formats import REPORT_SUFFIXES
from fuzz.properties import Texts, check_plan, check_registry, check_report, check_sanitiser

_PIECES = (
    "# |## Results|## Setup|## Problems|## Next Steps|- |- [ ] |1. |> |loss: 2.5|lr = 2e-4|--rank 16|1.5x| → | vs |because "
    "|failed |OOM|12.5 GB|66%|显存 12|<table><tr><td>|</table>|<!--|-->|<b>|&#64;|@bob|fixes #1|](|![a](|https://e.com/|\\|`"
    "|```|~~~|---|**|{name}|step 100 loss 2.0|Error: |No such file|Fix: |Cause: |2025-03-12|Retrospective"
    "|\t| |\0|\ufeff|\u202e|\u200b|\u2028|\x85|\r"
).split("|")
_TABLES = [
    "| a | loss |\n|---|---|\n| x | 1.5 |\n| y | 1.2 |\n",
    "| Issue | Cause | Solution |\n|---|---|---|\n| OOM | b | c |\n",
]
_piece = st.sampled_from([*_PIECES, *_TABLES, "|", "\n", "\n", "\n\n"])
texts = st.lists(_piece, max_size=16).map("".join) | st.text(max_size=40)
_SUFFIXES = sorted(REPORT_SUFFIXES)

WITH_A_FUZZER = pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is installed only where one fuzzes")


@settings(max_examples=80)
@given(st.sampled_from(_SUFFIXES), texts, st.integers(0, 2))
def test_any_text_is_a_report_whose_facts_stand_in_it_whatever_its_line_ends(suffix: str, text: str, domain: int) -> None:
    data = text.encode("utf-8", "surrogatepass")
    check_report(f"a{suffix}", data, domain)


@settings(max_examples=40)
@given(st.sampled_from(_SUFFIXES), st.binary(max_size=80))
def test_any_bytes_are_a_report(suffix: str, data: bytes) -> None:
    check_report(f"a{suffix}", data)


@settings(max_examples=100)
@given(texts)
@example("@<b>alice")
@example("fixes **#1**")
def test_any_text_can_be_made_safe(text: str) -> None:
    check_sanitiser(text)


@settings(max_examples=40)
@given(st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b'{"skills": {"a.md": "x"}}')
def test_any_bytes_are_a_registry(data: bytes) -> None:
    check_registry(data)


@settings(max_examples=25)
@given(st.lists(texts, max_size=2), texts, texts, texts)
@example(["because step 100 loss 2.0"], "", "", "")
def test_a_plan_on_any_texts_applies_cleanly_is_then_empty_and_costs_nobody_a_line(
    reports: list[str], log: str, guide: str, skill: str
) -> None:
    check_plan(Texts(tuple(reports), log, guide, skill))


@WITH_A_FUZZER
def test_a_fuzz_target_tells_what_it_found(tmp_path: Path, checkout: Path) -> None:
    command = [sys.executable, "-m", "fuzz", "registry", "--inputs", "300", "--seconds", "600", "--found", str(tmp_path)]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
    assert done.stdout == "fuzz: registry: 300 inputs, nothing found\n"


@WITH_A_FUZZER
def test_a_seed_means_the_same_inputs_every_time(tmp_path: Path, checkout: Path) -> None:
    options = ("--seed", "1", "--inputs", "500", "--seconds", "600", "--found", str(tmp_path))

    def reached(run: str) -> set[str]:
        command = [sys.executable, "-m", "fuzz", "reports", *options, "--corpus", str(tmp_path / run)]
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True)
        if "may differ from run to run" in done.stdout:
            pytest.skip("this machine gives programs other addresses each time")
        return {path.name for path in (tmp_path / run / "reports").iterdir()}

    assert reached("first") == reached("second") != set()
