"""The text of the pull request."""

from __future__ import annotations

import re

import pytest

from bot.model.draft import Contradiction, Retrospective, Statement, Summary
from bot.model.selection import Request, Selection
from bot.propose.plan import propose
from bot.propose.pull_request import LONGEST_BODY, branch_name, fitted
from tests.propose.retrospectives import (
    COMPARISON,
    REPORT,
    REQUEST,
    RETROSPECTIVE,
    SELECTION,
    TROUBLE,
    at,
    repository,
    said,
    skill_draft,
)

URL = "https://example.com/acme/lab/blob/abc/"


BODY = """\
**Learned.** Rank 16 reaches loss 0.41 in 31 GB. [L12](#L12)

**To decide:** 1 new skill, 1 troubleshooting entry, the registry and a log entry.

| | Proposal | Why | Evidence |
|---|---|---|---|
| 1 | **new skill** `llama3-lora-rank` | no skill owns LoRA ranks | [L5-L30](#L5-L30) |
| 2 | **troubleshooting**: Out of memory at rank 64 | the guide has no entry with this symptom | [L14-L16](#L14-L16) |
| 3 | **registry**: llama3-lora-rank | lists the new skill |  |
| 4 | **experiment log**: one entry | records this retrospective |  |

```mermaid
%%{init: {"xyChart": {"height": 150, "showDataLabel": true}, \
"themeVariables": {"xyChart": {"plotColorPalette": "#7d8590, #1f883d"}}}}%%
xychart-beta horizontal
  title "loss (lower is better)"
  x-axis ["rank 8", "★ rank 16"]
  y-axis 0 --> 0.6
  bar [0.58, 0.41]
  bar [-0.6, 0.41]
```

Best: **rank 16** with 0.41: [L11-L12](#L11-L12)

**Holds for:** one A100 40GB. **Contradicts:** nothing. **Open:** does rank 16 hold at 8k tokens? [L40](#L40)

<details><summary>What we tried · Key findings · What failed · Open questions</summary>

### What we tried

- rank 8, 16 and 64 [L9](#L9)

### Key findings

- rank 16 reaches loss 0.41 [L12](#L12)

### What failed

- rank 64: out of memory [L14](#L14)

### Open questions

- does rank 16 hold at 8k tokens? [L40](#L40)

</details>

*Merge to accept. Edit the branch freely: it will not be overwritten. \
Answer `<retrospective> drop 2`, `<retrospective> rename 1 new-name` or `<retrospective> refresh`. Close to decline.*
"""


def text(retrospective: Retrospective = RETROSPECTIVE, url: str = "") -> str:
    return propose(retrospective, repository(), REQUEST, SELECTION, url).pull_request.body


def test_the_body_tells_what_was_learned_what_is_proposed_and_how_to_answer() -> None:
    assert text().replace(f"]({REPORT}?plain=1#", "](#") == BODY


def test_title_and_branch_name_the_subject() -> None:
    request = propose(RETROSPECTIVE, repository(), REQUEST, SELECTION).pull_request

    assert request.title == "Retrospective: LoRA ranks (1 report, 2025-03-12)"
    assert request.branch == "retro-bot/lora-rank"


def test_links_lead_to_the_files_as_they_were_read() -> None:
    assert f"]({URL}{REPORT}?plain=1#L12)" in text(url=URL)
    assert f"]({REPORT}" not in text(url=URL)


def test_contradictions_name_both_sides() -> None:
    clash = Contradiction(said("rank 16 is best", 12), Statement("rank 8 is best", at(3, 3, "docs/experiment-log.md")))
    body = text(RETROSPECTIVE._replace(contradictions=(clash,)))

    assert "\n- **Contradicts:** rank 16 is best [lora-rank L12](" in body
    assert ") against rank 8 is best [experiment-log L3](docs/experiment-log.md?plain=1#L3)\n" in body
    assert body.index("**Contradicts:**") < body.index("| 1 | **new skill**")


def test_warnings_are_folded() -> None:
    body = text(RETROSPECTIVE._replace(warnings=("a.md: @bob left it unfinished",)))

    assert "<details><summary>Warnings (1)</summary>\n\n- a.md: `@bob` left it unfinished\n\n</details>" in body


def test_without_a_registry_the_body_says_that_none_is_needed() -> None:
    from bot.model.repository import Registry

    without = repository(registry=Registry(".codex/skills/registry.json", ""))
    body = propose(RETROSPECTIVE, without, REQUEST, SELECTION).pull_request.body

    assert "The repository has no registry of skills; retro-bot works without one." in body
    assert "no registry" not in text()


def test_nothing_to_propose_is_said() -> None:
    body = text(Retrospective(Summary("LoRA ranks")))

    assert body.startswith("Nothing to propose: ")
    assert "Merge to accept" not in body


