"""A snapshot of a repository, from files as real teams have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model.report import Problem
from bot.shell import tree
from bot.shell.repository_files import load_repository

REGISTRY = ".codex/skills/registry.json"
KERNEL = "# Softmax kernel\n\nBlock size 256, occupancy 71%, 40 registers, 1.1 TB/s bandwidth.\n"
COMPLETE = """\
{
  "domain": "cuda",
  "skills": {"softmax-online": {"type": "result"}},
  "paths": {
    "reports": "bench/",
    "experiment_log": "notes/log.md",
    "troubleshooting": "notes/help.md",
    "templates": "forms/"
  }
}
"""


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())


def skill(name: str) -> str:
    return f"---\nname: {name}\ndescription: What {name} is.\n---\n\n# {name}\n"


def test_a_complete_repository_is_read_as_its_registry_says(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            REGISTRY: COMPLETE,
            "bench/1.1/softmax.md": KERNEL,
            "bench/plot.png": "x",
            "reports/other.md": "# Not a report here\n",
            "notes/log.md": "# Log\n\n## 2025-03-12 — Sweep\n\nBLOCK=256 was fastest.\n",
            "notes/help.md": "# Help\r\n",
            "forms/skills/result-skill-template.md": "# {name}\n",
            ".codex/skills/softmax-online/SKILL.md": skill("softmax-online"),
            ".codex/skills/loose/SKILL.md": skill("loose"),
        },
    )
    found = load_repository(tmp_path)

    assert (found.domain.name, found.registry.text, dict(found.problems)) == ("cuda", COMPLETE, {})
    assert [report.path for report in found.reports] == ["bench/1.1/softmax.md"]
    assert found.log is not None
    assert [entry.title for entry in found.log.entries] == ["Sweep"]
    assert found.guide is not None
    assert found.guide.text == "# Help\r\n"
    assert dict(found.templates) == {"skills/result-skill-template.md": "# {name}\n"}
    assert [(one.name, one.kind) for one in found.skills] == [("loose", ""), ("softmax-online", "result")]


def test_without_a_registry_everything_is_found_by_looking(tmp_path: Path) -> None:
    write(tmp_path, {"experiments/softmax.md": KERNEL, "docs/EXPERIMENT_LOG.md": "# Log\n"})
    found = load_repository(tmp_path)

    assert (found.layout.reports, found.layout.experiment_log) == ("experiments", "docs/EXPERIMENT_LOG.md")
    assert (found.layout.registry, found.registry.text) == (REGISTRY, "")
    assert found.domain.name == "cuda"
    assert dict(found.problems) == {}


def test_a_registry_of_the_domain_alone_leaves_the_rest_to_looking(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{"domain": "research"}', "reports/a.md": KERNEL, "references/experiment-log.md": "# Log\n"})
    found = load_repository(tmp_path)

    assert (found.domain.name, found.layout.reports) == ("research", "reports")
    assert found.layout.troubleshooting == "references/troubleshooting.md"
    assert found.guide is None


def test_an_empty_folder_is_a_repository_too(tmp_path: Path) -> None:
    found = load_repository(tmp_path)

    assert (found.reports, found.log, found.guide, found.skills) == ((), None, None, ())
    assert found.domain.name == "research"


def test_the_domain_asked_for_overrules_the_registry(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{"domain": "research"}'})

    assert load_repository(tmp_path, "unsloth").domain.name == "unsloth"


def test_an_unknown_domain_is_a_problem_at_its_line_that_names_the_three(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{\n  "domain": "astrology"\n}'})
    (problem,) = load_repository(tmp_path).problems[REGISTRY]

    assert problem.line == 2
    assert all(name in problem.message for name in ("astrology", "research", "unsloth", "cuda"))


def test_a_domain_file_of_the_team_is_used(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            REGISTRY: '{"domain": "robotics"}',
            ".retro-bot/domains/robotics.yaml": 'extends: research\nnaming: "{robot}-{skill}"\n',
        },
    )
    found = load_repository(tmp_path)

    assert (found.domain.name, found.domain.naming, dict(found.problems)) == ("robotics", "{robot}-{skill}", {})


def test_a_registry_that_is_not_json_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{"domain": "cuda",\n', "reports/a.md": KERNEL})
    found = load_repository(tmp_path)

    assert found.problems[REGISTRY][0].line == 2
    assert [report.path for report in found.reports] == ["reports/a.md"]


@pytest.mark.parametrize("path", ["../elsewhere", "/etc", "link"])
def test_a_registry_path_out_of_the_repository_is_refused_with_its_line(tmp_path: Path, path: str) -> None:
    write(tmp_path / "lab", {REGISTRY: f'{{\n  "paths": {{\n    "reports": "{path}"\n  }}\n}}'})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "lab/link").symlink_to("../elsewhere")

    with pytest.raises(UserError, match=rf"^\.codex/skills/registry\.json:3: paths\.reports: {path} (leads out|is an abs)"):
        load_repository(tmp_path / "lab")


def test_a_reports_folder_that_is_not_there_is_a_problem_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{\n "paths": {"reports": "runs/"}\n}'})

    assert load_repository(tmp_path).problems == {
        REGISTRY: (Problem(2, "paths.reports: there is no folder runs; no reports are read"),)
    }


def test_linked_skill_folders_are_read_once_under_their_real_path(tmp_path: Path) -> None:
    write(tmp_path, {".agents/skills/lora/SKILL.md": skill("lora")})
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/skills").symlink_to("../.agents/skills")
    (tmp_path / ".agents/skills/again").symlink_to("lora")
    found = load_repository(tmp_path)

    assert found.layout.registry == ".agents/skills/registry.json"
    assert [one.path for one in found.skills] == [".agents/skills/lora/SKILL.md"]


def test_a_linked_log_is_known_by_its_real_path(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: '{"paths": {"experiment_log": "log.md"}}', "docs/real.md": "# Log\n"})
    (tmp_path / "log.md").symlink_to("docs/real.md")

    assert load_repository(tmp_path).layout.experiment_log == "docs/real.md"


def test_links_out_of_the_repository_are_not_read_and_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"secret.md": "# Secret\n", "secrets/SKILL.md": skill("secrets"), "lab/reports/a.md": KERNEL})
    write(tmp_path, {"lab/.codex/skills/README.md": "x"})
    (tmp_path / "lab/reports/out.md").symlink_to("../../secret.md")
    (tmp_path / "lab/.codex/skills/secrets").symlink_to("../../../secrets")
    found = load_repository(tmp_path / "lab")

    assert [report.path for report in found.reports] == ["reports/a.md"]
    assert found.skills == ()
    assert set(found.problems) == {"reports/out.md", ".codex/skills/secrets/SKILL.md"}


def test_log_guide_templates_and_skills_inside_the_reports_folder_are_no_reports(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            REGISTRY: '{"paths": {"reports": "."}}',
            "a.md": KERNEL,
            "experiment-log.md": "# Log\n",
            "troubleshooting.md": "# Help\n",
            "templates/skills/result-skill-template.md": "x",
        },
    )

    assert [report.path for report in load_repository(tmp_path).reports] == ["a.md"]


def test_a_report_outside_the_folder_is_read_when_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, {"reports/a.md": KERNEL, "RESULTS.md": "# Results\n"})

    assert [one.path for one in load_repository(tmp_path, more_reports=["RESULTS.md"]).reports] == [
        "RESULTS.md",
        "reports/a.md",
    ]


def test_a_report_that_is_too_large_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"reports/a.md": KERNEL, "reports/b.md": KERNEL * 20})
    monkeypatch.setattr(tree, "MAX_BYTES", 200)
    found = load_repository(tmp_path)

    assert [report.path for report in found.reports] == ["reports/a.md"]
    assert "are not read" in found.problems["reports/b.md"][0].message


def test_a_log_that_cannot_be_read_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    write(tmp_path, {"reports/a.md": KERNEL, "references/troubleshooting.md": "# Help\n"})
    (tmp_path / "references/experiment-log.md").write_bytes(b"# Log\n\nna\xefve\n")
    found = load_repository(tmp_path)

    assert found.problems["references/experiment-log.md"] == (Problem(3, "not UTF-8 text; save it as UTF-8"),)
    assert (found.log, found.layout.experiment_log) == (None, "")


def test_a_log_in_utf_16_is_no_text_and_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {REGISTRY: COMPLETE})
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/log.md").write_bytes("# Log\n".encode("utf-16-le"))

    found = load_repository(tmp_path)

    assert found.layout.experiment_log == ""
    assert found.problems["notes/log.md"][0].message.startswith("the file holds NUL bytes")


def test_what_is_wrong_with_a_domain_file_is_named_with_its_line_and_the_rest_of_it_counts(tmp_path: Path) -> None:
    ours, linked = ".retro-bot/domains/ours.yaml", ".retro-bot/domains/linked.yaml"
    write(tmp_path, {REGISTRY: '{"domain": "ours"}', ours: "title: Ours\nmetrcs: [a]\nmetrics: [luts]\n"})
    (tmp_path / linked).symlink_to("/dev/null")

    found = load_repository(tmp_path)

    assert found.problems[ours] == (Problem(2, "unknown key `metrcs`, it is ignored (did you mean `metrics`?)"),)
    assert found.problems[linked][0].message.startswith(f"{linked} leads out of the repository")
    assert found.domain.vocabulary.metrics[0] == "luts"


def test_the_caller_is_told_what_is_being_read(tmp_path: Path) -> None:
    write(tmp_path, {"reports/a.md": KERNEL, "reports/b.md": KERNEL})
    told: list[str] = []
    load_repository(tmp_path, notify=told.append)

    assert told == ["reading reports/a.md", "reading reports/b.md"]
