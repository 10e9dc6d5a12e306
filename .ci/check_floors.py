#!/usr/bin/env python3
"""Compare what the scorers measured with the floors: every figure is printed, and one on the wrong side fails the run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def figures(facts: dict[str, Any], select: dict[str, Any], replay: dict[str, Any]) -> dict[str, float]:
    """Return the figures that floors may name, from the scorers' JSON."""
    total = {**dict.fromkeys(("failed", "form_bad", "noise"), 0), **replay["total"]}

    def share(part: str, whole: str) -> float:
        return total.get(part, 0) / total[whole] if total.get(whole) else 1.0

    reasons, failures = facts["all"]["reasons"]
    domains = {name: scores for name, scores in facts.items() if isinstance(scores, dict)}
    return {
        **{f"facts: {name} micro F1": scores["micro"][2] for name, scores in domains.items()},
        "facts: all macro F1": facts["all"]["macro_f1"],
        **{f"facts: {kind} precision": rates[0] for kind, rates in facts["all"]["kinds"].items()},
        **{f"facts: {kind} F1": rates[2] for kind, rates in facts["all"]["kinds"].items()},
        "facts: reasons of failures": reasons / failures if failures else 1.0,
        "select: right": select["right"],
        "replay: failed": total["failed"],
        "replay: form problems": total["form_bad"],
        "replay: noise": total["noise"],
        "replay: grounded": share("grounded", "numbers_added"),
        "replay: numbers": share("numbers_hit", "numbers_due"),
        "replay: new skills": share("new_hit", "new_due"),
        "replay: updates": share("updates_hit", "updates_due"),
        "replay: updates right": share("updates_right", "updates_proposed"),
        "replay: failure rows": share("failures_hit", "failures_due"),
        "replay: troubleshooting rows": share("trouble_hit", "trouble_due"),
    }


def main(floors_file: str, *score_files: str) -> int:
    """Print every figure with its floor; return 1 where one is missed."""
    floors = json.loads(Path(floors_file).read_text(encoding="utf-8"))
    measured = figures(*(json.loads(Path(name).read_text(encoding="utf-8")) for name in score_files))
    missed = 0
    for name, value in measured.items():
        low, high = floors["at least"].get(name), floors["at most"].get(name)
        wrong = (low is not None and value < low) or (high is not None and value > high)
        missed += wrong
        bounds = (f"  at least {low:g}" if low is not None else "") + (f"  at most {high:g}" if high is not None else "")
        print(f"{name:32} {value:8.3f}{bounds}{'  MISSED' if wrong else ''}")
    unknown = (floors["at least"].keys() | floors["at most"].keys()) - measured.keys()
    if unknown:
        print(f"{floors_file}: no such figure: {', '.join(sorted(unknown))}")
    return 1 if missed or unknown else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
