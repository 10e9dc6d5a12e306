"""A task as a model gets it, made of literal facts: two runs of a kernel, one attempt that failed, one thing forbidden."""

from __future__ import annotations

from bot.model.domain import Direction
from bot.model.draft import Source
from bot.writer.task import Compared, Ground, Item, Part, Said, Section, Task

REPORT = "reports/softmax.md"
TEXT = """\
Softmax tiling on A100
Hardware: NVIDIA A100 40GB
`BLOCK_M=64` reaches 95% of peak bandwidth; runtime falls from 1.84 ms to 1.21 ms.
`BLOCK_M=128` spills registers and is slower: 2.40 ms.
Do not fuse the mask before the reduction.
lr = 1e-4, 1,024 columns, eval loss 0.46
The loader is described in kernels/softmax.cu
"""


def line(number: int) -> tuple[Source, ...]:
    return (Source(REPORT, (number, number)),)


ITEMS = (
    Item("F1", "success", "`BLOCK_M=64` reaches 95% of peak bandwidth.", line(3)),
    Item("F2", "failure", "`BLOCK_M=128` spills registers (because: register pressure)", line(4)),
    Item("F3", "practice", "Do not fuse the mask before the reduction.", line(5)),
    Item("F4", "movement", "Runtime falls from 1.84 ms (naive) to 1.21 ms (tiled), -0.63 ms, -34.2%; better.", line(3)),
    Item("F5", "parameter", "lr = 1e-4", line(6)),
    Item("F6", "parameter", "columns = 1,024", line(6)),
    Item("F7", "practice", "Tile rows with `BLOCK_M=64` for bandwidth.", line(3)),
    Item("F8", "metric", "naive: Runtime (ms) = 1.84", line(3)),
    Item("F9", "metric", "tiled: Runtime (ms) = 1.21", line(3)),
    Item("F10", "finding", "Tiling lowers the runtime on both grids because reads are coalesced.", line(3)),
)
GROUND = Ground(
    {REPORT: TEXT},
    (Compared(REPORT, "Runtime (ms)", "", "naive", "tiled", 1.84, 1.21, Direction.LOWER, line(3)),),
    ("Runtime (ms)", "bandwidth"),
)
SECTIONS = (
    Section(Part.GENERAL, (Said("`BLOCK_M=64` reaches 95% of peak bandwidth.", ("F1",)),)),
    Section(Part.AVOID, ()),
    Section(Part.PRACTICE, (Said("Tile rows with `BLOCK_M=64`.", ("F7",)), Said("Do not fuse the mask.", ("F3",)))),
)
TASK = Task("skill softmax-tiling", "Softmax tiling", ITEMS, SECTIONS, GROUND)
