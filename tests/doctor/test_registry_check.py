"""What is a mistake in a registry, and what is a word of the team's own."""

from __future__ import annotations

import json

import pytest

from bot.doctor.finding import Examined, Finding
from bot.doctor.registry_check import registry_findings
from bot.model.repository import Layout, Registry

LAYOUT = Layout(".codex/skills", ".codex/skills/registry.json", "reports", "", "", "")


def findings(content: dict[str, object], **more: object) -> list[Finding]:
    registry = Registry(LAYOUT.registry, json.dumps(content, indent=1), content)
    return list(registry_findings(Examined(registry, LAYOUT, LAYOUT)._replace(**more)))


@pytest.mark.parametrize("key", ["date", "owner", "created_at", "team", "pathology", "skill_owner"])
def test_a_key_of_the_teams_own_is_no_mistake(key: str) -> None:
    assert findings({"domain": "cuda", key: "2025-01-01"}) == []


@pytest.mark.parametrize(
    ("key", "meant"), [("domian", "domain"), ("path", "paths"), ("skill", "skills"), ("Writer", "writer")]
)
def test_a_key_that_is_off_by_a_letter_or_two_is_one(key: str, meant: str) -> None:
    (finding,) = findings({key: {}})

    assert (finding.check, finding.line, finding.fix) == ("registry-key", 2, f"did you mean {meant}?")


def test_a_domain_is_found_whatever_the_case_of_its_file() -> None:
    files = {".retro-bot/domains/Speech.yaml": "title: Speech\n"}

    assert findings({"domain": "speech"}, domain_files=files) == []


def test_a_key_of_the_paths_is_found_where_it_stands() -> None:
    (finding,) = findings({"note": "reports", "paths": {"templates": "reprots", "reprots": "runs"}})

    assert (finding.message, finding.line) == ("paths.reprots is a key that nothing reads", 5)
