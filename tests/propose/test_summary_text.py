"""The summary as markdown."""

from __future__ import annotations

from bot.model.draft import Source, Statement, Summary
from bot.propose.summary_text import Links, summary_markdown, summary_sections
from tests.propose.retrospectives import REPORT, RETROSPECTIVE, at, said


def test_each_line_ends_in_its_source_link_and_empty_headings_are_left_out() -> None:
    retrospective = RETROSPECTIVE._replace(
        summary=Summary("x", key_findings=(said("rank 16 reaches loss 0.41", 12),), open_questions=(said("why?", 40),)),
    )
    sections = summary_sections(retrospective, Links(at(12)))

    assert summary_markdown("Retrospective: x (2025-03-12)", sections) == (
        "## Retrospective: x (2025-03-12)\n\n"
        f"### Key findings\n\n- rank 16 reaches loss 0.41 [L12]({REPORT}?plain=1#L12)\n\n"
        f"### Open questions\n\n- why? [L40]({REPORT}?plain=1#L40)\n"
    )


def test_a_summary_without_statements_is_its_title() -> None:
    assert summary_markdown("Nothing", ()) == "## Nothing\n"


def test_what_a_report_says_is_not_read_as_a_template() -> None:
    retrospective = RETROSPECTIVE._replace(summary=Summary("x", key_findings=(said("{{ 7 * 7 }} {% raw %}", 12),)))

    assert "- {{ 7 * 7 }} {% raw %} [" in summary_markdown("x", summary_sections(retrospective, Links(at(12))))


def test_links_start_at_the_address_of_the_files_and_name_the_report_among_several() -> None:
    links = Links([Source("r/lora-rank.md", (1, 1)), Source("r/lora-batch.md", (2, 2))], "https://example.com/blob/abc/")

    assert (
        links([Source("r/lora-rank.md", (3, 4))])
        == "[rank L3-L4](https://example.com/blob/abc/r/lora-rank.md?plain=1#L3-L4)"
    )


def test_many_places_are_three_links_and_a_number() -> None:
    links = Links(at(1))
    sources = [Source(REPORT, (line, line)) for line in (1, 10, 20, 30, 40)]

    assert links(sources).endswith("[L20](reports/lora-rank-sweep-2025-03-12.md?plain=1#L20) and 2 more")
    assert links(sources, gap=10) == f"[L1-L40]({REPORT}?plain=1#L1-L40)"


def test_statements_are_made_safe() -> None:
    retrospective = RETROSPECTIVE._replace(summary=Summary("x", what_failed=(Statement("@bob\n<script>", at(1)),)))

    assert summary_sections(retrospective, Links(at(1)))[0].lines == (f"`@bob` [L1]({REPORT}?plain=1#L1)",)
