"""Statements that new evidence overturns are struck through where they stand."""

from __future__ import annotations

import pytest

from bot.model.draft import Superseded
from bot.propose.skill_template import skill_template
from bot.propose.skill_update import updated_skill
from tests.propose.retrospectives import EXISTING, REPORT, existing_skill, said, skill_update

NOW = said("batch 8 fits with rank 16", 12)


def after(text: str, line: str) -> list[str]:
    """The lines of the body that changed when the statement on `line` is superseded."""
    number = text.split("\n").index(line) + 1
    update = skill_update(existing_skill(text), superseded=(Superseded(number, NOW),))
    changed = updated_skill(update, skill_template({}))[0].split("\n")
    return [one for one in changed if "superseded by" in one or one.startswith(("~~", "- ~~", "1. ~~"))]


def test_a_row_is_struck_cell_by_cell() -> None:
    assert after(EXISTING, "| memory at batch 8 | 38 GB | one run |") == [
        "| ~~memory at batch 8~~ | ~~38 GB~~ | ~~one run~~ superseded by: batch 8 fits with rank 16 [lora-rank L12] |"
    ]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("1. Start with batch 4.", "1. ~~Start with batch 4.~~ superseded by: batch 8 fits with rank 16 [lora-rank L12]"),
        ("Batch 8 needs 38 GB.", "~~Batch 8 needs 38 GB.~~ superseded by: batch 8 fits with rank 16 [lora-rank L12]"),
    ],
)
def test_items_and_paragraphs_are_struck_behind_their_marks(line: str, marked: str) -> None:
    assert after(EXISTING, line) == [marked]


def test_a_paragraph_of_several_lines_is_struck_as_a_whole() -> None:
    text = EXISTING.replace("Batch 8 needs 38 GB.", "Batch 8 needs\n38 GB.")

    assert after(text, "38 GB.") == ["~~Batch 8 needs", "38 GB.~~ superseded by: batch 8 fits with rank 16 [lora-rank L12]"]


def test_code_is_left_alone_and_followed_by_a_note() -> None:
    text = EXISTING + "\n```yaml\nbatch: 4\n```\n"

    assert after(text, "batch: 4") == ["The block above is superseded by: batch 8 fits with rank 16 [lora-rank L12]"]


def test_what_is_marked_is_not_marked_again() -> None:
    text = EXISTING.replace("Batch 8 needs 38 GB.", "~~Batch 8 needs 38 GB.~~ superseded by: batch 8 fits")
    number = text.split("\n").index("~~Batch 8 needs 38 GB.~~ superseded by: batch 8 fits") + 1
    update = skill_update(existing_skill(text), superseded=(Superseded(number, NOW),))

    assert updated_skill(update, skill_template({})) == (text, ())


def test_evidence_does_not_overturn_what_it_said_itself() -> None:
    text = EXISTING.replace("Batch 8 needs 38 GB.", "Batch 8 needs 38 GB. [L9]") + f"\n[L9]: ../../../{REPORT}?plain=1#L9\n"
    number = text.split("\n").index("Batch 8 needs 38 GB. [L9]") + 1
    update = skill_update(existing_skill(text), superseded=(Superseded(number, NOW),))

    assert updated_skill(update, skill_template({})) == (text, ())


def test_a_heading_or_a_line_without_a_statement_is_left_alone() -> None:
    lines = EXISTING.split("\n")
    numbers = [lines.index("## Results Summary") + 1, lines.index("") + 1, lines.index("|--------|-------|-------|") + 1]
    update = skill_update(superseded=tuple(Superseded(number, NOW) for number in numbers))

    assert updated_skill(update, skill_template({})) == (EXISTING, ())
