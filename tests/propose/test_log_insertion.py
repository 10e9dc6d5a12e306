"""The log entry stands where new entries stand, written as the team writes them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bot.model.draft import LogDraft, Source
from bot.propose.line_edits import apply_edits
from bot.propose.log_entry import EntryContent
from bot.propose.log_insertion import ENTRY_TEMPLATE, held_before, log_edits
from bot.reading.experiment_log import read_log
from tests.propose.retrospectives import ENTRY, REPORT

PATH = "docs/experiment-log.md"
LINK = "../reports/lora-rank-sweep-2025-03-12.md?plain=1"
SHORT = ENTRY._replace(details=(), points=ENTRY.points[:1])


def logged(text: str, draft: LogDraft = SHORT, team: str = "") -> str:
    """The log with the entry; the same again adds nothing."""
    templates = {ENTRY_TEMPLATE: team} if team else {}
    content = EntryContent(draft, PATH)
    result = apply_edits(text, log_edits(read_log(PATH, text), content, templates))
    assert log_edits(read_log(PATH, result), content, templates) == []
    return result


HEADED = dedent("""\
    ## 2025-03-12 - Retrospective on LoRA ranks

    **Type:** Retrospective
    **Author:** retro-bot
    **General description:** Rank 16 is enough.
    """)
BODY = dedent(f"""\

    ### Key Points

    - rank 16 reaches loss 0.41 [source]({LINK}#L12)

    ### Links

    - Report: `{REPORT}`
    - Skill: `llama3-lora-rank`
    """)
OLD = "## 2025-02-01 - Batch\n\n**Type:** Plan\n**General description:** Batch 8.\n"
OLDER = OLD.replace("2025-02-01", "2025-01-01")


def test_a_log_with_the_newest_entry_last_is_appended_to() -> None:
    assert logged(f"# Log\n\n{OLDER}\n{OLD}") == f"# Log\n\n{OLDER}\n{OLD}\n{HEADED}{BODY}"


def test_a_log_with_the_newest_entry_first_gets_it_on_top_wherever_the_marker_stands() -> None:
    marker = "\n<!-- New entries go above this line -->\n"

    assert logged(f"# Log\n\n{OLD}\n{OLDER}{marker}") == f"# Log\n\n{HEADED}{BODY}\n{OLD}\n{OLDER}{marker}"
    assert logged(f"# Log\n{marker}\n{OLD}\n{OLDER}") == f"# Log\n{marker}\n{HEADED}{BODY}\n{OLD}\n{OLDER}"


def test_one_entry_above_the_marker_is_followed_by_the_new_one() -> None:
    marker = "\n---\n\n<!-- New entries go above this line -->\n"

    assert logged(f"# Log\n\n{OLD}{marker}") == f"# Log\n\n{OLD}\n{HEADED}{BODY}{marker}"


def test_one_entry_below_the_marker_is_preceded_by_the_new_one() -> None:
    marker = "<!-- New entries go above this line -->\n\n"

    assert logged(f"# Log\n\n{marker}{OLD}") == f"# Log\n\n{marker}{HEADED}{BODY}\n{OLD}"


def test_an_empty_log_takes_the_teams_template_above_its_marker() -> None:
    team = "### {Title} ({YYYY-MM-DD})\n\n- **Type**: {Plan | Observation}\n- **Details**: {text}\n"

    assert logged("# Log\n\n<!-- New entries go above this line -->\n", team=team) == dedent(f"""\
        # Log

        ### Retrospective on LoRA ranks (2025-03-12)

        - **Type**: Retrospective
        - **Author**: retro-bot
        - **General description**: Rank 16 is enough.
        - **Details**:
          - rank 16 reaches loss 0.41 [source]({LINK}#L12)
        - **Reports**: `{REPORT}`
        - **Skills**: `llama3-lora-rank`

        <!-- New entries go above this line -->
        """)


def test_an_empty_log_without_a_template_takes_the_shipped_one() -> None:
    assert logged("# Log\n") == f"# Log\n\n{HEADED.replace(' - ', ' — ')}{BODY}"


GROUP = "- **Date**: 2025-02-01\n- **Type**: Plan\n- **General description**: Batch 8.\n- **Details**:\n  - text\n"
NEW_GROUP = dedent(f"""\
    - **Date**: 2025-03-12
    - **Type**: Retrospective
    - **Author**: retro-bot
    - **General description**: Rank 16 is enough.
    - **Details**:
      - rank 16 reaches loss 0.41 [source]({LINK}#L12)
    - **Reports**: `{REPORT}`
    - **Skills**: `llama3-lora-rank`
    """)


def test_groups_of_bullets_below_the_heading_of_another_day_get_a_heading_of_their_own() -> None:
    marker = "<!-- New entries go above this line -->\n\n"
    old = f"## 2025-02-01\n\n{GROUP}"

    assert logged(f"# Log\n\n{marker}{old}") == f"# Log\n\n{marker}## 2025-03-12\n\n{NEW_GROUP}\n{old}"


def test_groups_of_the_same_day_are_joined_below_its_heading() -> None:
    marker = "<!-- New entries go above this line -->\n\n"
    old = GROUP.replace("2025-02-01", "2025-03-12")

    assert logged(f"{marker}## 2025-03-12\n\n{old}") == f"{marker}## 2025-03-12\n\n{NEW_GROUP}\n{old}"


def test_groups_without_headings_stay_without() -> None:
    newest = GROUP.replace("2025-02-01", "2025-03-01")

    assert logged(f"# Log\n\n{newest}\n{GROUP}") == f"# Log\n\n{NEW_GROUP}\n{newest}\n{GROUP}"


def test_titled_entries_below_the_heading_of_a_day_join_it() -> None:
    text = "# Log\n\n## 2025-03-11\n\n### Tried a\n\nfoo\n\n## 2025-03-12\n\n### Tried b\n\nbar\n"

    assert logged(text).startswith(f"{text}\n### Retrospective on LoRA ranks\n\n**Type:** Retrospective\n")


def test_a_list_of_one_line_entries_gets_one_more_with_the_rest_below_it() -> None:
    text = "# Log\n\n- 2025-02-01: tried batch 8\n- 2025-02-02: tried batch 16\n"

    assert logged(text) == text + dedent(f"""\
        - 2025-03-12: Retrospective on LoRA ranks
          - Type: Retrospective
          - Author: retro-bot
          - General description: Rank 16 is enough.
          - Details:
            - rank 16 reaches loss 0.41 [source]({LINK}#L12)
          - Reports: `{REPORT}`
          - Skills: `llama3-lora-rank`
        """)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## 2025-02-01 — Plan: Batch", "## 2025-03-12 — Retrospective: LoRA ranks"),
        ("### [2025/02/01] Batch", "### [2025/03/12] Retrospective on LoRA ranks"),
        ("## Feb 1, 2025: Batch", "## Mar 12, 2025: Retrospective on LoRA ranks"),
        ("## 1 February 2025 | Batch", "## 12 March 2025 | Retrospective on LoRA ranks"),
        ("## Batch (2025-02-01)", "## Retrospective on LoRA ranks (2025-03-12)"),
        ("## 2025-02-01", "## 2025-03-12"),
    ],
)
def test_the_heading_is_written_as_the_others_are(heading: str, expected: str) -> None:
    text = f"# Log\n\n{heading}\n\n**Type:** Plan\n\nText.\n"

    assert f"\n{expected}\n\n**Type:** Retrospective" in logged(text)


def test_entries_that_rules_set_apart_stay_apart() -> None:
    text = f"# Log\n\n{OLDER}\n---\n\n{OLD}\n---\n"

    assert logged(text) == f"# Log\n\n{OLDER}\n---\n\n{OLD}\n---\n\n{HEADED}{BODY}\n---\n"


def test_plain_labels_and_the_teams_own_names_for_the_parts_are_used() -> None:
    text = "# Log\n\n## 2025-02-01 - Batch\n\nGeneral description: Batch 8.\n\nSetup:\n- a\n\nKey lessons:\n- b\n"

    assert logged(text, ENTRY).endswith(
        dedent(f"""\

        ## 2025-03-12 - Retrospective on LoRA ranks

        Type: Retrospective

        Author: retro-bot

        General description: Rank 16 is enough.

        Details:
        - Compared rank 8, 16 and 64. [source]({LINK}#L9)

        Key lessons:
        - rank 16 reaches loss 0.41 [source]({LINK}#L12)
        - rank 64 runs out of memory [source]({LINK}#L14)

        Links:
        - Report: `{REPORT}`
        - Skill: `llama3-lora-rank`
        """)
    )


def test_a_retrospective_that_names_the_same_reports_is_the_same() -> None:
    text = f"# Log\n\n## 2024-12-01 - What we learned\n\n**Type:** Retrospective\n\nSee `{REPORT}`.\n"

    assert log_edits(read_log(PATH, text), EntryContent(ENTRY, PATH), {}) == []


def test_an_observation_that_names_the_report_is_none() -> None:
    text = f"# Log\n\n## 2025-03-12 - Sweep\n\n**Type:** Observation\n\nSee `{REPORT}`.\n"

    assert log_edits(read_log(PATH, text), EntryContent(ENTRY, PATH), {}) != []


def test_a_retrospective_on_log_entries_is_known_by_title_and_day() -> None:
    text = "# Log\n\n## 2025-03-12 - Retrospective: LoRA ranks\n\n**Type:** Retrospective\n\nText.\n"

    assert log_edits(read_log(PATH, text), EntryContent(ENTRY._replace(reports=()), PATH), {}) == []


def test_windows_line_ends_are_kept() -> None:
    assert logged(f"# Log\n\n{OLD}".replace("\n", "\r\n")) == logged(f"# Log\n\n{OLD}").replace("\n", "\r\n")


def test_sources_in_the_log_are_linked_where_their_lines_will_stand() -> None:
    own = SHORT._replace(points=(SHORT.points[0]._replace(sources=(Source(PATH, (3, 6)),)),))
    content = EntryContent(own, PATH, locate=lambda source: Source(source.path, (23, 26)))

    edits = log_edits(read_log(PATH, "# Log\n"), content, {})

    assert "[source](experiment-log.md?plain=1#L23-L26)" in apply_edits("# Log\n", edits)


def test_reports_are_linked_with_the_lines_that_they_had() -> None:
    edits = log_edits(read_log(PATH, "# Log\n"), EntryContent(SHORT, PATH, {REPORT: 48}), {})

    assert f"- Report: [`{REPORT}`]({LINK}#L1-L48)\n" in apply_edits("# Log\n", edits)


def test_a_retrospective_was_held_where_the_bot_logged_the_same_statements_on_the_same_lines() -> None:
    content = EntryContent(SHORT, PATH, {REPORT: 48})
    text = apply_edits("# Log\n", log_edits(read_log(PATH, "# Log\n"), content, {}))
    longer = content._replace(lengths={REPORT: 49})
    other = content._replace(draft=SHORT._replace(points=ENTRY.points[1:]))
    by_people = text.replace("retro-bot", "ana")

    assert held_before(read_log(PATH, text), content) is not None
    assert held_before(read_log(PATH, text), longer) is None
    assert held_before(read_log(PATH, text), other) is None
    assert held_before(read_log(PATH, by_people), content) is None
