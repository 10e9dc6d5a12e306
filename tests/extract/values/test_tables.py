"""What a table is: each rule on its own."""

from __future__ import annotations

import pytest

from bot.domains.loading import load_domain
from bot.extract.tables.kinds import TableRole, table_role
from bot.model.report import Report, Section, Table
from bot.reading.markdown import markdown_blocks

DOMAIN = load_domain("research")[0]


def role_of(text: str) -> TableRole:
    (section,) = Report("r.md", "markdown", blocks=markdown_blocks(text)).sections()
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return table_role(table, Section(section.headings, section.blocks), DOMAIN)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("| Symptom | Fix |\n|---|---|\n| NaN loss | lower the rate |\n", TableRole.PROBLEMS),
        ("| Issue | Root cause | Solution |\n|---|---|---|\n| a | b | c |\n", TableRole.PROBLEMS),
        ("| 问题 | 原因 |\n|---|---|\n| a | b |\n", TableRole.PROBLEMS),
        ("| File | Description |\n|---|---|\n| a.py | trainer |\n", TableRole.OTHER),
        ("| Task | Owner | Due |\n|---|---|---|\n| sweep | me | May |\n", TableRole.PLAN),
        ("# Next steps\n\n| Run | Rank |\n|---|---|\n| a | 8 |\n", TableRole.PLAN),
        ("| Metric | Value |\n|---|---|\n| Loss | 0.5 |\n", TableRole.RESULTS),
        ("| 指标 | A | B |\n|---|---|---|\n| 损失 | 0.5 | 0.4 |\n", TableRole.RESULTS),
        ("| Parameter | Value |\n|---|---|\n| lr | 1e-4 |\n", TableRole.SETTINGS),
        ("| Setting | Value |\n|---|---|\n| lr | 1e-4 |\n", TableRole.SETTINGS),
        ("| Setting | Elapsed |\n|---|---|\n| `workers=2` | 10s |\n", TableRole.RESULTS),
        ("| Exp | What was tried | Result |\n|---|---|---|\n| 1 | bigger tile | slower |\n", TableRole.ATTEMPTS),
        ("| Run | Latency | Verdict |\n|---|---|---|\n| a | 5ms | kept |\n| b | 9ms | reverted |\n", TableRole.ATTEMPTS),
        ("# Configuration\n\n| Run | batch_size | GPU |\n|---|---|---|\n| a | 64 | A100 |\n", TableRole.SETTINGS),
        ("| M | N | cuBLAS (TFLOPS) | Triton (TFLOPS) |\n|---|---|---|---|\n| 512 | 64 | 31 | 33 |\n", TableRole.RESULTS),
        ("| Run | batch_size | Loss |\n|---|---|---|\n| a | 64 | 0.5 |\n", TableRole.RESULTS),
        ("| Run | lr | Status |\n|---|---|---|\n| a | 1e-4 | Complete |\n", TableRole.SETTINGS),
        ("# Results\n\n| Run | Shoe size |\n|---|---|\n| a | 41 |\n", TableRole.RESULTS),
        ("| Kernel | 2048 | 4096 |\n|---|---|---|\n| v1 | 164.4 | 173.5 |\n", TableRole.RESULTS),
        ("| Name | Role |\n|---|---|\n| Ann | author |\n", TableRole.OTHER),
    ],
)
def test_each_rule_tells_what_a_table_is(text: str, role: TableRole) -> None:
    assert role_of(text) is role
