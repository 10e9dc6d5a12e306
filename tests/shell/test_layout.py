"""Where things are: what the registry says, else what the repository's paths show."""

from __future__ import annotations

import pytest

from bot.model.repository import Layout
from bot.shell.layout import find_layout, missing_keys

ROOT = ".codex/skills"
COMPLETE = {"reports": "runs", "experiment_log": "log.md", "troubleshooting": "help.md", "templates": "forms"}


def layout(*files: str, **paths: str) -> Layout:
    return find_layout(ROOT, paths, files, (".md", ".csv"))


def test_the_registry_decides_whatever_the_repository_looks_like() -> None:
    found = layout("reports/a.md", "docs/experiment-log.md", **COMPLETE)

    assert found == Layout(ROOT, f"{ROOT}/registry.json", "runs", "log.md", "help.md", "forms")


def test_only_missing_keys_make_one_look() -> None:
    assert missing_keys(COMPLETE) == []
    assert missing_keys({"reports": "runs"}) == ["experiment_log", "troubleshooting", "templates"]


def test_an_empty_repository_has_nothing_but_the_place_for_skills() -> None:
    assert layout() == Layout(ROOT, f"{ROOT}/registry.json", "", "", "", "")


@pytest.mark.parametrize(
    "folder",
    [
        "training_reports",
        "benchmark_results",
        "reports",
        "experiments",
        "docs/reports",
        "Reports",
        "training-reports",
        "results",
    ],
)
def test_reports_are_found_in_the_usual_folders(folder: str) -> None:
    assert layout("README.md", "src/main.py", f"{folder}/2025/lora.md").reports == folder


def test_a_folder_without_reports_is_no_reports_folder() -> None:
    assert layout("reports/plot.png", "experiments/a.csv").reports == "experiments"


def test_the_most_usual_folder_wins() -> None:
    assert layout("results/a.csv", "results/b.csv", "training_reports/c.md").reports == "training_reports"


def test_elsewhere_the_folder_named_for_reports_with_the_most_of_them_is_taken() -> None:
    assert layout("work/old_results/a.md", "work/lora_experiments/a.md", "work/lora_experiments/b.md").reports == (
        "work/lora_experiments"
    )


@pytest.mark.parametrize(
    "path",
    [
        "references/experiment-log.md",
        "docs/experiment-log.md",
        "EXPERIMENT_LOG.md",
        "experiment_log.md",
        "EXPERIMENTS.md",
        "notes/Research Log.md",
        "work/deep/experiment-log.md",
    ],
)
def test_the_log_is_found_under_its_usual_names(path: str) -> None:
    assert layout("README.md", path).experiment_log == path


def test_the_log_in_the_usual_folder_wins_and_a_template_is_none() -> None:
    files = ["a/experiment-log.md", "docs/experiment-log.md", "templates/references/experiment-log.md"]

    assert layout(*files).experiment_log == "docs/experiment-log.md"


def test_guide_and_templates_are_found() -> None:
    found = layout("docs/TROUBLESHOOTING.md", "templates/skills/result-skill-template.md")

    assert (found.troubleshooting, found.templates) == ("docs/TROUBLESHOOTING.md", "templates")


def test_a_folder_of_web_templates_is_not_taken_for_document_templates() -> None:
    assert layout("templates/index.html", "templates/base.j2").templates == ""


def test_a_missing_guide_would_stand_beside_the_log_and_the_other_way_round() -> None:
    assert layout("references/experiment-log.md").troubleshooting == "references/troubleshooting.md"
    assert layout("docs/troubleshooting.md").experiment_log == "docs/experiment-log.md"


def test_files_below_the_skills_root_are_no_evidence() -> None:
    assert layout(f"{ROOT}/lora/experiments.md", f"{ROOT}/reports/a.md") == layout()