def test_what_reports_say_can_neither_mention_close_nor_break_the_table() -> None:
    skill = skill_draft(reason="fixes #1 | @bob <img src=x>", general=(said("<!-- x --> @bob closes #2", 12),))
    trouble = TROUBLE._replace(pattern="a | @bob `")
    body = text(RETROSPECTIVE._replace(skills=(skill,), troubleshooting=(trouble,)))

    assert "fixes `#1` \\| `@bob` |" in body
    assert "**Learned.** `@bob` closes `#2` [L12]" in body
    assert "| 2 | **troubleshooting**: a \\| `@bob` \\` |" in body


@pytest.mark.parametrize(
    ("words", "title", "branch"),
    [
        ("LoRA rank: 16?", "x", "retro-bot/lora-rank-16"),
        ("all", "FSDP tied weights", "retro-bot/fsdp-tied-weights"),
        ("../../x .lock", "x", "retro-bot/x-lock"),
        ("<retrospective> lora", "x", "retro-bot/lora"),
        ("", "注意力", "retro-bot/01ba4719c8"),
    ],
)
def test_a_branch_is_named_by_the_words_of_the_request_else_by_the_evidence(words: str, title: str, branch: str) -> None:
    name = branch_name(Request(words, "2025-03-14"), SELECTION._replace(reports=()), Retrospective(Summary(title)))

    assert name == branch


def test_a_long_body_is_cut_at_a_line_and_what_is_open_is_closed() -> None:
    lines = ["<details><summary>x</summary>", "", "```", *(f"line {number}" for number in range(100))]
    cut = fitted("\n".join(lines), 400)

    assert len(cut) <= 400
    assert cut.startswith("<details><summary>x</summary>\n\n```\nline 0\n")
    assert cut.endswith(
        "\n```\n\n</details>\n\n*The rest is cut: GitHub takes no longer text. `retro-bot dry-run` shows all of it.*\n"
    )


def test_characters_outside_the_basic_plane_count_twice() -> None:
    assert fitted("😀" * (LONGEST_BODY // 2)) == "😀" * (LONGEST_BODY // 2)
    assert fitted("a\n" + "😀" * (LONGEST_BODY // 2)).startswith("a\n\n*The rest is cut")


def test_a_plan_of_any_size_fits_and_keeps_what_a_reviewer_needs() -> None:
    many = tuple(said(f"finding {number} {'x' * 200}", number) for number in range(1, 400))
    body = text(RETROSPECTIVE._replace(summary=Summary("x", key_findings=many)))

    assert len(body) <= LONGEST_BODY - 6_000
    assert "- finding 60 " in body
    assert "- and 339 more, which `retro-bot dry-run` shows\n" in body
    assert "finding 61 " not in body
    assert body.count("<details>") == body.count("</details>")
    assert "| 1 | **new skill**" in body
    assert body.endswith("Close to decline.*\n")


def test_of_many_proposals_the_first_skills_are_shown_and_the_rest_is_folded() -> None:
    skills = tuple(skill_draft(name=f"skill-{number}") for number in range(1, 10))
    body = text(RETROSPECTIVE._replace(skills=skills))
    shown, _, folded = body.partition(
        "<details><summary>3 new skills, 1 troubleshooting entry, the registry and a log entry more<"
    )

    assert "**To decide:** 9 new skills, 1 troubleshooting entry, the registry and a log entry." in shown
    assert re.findall(r"^\| (\d+) \|", shown, re.M) == ["1", "2", "3", "4", "5", "6"]
    assert re.findall(r"^\| (\d+) \|", folded, re.M) == ["7", "8", "9", "10", "11", "12"]


def test_further_charts_are_folded() -> None:
    second = COMPARISON._replace(metric="memory", unit="GB")
    body = text(RETROSPECTIVE._replace(comparisons=(COMPARISON, second)))
    first, _, folded = body.partition("<details><summary>More charts (1)</summary>")

    assert first.count("```mermaid") == 1
    assert 'title "memory, GB (lower is better)"' in folded
    assert "Best: **rank 16** with 0.41: [L11-L12](" in folded


def test_evidence_of_nothing_but_log_entries_is_counted_as_such() -> None:
    from bot.reading.experiment_log import read_log

    entries = read_log("docs/log.md", "# Log\n\n## 2025-01-01 - A\n\na\n\n## 2025-01-02 - B\n\nb\n").entries
    selection = Selection(SELECTION.outcome, log_entries=entries)

    assert propose(RETROSPECTIVE, repository(), REQUEST, selection).pull_request.title.endswith(
        "(2 log entries, 2025-03-12)"
    )
