"""Problems that a report tells under headings of their own."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.extract.report_facts import extract_facts
from bot.model.report import Report
from bot.reading.markdown import markdown_blocks

DOMAIN = load_domain("research")[0]

CASE = """# Diagnosis of run 7

## Symptom: loss is NaN after epoch 2

### Evidence
- Loss became NaN at step 342.

### Root cause
- The learning rate of 5e-4 is too high.

### Fix applied
- Learning rate lowered to 3e-5.
- Gradients clipped to 1.0.
"""


def read(text: str) -> list[tuple[str, str, str, tuple[int, int]]]:
    facts = extract_facts(Report("report.md", "markdown", blocks=markdown_blocks(text)), DOMAIN).facts
    return [(fact.symptom, fact.cause, fact.fix, fact.lines) for fact in facts if fact.rule == "headed_problems.case"]


def test_what_was_seen_its_cause_and_its_fix_stand_under_headings() -> None:
    assert read(CASE) == [
        (
            "loss is NaN after epoch 2",
            "The learning rate of 5e-4 is too high",
            "Learning rate lowered to 3e-5; Gradients clipped to 1.0",
            (3, 13),
        )
    ]


def test_headings_beside_each_other_tell_one_problem() -> None:
    problem = "# Fix\n\n## Problem\n\nLoss is NaN. It never recovers.\n\n## Setup\n\nTwo cards.\n\n"
    text = f"{problem}## Solution\n\nClamp the logits.\n"
    assert read(text) == [("Loss is NaN", "", "Clamp the logits", (3, 13))]


def test_a_heading_below_the_cause_may_be_it() -> None:
    text = "# Run\n\n## Problem\n\nLoss is NaN.\n\n## Root cause analysis\n\n### 1. Rate too high\n\nSee the log.\n"
    assert read(text) == [("Loss is NaN", "Rate too high", "", (3, 9))]


@pytest.mark.parametrize(
    "text",
    [
        "# Run\n\n## Problem\n\nLoss is NaN.\n",  # no word of a cause or a fix
        "# Run\n\n## Problem statement\n\nFind the fastest kernel.\n\n## Solution\n\nTiles of 128.\n",  # the aim
        "# Run\n\n## Problems\n\n- Loss is NaN.\n- It hangs.\n\n## Fix\n\nClamp the logits.\n",  # which of them is fixed?
        "# A\n\n## Run 1\n\n### Problem\n\nLoss is NaN.\n\n## Run 2\n\n### Fix\n\nClamp the logits.\n",  # of another run
        "# Run\n\n## Problem\n\nLoss is NaN.\n" + "\nWords.\n" * 25 + "\n## Fix\n\nClamp logits.\n",  # far apart
    ],
)
def test_what_need_not_belong_together_is_no_problem(text: str) -> None:
    assert read(text) == []


def test_a_lead_in_of_a_few_words_is_passed_over() -> None:
    text = "# Run\n\n## Problem\n\nIn job 7:\n\nLoss is NaN.\n\n## Fix\n\n✅ Clamp the logits.\n"
    assert read(text) == [("Loss is NaN", "", "Clamp the logits", (3, 11))]
