"""Ranking of documents for a query."""

from __future__ import annotations

from bot.model.report import Block, Heading, Paragraph, Report
from bot.select.query import read_query
from bot.select.ranking import index_report, rank


def report(name: str, title: str = "", *blocks: Block) -> Report:
    return Report(f"reports/{name}.md", "markdown", title, blocks=blocks)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text, (1, 1))


def scores(words: str, *reports: Report) -> list[float]:
    return [match.score for match in rank(read_query(words).terms, [index_report(one) for one in reports])]


def test_a_word_in_name_and_title_is_a_perfect_match() -> None:
    assert scores("softmax", report("softmax", "Softmax"), report("matmul")) == [1.0, 0.0]


def test_the_title_outweighs_a_heading_and_a_heading_outweighs_the_text() -> None:
    filler = [paragraph("nothing")] * 4
    title = report("a", "Occupancy")
    heading = report("b", "", *filler, Heading(2, "Occupancy", (5, 5)))
    text = report("c", "", *filler, paragraph("occupancy"))

    first, second, third = scores("occupancy", title, heading, text)

    assert first > second > third > 0


def test_a_rare_word_counts_more_than_one_that_all_reports_hold() -> None:
    common, rare = scores("triton swizzle", report("triton"), report("triton-swizzle", "Triton swizzle"))

    assert rare == 1.0
    assert common < 0.3


def test_a_word_that_no_report_holds_lowers_the_score() -> None:
    (known,) = scores("softmax", report("softmax", "softmax"))
    (with_unknown,) = scores("softmax teleportation", report("softmax", "softmax"))

    assert known > with_unknown > 0.4


def test_a_word_is_found_inside_a_longer_word_of_the_title() -> None:
    inside, elsewhere = scores("loader", report("dataloader"), report("kernel"))

    assert inside > 0.4
    assert elsewhere == 0.0


def test_a_report_without_something_is_less_about_it() -> None:
    packed, without = scores("packing", report("packing"), report("no-packing"))

    assert packed > without > 0


def test_each_of_two_opposites_has_its_own_report() -> None:
    query = read_query("packed and not packed").terms
    packed, without = rank(
        query, [index_report(report("packed", "Packed")), index_report(report("nopack", "Without packing"))]
    )

    assert packed.strengths == (1.0, 0.0)
    assert without.strengths[0] == 0.0
    assert without.strengths[1] > 0.8


def test_folders_count() -> None:
    assert scores("mi50", Report("mi50/results/readme.md", "markdown"), report("a"))[0] > 0.5


def test_nothing_matches_no_documents_or_no_terms() -> None:
    assert rank(read_query("softmax").terms, []) == ()
    assert scores("", report("softmax")) == [0.0]
