"""The registry: what is right counts, what is wrong is named with its line and ignored."""

from __future__ import annotations

import json
from pathlib import Path

import fastjsonschema
import pytest

from bot.model.report import Problem
from bot.model.repository import Registry
from bot.shell.registry_file import read_registry, registry_paths

PATH = ".codex/skills/registry.json"
SCHEMA = Path(__file__).parents[2] / "bot/schemas/registry.schema.json"
PLACES = (
    "domain",
    "version",
    "paths",
    "paths.reports",
    "paths.skills",
    "skills",
    "skills.lora",
    "skills.lora.type",
    "more",
)
VALUES = ("x", "x" * 65, 1, None, ["x"], {}, {"type": "x"}, {"type": {"type": "x"}})


def read(root: Path, text: str | bytes) -> tuple[Registry, tuple[Problem, ...]]:
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_registry(root, PATH)


def test_a_registry_that_is_not_there_is_empty_without_a_problem(tmp_path: Path) -> None:
    assert read_registry(tmp_path, PATH) == (Registry(PATH, ""), ())


def test_a_registry_of_the_domain_alone_is_complete_enough(tmp_path: Path) -> None:
    registry, problems = read(tmp_path, '{"domain": "research"}')

    assert (registry.content, registry_paths(registry), problems) == ({"domain": "research"}, {}, ())


def test_paths_come_without_trailing_slashes_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    registry, _ = read(tmp_path, '{"paths": {"reports": "./runs/", "templates": "", "experiment_log": "docs//log.md"}}')

    assert registry_paths(registry) == {"reports": "runs", "experiment_log": "docs/log.md"}


def test_unknown_keys_are_allowed(tmp_path: Path) -> None:
    registry, problems = read(tmp_path, '{"team": 7, "paths": {"scratch": "tmp"}, "skills": {"a": {"owner": "Ada"}}}')

    assert problems == ()
    assert registry.content["team"] == 7


def test_text_that_is_not_json_is_named_with_its_line_and_kept(tmp_path: Path) -> None:
    registry, (problem,) = read(tmp_path, '{\n  "domain": "cuda",\n  domain}\n')

    assert problem.line == 3
    assert problem.message.startswith("not JSON: ")
    assert problem.message.endswith("; mend it, until then defaults are used")
    assert (registry.text, registry.content) == ('{\n  "domain": "cuda",\n  domain}\n', {})


def test_keys_with_dots_and_brackets_are_told_apart(tmp_path: Path) -> None:
    registry, problems = read(
        tmp_path, '{"skills": {\n"a.md": "x",\n"a": {"type": 3},\n"[0]{b}": 1, "c.d": {"type.e": 3}}}'
    )

    assert [(problem.line, problem.message.split(" ", 1)[0]) for problem in problems] == [
        (2, "skills.a.md"),
        (3, "skills.a.type"),
        (4, "skills.[0]{b}"),
    ]
    assert registry.content == {"skills": {"a": {}, "c.d": {"type.e": 3}}}


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    registry, (problem,) = read(tmp_path, b'{\n"domain": "\xff"}')

    assert problem == Problem(2, "not UTF-8 text; save it as UTF-8; defaults are used")
    assert registry.content == {}


@pytest.mark.parametrize("text", ["[]", '"research"', "[" * 100_000])
def test_json_that_is_no_object_is_a_problem(tmp_path: Path, text: str) -> None:
    registry, (problem,) = read(tmp_path, text)

    assert problem.message.startswith("not a JSON object" if len(text) < 99 else "not JSON")
    assert registry.content == {}


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    registry, problems = read(tmp_path, b'\xef\xbb\xbf{"domain": "cuda"}')

    assert (registry.content, problems) == ({"domain": "cuda"}, ())


def test_bytes_that_are_no_text_are_a_problem(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xff\xfe{\x00")[1] == (Problem(1, "not UTF-8 text; save it as UTF-8; defaults are used"),)


def test_each_value_of_a_wrong_type_is_named_by_key_and_line_and_the_rest_counts(tmp_path: Path) -> None:
    text = """\
{
  "domain": 3,
  "paths": {
    "reports": ["runs"],
    "templates": "forms"
  },
  "skills": {"lora": "result"}
}
"""
    registry, problems = read(tmp_path, text)

    assert problems == (
        Problem(2, "domain must be string; it is ignored"),
        Problem(4, "paths.reports must be string; it is ignored"),
        Problem(7, "skills.lora must be object; it is ignored"),
    )
    assert registry.content == {"paths": {"templates": "forms"}, "skills": {}}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", VALUES)
def test_a_registry_has_a_problem_where_it_breaks_the_schema_and_nowhere_else(
    tmp_path: Path, place: str, value: object
) -> None:
    content = value
    for key in reversed(place.split(".")):
        content = {key: content}

    assert (read(tmp_path, json.dumps(content))[1] == ()) == _fits(content)


def _fits(content: object) -> bool:
    try:
        fastjsonschema.compile(json.loads(SCHEMA.read_text(encoding="utf-8")))(content)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True
