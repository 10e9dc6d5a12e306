"""A skill in passages: what one citation speaks for."""

from __future__ import annotations

from bot.verify.passages import Form, passages

SKILL = """\
---
name: lora-rank
description: >
  Rank 16 is enough.
metadata:
  created: 2025-03-12
---

# LoRA rank

The loss is
the same. <!-- 12
13 -->

- one
  and more
- two

| a | b |
|---|---|
| 1 | 2 |

```yaml
rank: 16
```

[L4]: ../a.md#L4
"""


def test_a_passage_is_a_paragraph_an_item_a_row_or_a_block() -> None:
    found = [(passage.form, [line for line, _ in passage.lines]) for passage in passages(SKILL)]
    assert found == [
        (Form.DESCRIPTION, [3]),
        (Form.DESCRIPTION, [4]),
        (Form.HEADING, [9]),
        (Form.TEXT, [11, 12]),
        (Form.TEXT, [15, 16]),
        (Form.TEXT, [17]),
        (Form.ROW, [19]),
        (Form.ROW, [20]),
        (Form.ROW, [21]),
        (Form.CODE, [24]),
    ]


def test_a_file_without_front_matter_is_all_body() -> None:
    assert [passage.lines for passage in passages("Loss 0.93.")] == [((1, "Loss 0.93."),)]


def test_front_matter_that_never_ends_is_body() -> None:
    assert [line for passage in passages("---\nname: x\n") for line, _ in passage.lines] == [1, 2]
