"""A template that nobody filled in is told from a report."""

from __future__ import annotations

import pytest

from bot.model.report import Report
from bot.reading.markdown import markdown_blocks
from bot.reading.skeleton import is_skeleton

_TEMPLATE = """# Report: {TITLE}

**Date:** {YYYY-MM-DD}
**Author:** {name}

## Setup

- Hardware: {GPU type, count}
- Steps (e.g. 1000): ...

```yaml
# the settings that matter
{paste relevant config}
```

| Metric | Value |
|--------|-------|
| Loss   |       |
| {name} | TODO  |

## Next steps

- [ ] {Follow-up}
"""


def _report(text: str) -> Report:
    return Report("report.md", "markdown", blocks=markdown_blocks(text))


def test_placeholders_keys_and_empty_cells_alone_are_a_skeleton() -> None:
    assert is_skeleton(_report(_TEMPLATE))


def test_title_date_and_author_fill_nothing_in() -> None:
    text = _TEMPLATE.replace("{TITLE}", "rank sweep").replace("{YYYY-MM-DD}", "2026-03-12").replace("{name}", "Ada")
    assert is_skeleton(_report(text.replace("| Ada |", "| Loss |")))


@pytest.mark.parametrize(
    ("placeholder", "content"),
    [
        ("| Loss   |       |", "| Loss | 0.5 |"),
        ("{GPU type, count}", "2x L4"),
        ("{paste relevant config}", "lr: 1e-4"),
        ("- [ ] {Follow-up}", "- [ ] Try rank 32"),
    ],
)
def test_anything_filled_in_makes_it_a_report(placeholder: str, content: str) -> None:
    assert not is_skeleton(_report(_TEMPLATE.replace(placeholder, content)))


def test_a_template_that_explains_itself_in_words_is_a_skeleton() -> None:
    text = "# Experiment: <short-name>\n\n- **Date**: YYYY-MM-DD\n- **Goal**: one paragraph\n\nDescribe trends.\n"
    assert is_skeleton(_report(text))
    assert not is_skeleton(_report(text.replace("<short-name>", "warmup")))
    assert not is_skeleton(_report(text.replace("Describe trends.", "Loss fell to 12.")))


@pytest.mark.parametrize(
    "text",
    ["", "# Notes\n", "Loss fell.\n", "# A\n\n```python\nx = {1: 2}\n```\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"],
)
def test_reports_without_placeholders_are_no_skeletons(text: str) -> None:
    assert not is_skeleton(_report(text))
