"""Every code block of the documents is what it says it is: it parses, and what it configures exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml

from bot.domains.loading import DOMAINS
from tests.project.documents import CodeBlock, code_blocks, documents

ROOT = Path(__file__).parents[2]
BLOCKS = [
    pytest.param(block, id=f"{path.relative_to(ROOT)}:{block.line}")
    for path in documents(ROOT)
    for block in code_blocks(path)
]
LANGUAGES = {"bash", "json", "yaml", "python", "markdown", "text", "console"}
DOMAIN_KEYS = {"extends", "title", "naming", "setup", "parameters", "metrics", "subjects", "focus"}
DOMAIN_KEYS |= {"lower_is_better", "higher_is_better"}


def registry_schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / "bot" / "schemas" / "registry.schema.json").read_text(encoding="utf-8"))
    return schema


def inputs() -> set[str]:
    return set(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"])


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_is_in_the_language_that_it_names(block: CodeBlock) -> None:
    assert block.language in LANGUAGES
    if block.language == "python":
        compile(block.text, "document", "exec")
    elif block.language == "yaml":
        assert yaml.safe_load(block.text) is not None
    elif block.language == "json":
        assert json.loads(block.text) is not None


@pytest.mark.parametrize("block", [each for each in BLOCKS if each.values[0].language == "json"])  # type: ignore[attr-defined]
def test_a_registry_that_is_shown_is_a_valid_one_and_has_no_unknown_key(block: CodeBlock) -> None:
    shown = json.loads(block.text)
    if not {"domain", "paths"} & set(shown):
        return
    schema = registry_schema()
    fastjsonschema.compile(schema)(shown)
    assert set(shown) <= set(schema["properties"])
    assert set(shown.get("paths", {})) <= set(schema["properties"]["paths"]["properties"])


@pytest.mark.parametrize("block", [each for each in BLOCKS if each.values[0].language == "yaml"])  # type: ignore[attr-defined]
def test_a_domain_or_an_input_that_is_shown_exists(block: CodeBlock) -> None:
    shown = yaml.safe_load(block.text)
    if isinstance(shown, dict) and "extends" in shown:
        assert set(shown) <= DOMAIN_KEYS
        assert shown["extends"] in DOMAINS
    elif isinstance(shown, dict) and "with" in shown:
        assert set(shown["with"]) <= inputs()
