"""The plan as a person reads it on a terminal."""

from __future__ import annotations

from bot.model.draft import Contradiction, Retrospective, Source, Statement, Summary
from bot.model.plan import Action, FileChange, Proposal, Target
from bot.model.selection import Outcome, Selection
from bot.present.ansi import Paint
from bot.present.terminal import plan_text
from tests.present.plans import LOG, REPORT, SKILL, plan

PLAIN = Paint(False)


def test_the_whole_plan_is_summary_evidence_proposals_with_diffs_and_warnings() -> None:
    assert (
        plan_text(plan(), PLAIN)
        == """\
Retrospective: LoRA ranks
  [1] reports/lora.md
  [2] docs/experiment-log.md

What we tried
  - rank 8, 16 and 32 [1] L3-L5

Key findings
  - rank 16 reaches loss 0.41 [1] L9, L12-L14

2 proposals

1. new skill llama3-lora-rank
   .codex/skills/llama3-lora-rank/SKILL.md
   why: no skill owns LoRA ranks
   evidence: reports/lora.md L9, L12-L14

diff --git a/.codex/skills/llama3-lora-rank/SKILL.md b/.codex/skills/llama3-lora-rank/SKILL.md
new file mode 100644
--- /dev/null
+++ b/.codex/skills/llama3-lora-rank/SKILL.md
@@ -0,0 +1 @@
+# LoRA rank

2. new log entry Retrospective on LoRA ranks
   docs/experiment-log.md
   why: one entry

diff --git a/docs/experiment-log.md b/docs/experiment-log.md
--- a/docs/experiment-log.md
+++ b/docs/experiment-log.md
@@ -1 +1,3 @@
 # Log
+
+## 2025-03-13

warning: reports/broken.csv:3: a row has two columns too many"""
    )


def test_long_statements_are_wrapped_with_a_hanging_indent() -> None:
    summary = Summary("T", key_findings=(Statement("rank 16 is as good as rank 32 and takes half the memory"),))
    text = plan_text(plan(retrospective=Retrospective(summary)), PLAIN, 40)

    assert "  - rank 16 is as good as rank 32 and\n    takes half the memory\n" in text


def test_contradictions_name_both_places_and_the_scope_is_told() -> None:
    contradiction = Contradiction(
        Statement("rank 16 is enough.", (Source(REPORT, (9, 9)),)), Statement("Use rank 32.", (Source(SKILL, (20, 20)),))
    )
    told = Retrospective(Summary("T"), scope=(Statement("one A100"),), contradictions=(contradiction,))
    text = plan_text(plan(retrospective=told), PLAIN, 200)

    assert "Contradictions\n  - rank 16 is enough. Before: Use rank 32. [3] L20 [1] L9\n" in text
    assert f"  [3] {SKILL}\n" in text
    assert "Holds for\n  - one A100\n" in text


def test_a_file_of_several_proposals_is_shown_once() -> None:
    rows = tuple(
        Proposal(number, Target.TROUBLESHOOTING, Action.APPEND, "help.md", name, (), "new", (), name)
        for number, name in ((1, "OOM"), (2, "NaN"))
    )
    text = plan_text(plan(proposals=rows, files=(FileChange("help.md", Action.UPDATE, "", "x\n", (1, 2)),)), PLAIN)

    assert text.count("+++ b/help.md") == 1
    assert "1. new guide entry OOM" in text
    assert "   diff: with 2\n" in text
    assert "   diff: with 1\n" in text


def test_an_update_names_the_sections_that_it_touches() -> None:
    update = Proposal(1, Target.SKILL, Action.UPDATE, "s.md", "lora", ("Results Summary", "Failure Modes"), "why", (), "d")

    assert "1. update of skill lora (Results Summary, Failure Modes)" in plan_text(
        plan(proposals=(update,), files=()), PLAIN
    )


def test_a_plan_without_proposals_says_so() -> None:
    empty = plan(
        proposals=(),
        files=(),
        warnings=(),
        selection=Selection(Outcome.NONE),
        retrospective=Retrospective(Summary("Nothing new since HEAD")),
    )

    assert plan_text(empty, PLAIN).split("\n") == ["Nothing new since HEAD", "", "Nothing to propose."]


def test_colours_mark_added_and_removed_lines() -> None:
    change = FileChange(LOG, Action.UPDATE, "old\n", "new\n", (2,))
    text = plan_text(plan()._replace(files=(change,)), Paint(True))

    assert "\x1b[31m-old\x1b[0m\n\x1b[32m+new\x1b[0m" in text


def test_nothing_in_a_report_can_drive_the_terminal() -> None:
    nasty = Summary("title\x1b]0;owned\x07 \u202egpj.exe")
    text = plan_text(plan(retrospective=Retrospective(nasty)), PLAIN)

    assert text.split("\n")[0] == "title\ufffd]0;owned\ufffd \ufffdgpj.exe"
