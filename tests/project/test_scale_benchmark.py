"""The benchmark of all promises, and the gate of instructions: what they compare, whatever the speed of the machine."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from benchmarks import reports, scale
from benchmarks.scale import Bound, Cost
from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.reading.report import read_report


@pytest.fixture
def gate(checkout: Path) -> dict[str, Any]:
    return runpy.run_path(str(checkout / ".ci" / "instructions.py"))


def test_generated_reports_are_the_same_for_a_seed_and_hold_facts() -> None:
    assert reports.report(3) == reports.report(3) != reports.report(3, seed=1)
    domain, _ = load_domain("research")
    for number in range(5):
        path, text = reports.report(number)
        read = read_report(path, text.encode())
        assert not read.problems
        assert len(extract_facts(read, domain).facts) > 10
        assert 4000 < len(text) < 6000


def test_a_promise_is_kept_missed_or_not_measured() -> None:
    assert [Bound("", value, 2.0).is_kept for value in (2.0, 2.1, None)] == [True, False, None]
    assert [Bound("", value, 2.0, True).is_kept for value in (2.0, 1.9)] == [True, False]


def test_what_a_command_costs_is_that_of_all_its_processes(tmp_path: Path) -> None:
    work = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(90_000_000); sum(range(3_000_000))'])"
    )
    spent = scale.cost([scale.sys.executable, "-c", work], tmp_path, "off")
    assert isinstance(spent, Cost)
    assert spent.memory > 85
    assert spent.cpu > 0.01


@pytest.mark.slow
def test_the_benchmark_prints_every_promise_and_keeps_the_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None
    )  # neither Dask nor the plot, which need more packages
    monkeypatch.setattr(scale, "machine", lambda: {"cores": 2})
    assert scale.main(["--sizes", "10", "20", "--rounds", "1", "--results", str(tmp_path)]) == 0
    kept = json.loads((tmp_path / "scale.json").read_text())
    printed = capsys.readouterr().out
    assert [promise["name"] for promise in kept["promises"] if promise["name"] not in printed] == []
    assert set(kept["sizes"]) == {"10", "20"}


def test_a_count_of_instructions_beyond_its_ceiling_and_the_tolerance_fails(
    gate: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {gate["BASE"]: 100, "--help": 500, "extract no report": 300, "extract 5 reports": 1300}
    assert gate["multiples"](counts) == {"--help": 5.0, "extract a report": 2.0}
    assert gate["missed"]({"--help": 5.0}, {"--help": 4.9}) == []
    assert gate["missed"]({"--help": 5.0}, {"--help": 4.7}) == ["--help"]
    assert "MISSED" in capsys.readouterr().out


def test_without_valgrind_the_gate_says_so_in_a_line(
    gate: dict[str, Any], checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert gate["main"]([str(checkout / ".ci" / "instructions.json")]) == 0
    assert capsys.readouterr().out == "instructions are not counted: valgrind is not installed here\n"
