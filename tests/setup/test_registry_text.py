"""The registry of a set-up: new, or with what it lacks; a person's keys, values and format stay."""

from __future__ import annotations

import json
from itertools import product
from textwrap import dedent

import pytest

from bot.model.repository import Registry, Skill
from bot.setup.registry_text import registry_text

PATHS = {"reports": "training_reports/", "experiment_log": "references/experiment-log.md"}
TODAY = "2025-04-01"
SKILLS = (
    Skill("llama3-lora-rank", "x", "# LoRA\n\n## Results\n\nRank 16.\n", "Rank 16 is enough.\nUse when: tuning"),
    Skill("domain-advisor", "y", "# Advice\n\n## Results\n\nRead `registry.json` first.\n", "Plans experiments"),
)


def registry(text: str) -> Registry:
    return Registry(".codex/skills/registry.json", text, json.loads(text.removeprefix("\ufeff") or "{}"))


def made(text: str, domain: str = "unsloth") -> str:
    return registry_text(registry(text), domain, PATHS, SKILLS, TODAY)


def test_a_new_registry_says_domain_paths_and_which_skills_there_are() -> None:
    assert made("") == dedent("""\
        {
          "domain": "unsloth",
          "version": "1.0.0",
          "created": "2025-04-01",
          "updated": "2025-04-01",
          "skills": {
            "llama3-lora-rank": {
              "type": "result",
              "description": "Rank 16 is enough. Use when: tuning"
            },
            "domain-advisor": {
              "type": "core",
              "description": "Plans experiments"
            }
          },
          "paths": {
            "reports": "training_reports/",
            "experiment_log": "references/experiment-log.md"
          }
        }
        """)


def test_a_registry_gets_what_it_lacks_and_keeps_what_it_has() -> None:
    written = (
        '{\n    "domain": "research",\n    "owner": "speech",\n    "paths": {"reports": "runs/"},\n    "skills": {}\n}\n'
    )

    assert made(written) == (
        '{\n    "domain": "research",\n    "owner": "speech",\n'
        '    "paths": {"reports": "runs/", "experiment_log": "references/experiment-log.md"},\n    "skills": {}\n}\n'
    )


@pytest.mark.parametrize(
    "text", ['{"domain": "research"}', '{\r\n\t"domain": "research"\r\n}\r\n', '\ufeff{"domain": "a"}', "{}"]
)
def test_what_was_added_is_json_and_begins_as_before(text: str) -> None:
    content = json.loads(made(text).removeprefix("\ufeff"))

    assert list(content) == ["domain", "skills", "paths"]
    assert content["domain"] == json.loads(text.removeprefix("\ufeff")).get("domain", "unsloth")


@pytest.mark.parametrize("paths", ['"see README"', "[]", "null"])
def test_a_value_of_another_type_is_no_place_to_write_to(paths: str) -> None:
    text = f'{{"domain": "research", "skills": {{}}, "paths": {paths}}}'

    assert made(text) == text


VALUES = (None, True, "", "x,}", '\\"', [], [1], {}, {"reports": {}})


@pytest.mark.parametrize("indent", [None, 0, 2, "\t"])
@pytest.mark.parametrize("keys", [("domain",), ("paths", 'q"'), ("skills", "é", ""), ("owner", "paths", "domain")])
def test_a_second_time_nothing_is_added_and_nothing_was_lost(keys: tuple[str, ...], indent: int | str | None) -> None:
    for values in product(VALUES, repeat=len(keys)):
        content = dict(zip(keys, values, strict=True))
        once = made(json.dumps(content, indent=indent))

        assert made(once) == once
        assert json.loads(once).items() >= {key: value for key, value in content.items() if key != "paths"}.items()
