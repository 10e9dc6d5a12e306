"""Entries of an experiment log, in the styles in which teams write them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bot.model.logbook import LogEntry
from bot.model.report import Heading
from bot.reading.experiment_log import read_log


def entries(text: str) -> tuple[LogEntry, ...]:
    return read_log("references/experiment-log.md", dedent(text)).entries


@pytest.mark.parametrize(
    "heading",
    [
        "## 2025-03-07 — Softmax sweep",
        "## 2025-03-07 – Softmax sweep",
        "## 2025-03-07 - Softmax sweep",
        "## 2025-03-07: Softmax sweep",
        "## [2025-03-07] Softmax sweep",
        "## Softmax sweep (2025-03-07)",
        "### Softmax sweep, March 7, 2025",
        "# 2025-03-07 — Softmax sweep",
    ],
)
def test_a_heading_with_a_date_opens_an_entry_whatever_its_dash(heading: str) -> None:
    (entry,) = entries(f"{heading}\n\nBLOCK=1024 was fastest.\n")

    assert (entry.date, entry.title, entry.lines) == ("2025-03-07", "Softmax sweep", (1, 3))


def test_type_and_description_are_read_from_bold_lines_of_one_paragraph() -> None:
    (entry,) = entries("""\
        ## 2025-03-07 — Softmax sweep

        **Type:** Observation
        **General description:** We looked for the
        fastest block size.

        ### Details

        BLOCK=1024 was fastest.
        """)

    assert (entry.kind, entry.description) == ("Observation", "We looked for the fastest block size.")


def test_type_and_description_are_read_from_bullets() -> None:
    (entry,) = entries("""\
        ## 2025-03-07 — Softmax sweep

        - **Type**: Configuration
        - **General description**: We looked for the fastest block size.
        - **Details**: BLOCK=1024 was fastest.
        """)

    assert (entry.kind, entry.description) == ("Configuration", "We looked for the fastest block size.")


def test_a_type_that_the_template_does_not_know_is_kept_as_written() -> None:
    (entry,) = entries("## 2025-03-07 — Clocks\n\n**Type:** Tuning + Benchmark\n\nLocked at 1410 MHz.\n")

    assert entry.kind == "Tuning + Benchmark"


def test_a_title_that_opens_with_a_type_tells_the_type() -> None:
    (entry,) = entries("## 2025-03-07 — Retrospective: softmax\n\nBLOCK=1024 was fastest.\n")

    assert (entry.kind, entry.title) == ("Retrospective", "Retrospective: softmax")


def test_each_group_of_bullets_under_a_day_is_an_entry_titled_by_its_description() -> None:
    first, second = entries("""\
        # Experiment Log

        ## 2025-03-07

        - **Date**: 2025-03-07
        - **Type**: Observation
        - **General description**: Block sizes compared.
        - **Details**:
          - Date: the nested word is no new entry

        - **Date**: 2025-03-08
        - **Type**: Plan
        - **General description**: Next come two rows a program.
        """)

    assert (first.date, first.kind, first.title, first.lines) == (
        "2025-03-07",
        "Observation",
        "Block sizes compared.",
        (5, 9),
    )
    assert (second.date, second.kind, second.title) == ("2025-03-08", "Plan", "Next come two rows a program.")


def test_groups_without_a_date_of_their_own_take_the_day_above() -> None:
    first, second = entries("""\
        ## 2025-03-07

        - **Type**: Observation
        - **General description**: Block sizes compared.

        - **Type**: Plan
        - **General description**: Two rows a program.
        """)

    assert [first.date, second.date] == ["2025-03-07", "2025-03-07"]
    assert [first.kind, second.kind] == ["Observation", "Plan"]


def test_groups_without_any_heading_are_entries() -> None:
    found = entries("""\
        # Experiment Log

        - **Date**: 2025-03-07
        - **General description**: Block sizes compared.

        - **Date**: 2025-03-08
        - **General description**: Two rows a program.
        """)

    assert [(entry.date, entry.lines) for entry in found] == [("2025-03-07", (3, 4)), ("2025-03-08", (6, 7))]


def test_one_group_below_a_titled_heading_belongs_to_that_heading() -> None:
    (entry,) = entries("## Softmax sweep\n\n- **Date**: 2025-03-07\n- **Type**: Observation\n- **Details**: done\n")

    assert (entry.title, entry.date, entry.kind, entry.lines) == ("Softmax sweep", "2025-03-07", "Observation", (1, 5))


def test_the_word_type_among_an_entrys_own_settings_opens_no_entry() -> None:
    (entry,) = entries("""\
        ## 2025-03-07 — Quantisation

        - **Type**: Observation
        - **Details**: two formats
        - Type: nf4
        """)

    assert (entry.kind, entry.lines) == ("Observation", (1, 5))


def test_the_format_section_and_placeholders_are_no_entries() -> None:
    assert (
        entries("""\
        # Experiment Log

        ## Format

        - **Date**: YYYY-MM-DD
        - **Type**: Plan | Observation | Retrospective

        ### 2024-01-01 — Example

        What an entry looks like.

        ## {YYYY-MM-DD} — {Title}

        **Type:** {Plan | Observation | Retrospective}
        """)
        == ()
    )


def test_an_entry_ends_before_the_marker_and_one_below_the_marker_is_read_too() -> None:
    above, below = entries("""\
        ## 2025-03-07 — Above

        Text.

        ---

        <!-- New entries go above this line -->

        ## 2025-03-06 — Below

        Text.
        """)

    assert (above.lines, below.lines) == ((1, 3), (9, 11))


def test_a_group_below_format_and_marker_is_an_entry() -> None:
    (entry,) = entries("""\
        ## Format

        - **Date**: YYYY-MM-DD
        - **Type**: Plan | Observation | Retrospective

        ---

        <!-- New entries go above this line -->

        - **Date**: 2025-03-07
        - **Type**: Observation
        - **General description**: Block sizes compared.
        """)

    assert (entry.date, entry.lines) == ("2025-03-07", (10, 12))


def test_a_numbered_experiment_takes_the_date_from_its_heading_or_its_text() -> None:
    found = entries("""\
        # Lab notebook

        ## Softmax

        ### Exp 12: two rows a program (2025-03-07)

        Slower.

        ### Exp 13: four warps

        **Date:** 2025-03-08

        Faster.
        """)

    assert [(entry.date, entry.title) for entry in found] == [
        ("2025-03-07", "Exp 12: two rows a program"),
        ("2025-03-08", "Exp 13: four warps"),
    ]


def test_numbered_experiments_need_no_date_and_no_english() -> None:
    assert [
        entry.title for entry in entries("# 실험 로그\n\n## 실험 1\n\n- 점수: 0.47\n\n## 실험 2\n\n- 점수: 0.45\n")
    ] == [
        "실험 1",
        "실험 2",
    ]


def test_numbered_experiments_below_a_day_are_entries_and_other_headings_are_its_sections() -> None:
    two = entries("## 2025-03-07\n\n### Exp 1: a\n\nx\n\n#### Run 1\n\ny\n\n### Exp 2: b\n\nz\n")
    one = entries("## 2025-03-07\n\n### What we tried\n\nx\n\n### What failed\n\ny\n")

    assert [(entry.title, entry.date) for entry in two] == [("Exp 1: a", "2025-03-07"), ("Exp 2: b", "2025-03-07")]
    assert [(entry.date, entry.lines) for entry in one] == [("2025-03-07", (1, 9))]


def test_a_day_with_text_of_its_own_is_an_entry_titled_by_its_first_words() -> None:
    first, second = entries("## 2025-03-07\n\nTried four warps.\n\n## 2025-03-08\n\nTried eight warps.\n")

    assert [(entry.date, entry.title) for entry in (first, second)] == [
        ("2025-03-07", "Tried four warps."),
        ("2025-03-08", "Tried eight warps."),
    ]


def test_dated_headings_inside_a_titled_entry_are_its_sections() -> None:
    (entry,) = entries("## 2025-03-07 — Sweep\n\nx\n\n### Rerun of 2025-03-09\n\ny\n")

    assert entry.date == "2025-03-07"
    assert [block.text for block in entry.body.blocks if isinstance(block, Heading)] == ["Rerun of 2025-03-09"]


def test_bullets_that_open_with_a_date_are_entries_of_a_plain_list() -> None:
    first, second = entries("# Log\n\n- 2025-03-07: tried two rows a program\n- 2025-03-08: back to one\n")

    assert (first.date, first.title, first.lines) == ("2025-03-07", "tried two rows a program", (3, 3))
    assert (second.date, second.title) == ("2025-03-08", "back to one")


def test_dated_bullets_inside_an_entry_stay_in_it() -> None:
    (entry,) = entries("## 2025-03-07 — Sweep\n\n- 2025-03-07: first\n- 2025-03-08: second\n")

    assert len(entry.body.blocks) == 2


def test_the_body_holds_the_entrys_own_blocks_with_the_lines_of_the_log() -> None:
    _, entry = entries("""\
        ## 2025-03-06 — Before

        Text.

        ## 2025-03-07 — Sweep

        **Type:** Observation
        **Status:** Completed
        **General description:** Block sizes compared.

        | BLOCK | GB/s |
        |---|---|
        | 1024 | 1480 |
        """)

    description, table = entry.body.blocks
    assert (entry.body.path, entry.body.title, entry.body.date) == ("references/experiment-log.md", "Sweep", "2025-03-07")
    assert entry.body.status == "Completed"
    assert (description.lines, table.lines) == ((9, 9), (11, 13))


def test_a_date_inside_code_opens_no_entry() -> None:
    (entry,) = entries("## 2025-03-07 — Sweep\n\n```\n## 2025-03-08 — output\n---\n```\n\nAfter.\n")

    assert entry.lines == (1, 8)


def test_windows_line_ends_do_not_move_lines() -> None:
    assert read_log("log.md", "# Log\r\n\r\n## 2025-03-07 — Sweep\r\n\r\nText.\r\n").entries[0].lines == (3, 5)


@pytest.mark.parametrize("text", ["", "\n\n", "# Log\n", "# Log (2025-03-07)\n\nNothing yet.\n", "## \n", "\x00"])
def test_a_log_without_entries_is_empty(text: str) -> None:
    assert read_log("log.md", text).entries == ()


def test_the_text_is_kept_as_it_is() -> None:
    log = read_log("log.md", "# Log\r\n\r\n## 2025-03-07 — Sweep\r\n")

    assert (log.path, log.text) == ("log.md", "# Log\r\n\r\n## 2025-03-07 — Sweep\r\n")
