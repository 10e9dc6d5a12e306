"""Findings."""

from __future__ import annotations

from collections.abc import Callable

from bot.model.fact import Fact, Kind

Told = Callable[[Kind, str], list[Fact]]


def test_each_insight_is_a_finding(told: Told) -> None:
    text = "## Key Insights\n\n1. The run is bound by\n   the loader.\n2. TODO\n3. Short one.\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.FINDING, text)] == [("The run is bound by the loader.", (3, 4))]


def test_each_sentence_of_a_conclusion_is_a_finding(told: Told) -> None:
    text = "## Conclusion\n\nThe loader sets the pace. Two\nworkers are enough here.\n"
    assert [(fact.text, fact.lines) for fact in told(Kind.FINDING, text)] == [
        ("The loader sets the pace.", (3, 3)),
        ("Two workers are enough here.", (3, 4)),
    ]


def test_an_interpretation_below_results(told: Told) -> None:
    text = "## Run 1\n\n- 310 s\n\nInterpretation:\n\n- both stacks pay the same startup cost\n"
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["both stacks pay the same startup cost"]


def test_a_clause_and_its_items_are_one_finding(told: Told) -> None:
    text = "## Conclusion\n\nThe gap does not come from:\n\n- compilation\n- queue depth\n"
    (fact,) = told(Kind.FINDING, text)
    assert (fact.text, fact.lines) == ("The gap does not come from: compilation; queue depth", (3, 6))


def test_a_sentence_that_explains_is_a_finding_elsewhere(told: Told) -> None:
    text = "## Results\n\nThe kernel is memory bound at all sizes. We ran it twice.\n"
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["The kernel is memory bound at all sizes."]


def test_root_causes_are_findings(told: Told) -> None:
    text = "## Root cause identified\n\n- Sharding happened after decoding.\n"
    assert [fact.text for fact in told(Kind.FINDING, text)] == ["Sharding happened after decoding."]


def test_a_value_is_no_finding(told: Told) -> None:
    assert told(Kind.FINDING, "## Summary\n\n- mean absolute gap across layers: about `0.012`\n") == []


def test_conclusions_in_chinese_and_korean(told: Told) -> None:
    assert [fact.text for fact in told(Kind.FINDING, "## 结论\n\n1. 瓶颈在数据加载。\n")] == ["瓶颈在数据加载。"]
    assert [fact.text for fact in told(Kind.FINDING, "## 분석\n\n- 병목은 로더이다.\n")] == ["병목은 로더이다."]


def test_what_is_to_be_done_is_no_finding(told: Told) -> None:
    assert told(Kind.FINDING, "## Analysis\n\n- [ ] Draw the loss curve of each run\n") == []
