"""The text of the pull request."""

from __future__ import annotations

import pytest

from bot.model.draft import Contradiction, Retrospective, Statement, Summary
from bot.model.selection import Request, Selection
from bot.propose.plan import propose
from bot.propose.pull_request import LONGEST_BODY, branch_name, fitted
from tests.propose.retrospectives import (
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

| | Proposal | Why | Evidence |
|---|---|---|---|
| 1 | **new skill** `llama3-lora-rank` | no skill owns LoRA ranks | [L5-L30](#L5-L30) |
| 2 | **troubleshooting**: Out of memory at rank 64 | the guide has no entry with this symptom | [L14-L16](#L14-L16) |
| 3 | **registry**: llama3-lora-rank | lists the new skill |  |
| 4 | **experiment log**: one entry | records this retrospective |  |

```mermaid
xychart-beta
  title "loss (lower is better)"
  x-axis ["rank 8", "rank 16"]
  y-axis "loss" 0.3 --> 0.6
  bar [0.58, 0.41]
```

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

    assert "**Contradicts:** rank 16 is best [lora-rank L12](" in body
    assert ") against rank 8 is best [experiment-log L3](docs/experiment-log.md?plain=1#L3)." in body


def test_warnings_are_folded() -> None:
    body = text(RETROSPECTIVE._replace(warnings=("a.md: @bob left it unfinished",)))

    assert "<details><summary>Warnings (1)</summary>\n\n- a.md: `@bob` left it unfinished\n\n</details>" in body


def test_without_a_registry_the_body_says_that_none_is_needed() -> None:
    from bot.model.repository import Registry

    without = repository(registry=Registry(".codex/skills/registry.json", ""))
    body = propose(RETROSPECTIVE, without, REQUEST, SELECTION).pull_request.body

    assert "The repository has no registry of skills; retro-bot works without one." in body
    assert "registry" not in text().replace("**registry**: llama3-lora-rank", "")


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


def test_a_plan_of_any_size_fits() -> None:
    many = tuple(said(f"finding {number} {'x' * 200}", number) for number in range(1, 400))
    body = text(RETROSPECTIVE._replace(summary=Summary("x", key_findings=many)))

    assert len(body) <= LONGEST_BODY
    assert body.count("<details>") == body.count("</details>")


def test_evidence_of_nothing_but_log_entries_is_counted_as_such() -> None:
    from bot.reading.experiment_log import read_log

    entries = read_log("docs/log.md", "# Log\n\n## 2025-01-01 - A\n\na\n\n## 2025-01-02 - B\n\nb\n").entries
    selection = Selection(SELECTION.outcome, log_entries=entries)

    assert propose(RETROSPECTIVE, repository(), REQUEST, selection).pull_request.title.endswith(
        "(2 log entries, 2025-03-12)"
    )
