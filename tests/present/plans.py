"""A small plan to print, written out by hand."""

from __future__ import annotations

from typing import Any

from bot.model.draft import LogDraft, Retrospective, SkillDraft, Source, Statement, Summary
from bot.model.logbook import LogEntry
from bot.model.plan import Action, FileChange, Plan, Proposal, PullRequestText, Target
from bot.model.report import Report
from bot.model.selection import Candidate, Outcome, Request, Selection

REPORT = "reports/lora.md"
SKILL = ".codex/skills/llama3-lora-rank/SKILL.md"
LOG = "docs/experiment-log.md"

SELECTION = Selection(
    Outcome.SELECTED,
    reports=(Candidate(REPORT, "LoRA ranks", "2025-03-12", 0.98765),),
    log_entries=(LogEntry("Rank sweep", "2025-03-12", "Observation", "", (4, 9), Report(LOG, "markdown")),),
)
SUMMARY = Summary(
    "Retrospective: LoRA ranks",
    what_we_tried=(Statement("rank 8, 16 and 32", (Source(REPORT, (3, 5)),)),),
    key_findings=(Statement("rank 16 reaches loss 0.41", (Source(REPORT, (9, 9)), Source(REPORT, (12, 14)))),),
)


def plan(**changes: object) -> Plan:
    """A plan of one skill and one log entry."""
    values: dict[str, Any] = {
        "request": Request("lora", "2025-03-13"),
        "selection": SELECTION,
        "retrospective": Retrospective(SUMMARY),
        "summary_markdown": "## Retrospective: LoRA ranks\n\n### Key findings\n\n- rank 16 reaches loss 0.41\n",
        "proposals": (
            Proposal(
                1,
                Target.SKILL,
                Action.CREATE,
                SKILL,
                "llama3-lora-rank",
                (),
                "no skill owns LoRA ranks",
                (Source(REPORT, (9, 9)), Source(REPORT, (12, 14))),
                "d1",
            ),
            Proposal(2, Target.LOG, Action.APPEND, LOG, "Retrospective on LoRA ranks", (), "one entry", (), "d2"),
        ),
        "files": (
            FileChange(SKILL, Action.CREATE, "", "# LoRA rank\n", (1,)),
            FileChange(LOG, Action.APPEND, "# Log\n", "# Log\n\n## 2025-03-13\n", (2,)),
        ),
        "pull_request": PullRequestText("retro-bot/lora", "Retrospective: LoRA ranks", "body"),
        "warnings": ("reports/broken.csv:3: a row has two columns too many",),
    }
    return Plan(**{**values, **changes})


def skill_draft(name: str) -> SkillDraft:
    """A skill draft of which only the name matters."""
    return SkillDraft(name, name, "what", "when", "short", (), "unsloth", "2025-03-13", "why")


def log_draft(*skills: str) -> LogDraft:
    """A log entry that names `skills`."""
    return LogDraft("2025-03-13", "Retrospective", "about", (), (), (REPORT,), skills)
