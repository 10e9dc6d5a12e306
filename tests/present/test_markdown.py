"""The plan as one markdown document."""

from __future__ import annotations

from bot.model.plan import Action, FileChange
from bot.present.markdown import plan_markdown
from tests.present.plans import plan


def test_summary_proposals_changes_and_warnings_follow_one_another() -> None:
    assert (
        plan_markdown(plan(files=plan().files[1:]))
        == """\
## Retrospective: LoRA ranks

### Key findings

- rank 16 reaches loss 0.41

## Proposals (2)

### 1. new skill: `llama3-lora-rank`

- File: `.codex/skills/llama3-lora-rank/SKILL.md`
- Why: no skill owns LoRA ranks
- Evidence: reports/lora.md L9, L12-L14

### 2. new log entry: `Retrospective on LoRA ranks`

- File: `docs/experiment-log.md`
- Why: one entry

## Changes

<details><summary><code>docs/experiment-log.md</code> (2)</summary>

```diff
diff --git a/docs/experiment-log.md b/docs/experiment-log.md
--- a/docs/experiment-log.md
+++ b/docs/experiment-log.md
@@ -1 +1,3 @@
 # Log
+
+## 2025-03-13
```

</details>

## Warnings

- reports/broken.csv:3: a row has two columns too many
"""
    )


def test_a_fence_inside_a_change_does_not_end_the_fence_around_it() -> None:
    change = FileChange("a.md", Action.CREATE, "", "````yaml\nrank: 16\n````\n", (1,))

    assert "\n`````diff\n" in plan_markdown(plan(files=(change,)))


def test_without_proposals_there_are_no_changes() -> None:
    text = plan_markdown(plan(proposals=(), files=(), warnings=()))

    assert text.endswith("## Proposals (0)\n\nNothing to propose.\n")
