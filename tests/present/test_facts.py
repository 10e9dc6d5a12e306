"""Facts as a person reads them."""

from __future__ import annotations

from bot.model.fact import Fact, Kind, ReportFacts
from bot.model.report import Problem
from bot.present.ansi import Paint
from bot.present.facts import facts_text


def test_each_fact_is_one_line_with_its_place() -> None:
    facts = (
        Fact(Kind.SETUP, (2, 2), "r", value="A100 40GB"),
        Fact(Kind.METRIC, (12, 12), "r", name="loss", value="0.41", subject="rank 16"),
        Fact(Kind.FAILURE, (14, 15), "r", text="rank 64\nfailed", reason="out of memory"),
        Fact(Kind.ERROR, (120, 121), "r", symptom="NaN loss", fix="lower the rate"),
        Fact(Kind.ERROR, (130, 130), "r", text="it hangs"),
    )
    report = ReportFacts("reports/a.md", "LoRA", "2025-03-12", "", "unsloth", facts, (Problem(9, "odd row"),))

    assert facts_text([report], Paint(False)).split("\n") == [
        "reports/a.md  LoRA · 2025-03-12 · unsloth",
        "           L2  setup      A100 40GB",
        "          L12  metric     loss = 0.41 [rank 16]",
        "      L14-L15  failure    rank 64 failed (because: out of memory)",
        "    L120-L121  error      symptom: NaN loss; fix: lower the rate",
        "         L130  error      it hangs",
        "           L9  problem    odd row",
    ]


def test_reports_stand_apart() -> None:
    empty = ReportFacts("a.md", "", "", "", "cuda", ())

    assert facts_text([empty, empty], Paint(False)) == "a.md  cuda\n\na.md  cuda"
