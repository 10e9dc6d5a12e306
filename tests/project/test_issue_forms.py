"""The issue forms: fields that GitHub knows, and always the version that the bot prints.

Source: https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"
FORMS = sorted(path for path in FOLDER.glob("*.yml") if path.name != "config.yml")
TYPES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
}


def form(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_has_what_github_asks_of_one(path: Path) -> None:
    content = form(path)
    fields = [element for element in content["body"] if element["type"] != "markdown"]

    assert set(content) <= {"name", "description", "labels", "title", "assignees", "body"}
    assert content["name"]
    assert content["description"]
    assert len({element["id"] for element in fields}) == len(fields)
    assert len({element["attributes"]["label"] for element in fields}) == len(fields)
    for element in content["body"]:
        assert set(element) <= {"type", "id", "attributes", "validations"}
        assert set(element["attributes"]) <= TYPES[element["type"]]
        assert set(element.get("validations", {})) <= {"required"}


@pytest.mark.parametrize("path", [path for path in FORMS if "idea" not in path.name], ids=lambda path: path.name)
def test_a_report_asks_for_the_version_as_the_bot_prints_it(path: Path) -> None:
    (version,) = (element for element in form(path)["body"] if element.get("id") == "version")

    assert "`retro-bot --version`" in version["attributes"]["description"]
    assert version["validations"]["required"] is True


def test_the_names_of_the_forms_differ() -> None:
    assert len({form(path)["name"] for path in FORMS}) == len(FORMS) == 4
