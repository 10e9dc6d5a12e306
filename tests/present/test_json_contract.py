"""The JSON that other programs rely on."""

from __future__ import annotations

import json
import math

from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Problem
from bot.model.selection import Candidate, Outcome, Selection
from bot.present.json_contract import facts_json, plan_json, selection_json
from tests.present.plans import SELECTION, plan


def report(*facts: Fact) -> ReportFacts:
    return ReportFacts("reports/a.md", "LoRA", "2025-03-12", "Completed", "unsloth", facts, (Problem(7, "odd row"),))


def test_facts_leave_out_what_is_absent() -> None:
    metric = Fact(Kind.METRIC, (3, 3), "tables.metric", name="loss", value="0.41", number=0.41, subject="rank 16")
    failure = Fact(Kind.FAILURE, (5, 6), "outcomes.row", text="rank 64 failed", reason="out of memory", section="Results")

    assert json.loads(facts_json([report(metric, failure)])) == {
        "schema": "retro-bot/facts/1",
        "reports": [
            {
                "path": "reports/a.md",
                "title": "LoRA",
                "date": "2025-03-12",
                "status": "Completed",
                "domain": "unsloth",
                "facts": [
                    {
                        "kind": "metric",
                        "lines": [3, 3],
                        "name": "loss",
                        "value": "0.41",
                        "number": 0.41,
                        "subject": "rank 16",
                        "rule": "tables.metric",
                    },
                    {
                        "kind": "failure",
                        "lines": [5, 6],
                        "text": "rank 64 failed",
                        "reason": "out of memory",
                        "section": "Results",
                        "rule": "outcomes.row",
                    },
                ],
                "problems": [{"line": 7, "message": "odd row"}],
            }
        ],
    }


def test_numbers_stay_valid_json_whatever_their_size() -> None:
    facts = [
        Fact(Kind.METRIC, (1, 1), "r", value="v", number=number) for number in (350.0, -0.5, 0.0, math.inf, math.nan, 1e300)
    ]
    rows = json.loads(facts_json([report(*facts)]), parse_constant=lambda name: 1 / 0)["reports"][0]["facts"]

    assert [row.get("number") for row in rows] == [350, -0.5, 0, None, None, None]


def test_a_selection_has_reports_candidates_and_log_entries() -> None:
    assert json.loads(selection_json(SELECTION)) == {
        "outcome": "selected",
        "reason": "",
        "reports": [{"path": "reports/lora.md", "title": "LoRA ranks", "date": "2025-03-12", "score": 0.9877}],
        "candidates": [],
        "log_entries": [{"title": "Rank sweep", "lines": [4, 9]}],
    }


def test_candidates_keep_their_order() -> None:
    selection = Selection(
        Outcome.AMBIGUOUS, candidates=(Candidate("b.md", "B", "", 0.5), Candidate("a.md", "A", "", 0.5)), reason="two fit"
    )
    document = json.loads(selection_json(selection))

    assert document["outcome"] == "ambiguous"
    assert [candidate["path"] for candidate in document["candidates"]] == ["b.md", "a.md"]


def test_a_plan_has_every_part_of_the_contract() -> None:
    document = json.loads(plan_json(plan()))

    assert list(document) == [
        "schema",
        "request",
        "selection",
        "summary",
        "proposals",
        "files",
        "pull_request",
        "warnings",
    ]
    assert document["schema"] == "retro-bot/plan/1"
    assert document["request"] == {"words": "lora", "reports": [], "since": "", "today": "2025-03-13"}
    assert document["summary"]["title"] == "Retrospective: LoRA ranks"
    assert document["summary"]["key_findings"] == ["rank 16 reaches loss 0.41"]
    assert document["summary"]["sources"]["key_findings"] == [
        [{"path": "reports/lora.md", "lines": [9, 9]}, {"path": "reports/lora.md", "lines": [12, 14]}]
    ]
    assert document["summary"]["what_failed"] == document["summary"]["open_questions"] == []
    assert document["summary"]["markdown"].startswith("## Retrospective")
    assert document["proposals"][0] == {
        "id": 1,
        "kind": "skill",
        "action": "create",
        "path": ".codex/skills/llama3-lora-rank/SKILL.md",
        "name": "llama3-lora-rank",
        "sections": [],
        "reason": "no skill owns LoRA ranks",
        "evidence": [{"path": "reports/lora.md", "lines": [9, 9]}, {"path": "reports/lora.md", "lines": [12, 14]}],
        "digest": "d1",
    }
    assert document["files"][1] == {
        "path": "docs/experiment-log.md",
        "action": "append",
        "content": "# Log\n\n## 2025-03-13\n",
        "proposals": [2],
    }
    assert document["pull_request"] == {"branch": "retro-bot/lora", "title": "Retrospective: LoRA ranks", "body": "body"}
    assert document["warnings"] == ["reports/broken.csv:3: a row has two columns too many"]
