"""A small retrospective and the repository that it is about, written out by hand."""

from __future__ import annotations

from textwrap import dedent

from bot.model.domain import Direction, Domain, Vocabulary
from bot.model.draft import (
    Comparison,
    ConfigurationBlock,
    FailureRow,
    LogDraft,
    Measurement,
    ResultRow,
    ResultTable,
    Retrospective,
    SkillDraft,
    SkillUpdate,
    Source,
    Statement,
    Summary,
    TroubleshootingDraft,
)
from bot.model.repository import Document, Layout, Registry, Repository, Skill
from bot.model.selection import Candidate, Outcome, Request, Selection
from bot.reading.experiment_log import read_log
from bot.reading.skill import read_skill

REPORT = "reports/lora-rank-sweep-2025-03-12.md"
SKILL_PATH = ".codex/skills/llama3-lora-rank/SKILL.md"
TODAY = "2025-03-14"
LAYOUT = Layout(
    skills_root=".codex/skills",
    registry=".codex/skills/registry.json",
    reports="reports",
    experiment_log="docs/experiment-log.md",
    troubleshooting="docs/troubleshooting.md",
    templates="templates",
)
REQUEST = Request("lora rank", TODAY)
SELECTION = Selection(Outcome.SELECTED, reports=(Candidate(REPORT, "LoRA rank sweep", "2025-03-12", 1.0),))


def at(first: int, last: int = 0, path: str = REPORT) -> tuple[Source, ...]:
    """One place in a report."""
    return (Source(path, (first, last or first)),)


def said(text: str, *lines: int) -> Statement:
    """A statement that rests on these lines of the report."""
    return Statement(text, tuple(Source(REPORT, (line, line)) for line in lines))


def table(*rows: tuple[str, ...], header: tuple[str, ...] = ("Metric", "Value"), caption: str = "") -> ResultTable:
    """A results table; each row ends with its line."""
    return ResultTable(caption, header, tuple(ResultRow(row[:-1], at(int(row[-1]))) for row in rows))


def skill_draft(**changes: object) -> SkillDraft:
    """A new skill with something in each section."""
    draft = SkillDraft(
        name="llama3-lora-rank",
        title="LoRA rank for Llama-3",
        description="Rank 16 is the best rank for Llama-3 8B on 40 GB.",
        use_when="choosing a LoRA rank for Llama-3",
        short_description="Rank 16 fits 40 GB",
        tags=("lora", "memory"),
        domain="unsloth",
        created="2025-03-12",
        reason="no skill owns LoRA ranks",
        general=(said("Rank 16 reaches loss 0.41 in 31 GB.", 12),),
        apply_when=(said("you fine-tune Llama-3 8B on 40 GB"),),
        avoid_when=(said("the task needs more than 4k tokens", 30),),
        results=(table(("loss at rank 16", "0.41", "12"), ("loss at rank 8", "0.58", "11")),),
        scope=(said("one A100 40GB, 500 steps, one seed", 5),),
        practice=(said("Use rank 16 with alpha 32.", 20), said("Keep the batch at 4.", 21)),
        failures=(FailureRow("Rank 64", "out of memory at step 3", "stay below rank 32", at(14)),),
        configuration=(ConfigurationBlock("yaml", "lora_rank: 16\nlora_alpha: 32\n", at(7, 8)),),
        reports=(REPORT,),
        related_skills=("llama3-batch-size",),
    )
    return draft._replace(**changes)  # type: ignore[arg-type]


EXISTING = dedent("""\
    ---
    name: llama3-batch-size
    description: >
      Batch size for Llama-3.
      Use when: memory is short.
    metadata:
      tags:
        - memory
      created: 2025-02-01
      author: ana
    ---

    # Batch size for Llama-3

    ## General Description

    Batch 8 needs 38 GB.

    ## Results Summary

    | Metric | Value | Notes |
    |--------|-------|-------|
    | memory at batch 8 | 38 GB | one run |

    ## Recommended Practice

    1. Start with batch 4.
    2. Turn on checkpointing.

    ## Failure Modes

    | What Failed | Why | Lesson |
    |-------------|-----|--------|
    | Batch 16 | out of memory | use accumulation |

    ## References

    - Report: `reports/batch-size-2025-02-01.md`
    """)


def existing_skill(text: str = EXISTING) -> Skill:
    """A result skill that people wrote."""
    return read_skill(".codex/skills/llama3-batch-size/SKILL.md", text, "result")


def skill_update(skill: Skill | None = None, **changes: object) -> SkillUpdate:
    """An update of `existing_skill` with nothing in it but what `changes` say."""
    update = SkillUpdate(skill or existing_skill(), "the skill is about memory", "2025-03-12")
    return update._replace(**changes)  # type: ignore[arg-type]


TROUBLE = TroubleshootingDraft(
    pattern="Out of memory at rank 64",
    symptom="`CUDA out of memory` at step 3",
    cause="optimizer states of rank 64 do not fit",
    solution="use rank 16",
    domain="unsloth",
    added="2025-03-12",
    sources=at(14, 16),
)
ENTRY = LogDraft(
    date="2025-03-12",
    title="Retrospective on LoRA ranks",
    description="Rank 16 is enough.",
    details=(said("Compared rank 8, 16 and 64.", 9),),
    points=(said("rank 16 reaches loss 0.41", 12), said("rank 64 runs out of memory", 14)),
    reports=(REPORT,),
    skills=("llama3-lora-rank",),
)
COMPARISON = Comparison(
    "loss",
    "",
    Direction.LOWER,
    (Measurement("rank 8", "0.58", 0.58, at(11)[0]), Measurement("rank 16", "0.41", 0.41, at(12)[0])),
    best=1,
)
RETROSPECTIVE = Retrospective(
    Summary(
        "LoRA ranks",
        what_we_tried=(said("rank 8, 16 and 64", 9),),
        key_findings=(said("rank 16 reaches loss 0.41", 12),),
        what_failed=(said("rank 64: out of memory", 14),),
        open_questions=(said("does rank 16 hold at 8k tokens?", 40),),
    ),
    scope=(said("one A100 40GB", 5),),
    comparisons=(COMPARISON,),
    skills=(skill_draft(),),
    troubleshooting=(TROUBLE,),
    log=ENTRY,
)

REGISTRY = dedent("""\
    {
      "domain": "unsloth",
      "updated": "2025-02-01",
      "skills": {
        "llama3-batch-size": {
          "type": "result",
          "description": "Batch size"
        }
      }
    }
    """)
GUIDE = dedent("""\
    # Troubleshooting

    | Error Pattern | Symptom | Cause | Solution |
    |---|---|---|---|
    | (Template) | what you see | why | how to fix |
    """)
LOG = dedent("""\
    # Experiment log

    ## 2025-02-01 - Batch size

    **Type:** Observation
    **General description:** Batch 8 is the most that fits.
    """)


def repository(**changes: object) -> Repository:
    """A repository with a registry, a guide, a log and one skill."""
    import json

    values: dict[str, object] = {
        "layout": LAYOUT,
        "registry": Registry(LAYOUT.registry, REGISTRY, json.loads(REGISTRY)),
        "domain": Domain("unsloth", "Fine-tuning", "{model}-{config}", Vocabulary()),
        "log": read_log(LAYOUT.experiment_log, LOG),
        "guide": Document(LAYOUT.troubleshooting, GUIDE),
        "skills": (existing_skill(),),
    }
    return Repository(**{**values, **changes})  # type: ignore[arg-type]
