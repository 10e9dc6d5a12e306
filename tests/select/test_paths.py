"""Paths and parts of file names in words."""

from __future__ import annotations

import pytest

from bot.select.paths import find_named, nearest_names, reports_at

PATHS = ("reports/lora-rank-sweep.md", "reports/lora-alpha-grid.md", "reports/old/resnet.md", "reports/first run.md")


@pytest.mark.parametrize(
    "words",
    [
        "reports/lora-rank-sweep.md",
        "./reports/lora-rank-sweep.md",
        "see `reports/lora-rank-sweep.md`.",
        "[the sweep](reports/lora-rank-sweep.md#L3)",
        "lora-rank-sweep.md, please",
        "reports\\lora-rank-sweep.md",
        "https://github.com/a/b/blob/main/reports/lora-rank-sweep.md?plain=1#L3-L9",
        "LORA-RANK-SWEEP",
    ],
)
def test_a_report_is_named_by_its_path_or_name(words: str) -> None:
    assert find_named(words, PATHS).paths == ("reports/lora-rank-sweep.md",)


def test_a_file_name_with_a_space_is_taken_whole() -> None:
    assert find_named("what about first run.md?", PATHS).paths == ("reports/first run.md",)


def test_a_folder_names_what_is_below_it() -> None:
    assert find_named("reports/old/", PATHS).paths == ("reports/old/resnet.md",)


def test_several_names_keep_the_order_of_the_words() -> None:
    named = find_named("lora-rank-sweep.md against lora-alpha-grid.md", PATHS)

    assert named.paths == ("reports/lora-rank-sweep.md", "reports/lora-alpha-grid.md")
    assert named.rest.split() == ["against"]


@pytest.mark.parametrize("words", ["resnet", "lora rank sweep", "train/test split", "fine-tuning", "lora-rank", "v1.2"])
def test_words_that_are_no_names_stay_words(words: str) -> None:
    assert find_named(words, PATHS) == type(find_named("", ()))((), (), words)


def test_a_path_that_fits_no_report_is_unknown() -> None:
    assert find_named("reports/lora-rank-swep.md", PATHS).unknown == ("reports/lora-rank-swep.md",)


def test_a_name_that_fits_two_reports_names_none() -> None:
    assert reports_at("readme.md", ("a/readme.md", "b/readme.md")) == ()


def test_the_nearest_names_come_best_first() -> None:
    assert nearest_names("lora-rank-swep.md", PATHS)[0] == "reports/lora-rank-sweep.md"
    assert nearest_names("zzz.md", ("reports/a.csv",)) == ()
