"""Citations of the log move with the lines that the plan adds to it."""

from __future__ import annotations

from bot.model.draft import Source
from bot.propose.relocation import relocated, relocation
from tests.propose.retrospectives import REPORT, at, said, skill_draft, table

LOG = "docs/experiment-log.md"


def test_every_source_in_a_draft_is_moved_and_nothing_else() -> None:
    rows = table(("loss", "0.41", "12"))
    draft = skill_draft(general=(said("a", 5),), results=(rows,))
    moved = relocated(draft, relocation(REPORT, lambda line: line + 10))

    assert moved.general[0].sources == at(15)
    assert moved.results[0].rows[0].sources == at(22)
    assert (moved.name, moved.tags, moved.results[0].header) == (draft.name, draft.tags, rows.header)


def test_sources_in_other_files_stay() -> None:
    locate = relocation(LOG, lambda line: line + 10)

    assert locate(Source(REPORT, (3, 4))) == Source(REPORT, (3, 4))
    assert locate(Source(LOG, (3, 4))) == Source(LOG, (13, 14))
