"""New skills are listed in the registry, formatted as the team formats it."""

from __future__ import annotations

import json
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.repository import Registry
from bot.propose.registry_entries import NewEntry, listed
from tests.propose.retrospectives import REGISTRY, SKILL_PATH, TODAY, skill_draft

ENTRY = NewEntry(skill_draft(), SKILL_PATH)


def with_entry(text: str, *entries: NewEntry) -> str:
    return listed(Registry("registry.json", text, json.loads(text)), entries or (ENTRY,), TODAY)[0]


def test_a_skill_follows_the_others_in_their_format_and_the_date_is_set() -> None:
    assert with_entry(REGISTRY) == dedent("""\
        {
          "domain": "unsloth",
          "updated": "2025-03-14",
          "skills": {
            "llama3-batch-size": {
              "type": "result",
              "description": "Batch size"
            },
            "llama3-lora-rank": {
              "type": "result",
              "description": "Rank 16 fits 40 GB"
            }
          }
        }
        """)


def test_a_skill_that_is_listed_changes_nothing() -> None:
    once = with_entry(REGISTRY)

    assert listed(Registry("registry.json", once, json.loads(once)), (ENTRY,), "2026-01-01") == (once, ())


@pytest.mark.parametrize("text", ["", '{"domain": "research"}\n', '{"skills": "see folder"}'])
def test_no_index_is_invented(text: str) -> None:
    content = json.loads(text) if text else {}

    assert listed(Registry("registry.json", text, content), (ENTRY,), TODAY) == (text, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '{"skills": {}}',
            '{"skills": {"llama3-lora-rank": {"type": "result", "description": "Rank 16 fits 40 GB"}}}',
        ),
        (
            '{\n\t"skills": {\n\t}\n}\n',
            '{\n\t"skills": {\n\t\t"llama3-lora-rank": {\n\t\t\t"type": "result",\n'
            '\t\t\t"description": "Rank 16 fits 40 GB"\n\t\t}\n\t}\n}\n',
        ),
        ('{"skills": ["a"]}', '{"skills": ["a", "llama3-lora-rank"]}'),
        (
            '{\n  "skills": {\n    "a": "text"\n  }\n}',
            '{\n  "skills": {\n    "a": "text",\n    "llama3-lora-rank": "Rank 16 fits 40 GB"\n  }\n}',
        ),
        (
            '{\r\n  "skills": [\r\n    {"name": "a", "path": "skills/a/SKILL.md"}\r\n  ]\r\n}',
            '{\r\n  "skills": [\r\n    {"name": "a", "path": "skills/a/SKILL.md"},\r\n    {"name": "llama3-lora-rank", '
            '"path": "skills/llama3-lora-rank/SKILL.md", "type": "result", '
            '"description": "Rank 16 fits 40 GB"}\r\n  ]\r\n}',
        ),
    ],
)
def test_each_format_is_kept(text: str, expected: str) -> None:
    assert with_entry(text) == expected


def test_an_entry_has_the_keys_of_the_teams_result_skills_as_far_as_the_draft_knows_them() -> None:
    index = {
        "core": {"type": "core", "description": "x", "owner": "y"},
        "b": {"created": "2025-01-01", "type": "result", "description": "x", "source_module": "1"},
    }
    new = json.loads(with_entry(json.dumps({"skills": index}, indent=2)))["skills"]["llama3-lora-rank"]

    assert list(new.items()) == [("created", "2025-03-12"), ("type", "result"), ("description", "Rank 16 fits 40 GB")]


def test_a_later_date_and_other_values_of_updated_stay() -> None:
    assert '"updated": "2030-01-01"' in with_entry('{"updated": "2030-01-01", "skills": {}}')
    assert '"updated": "today"' in with_entry('{"updated": "today", "skills": {}}')
    assert "updated" not in with_entry('{"skills": {}}')


def test_letters_beyond_ascii_are_written_as_the_registry_writes_them() -> None:
    entry = NewEntry(skill_draft(short_description="秩 16"), SKILL_PATH)

    assert "秩 16" in with_entry('{"skills": {"a": {"description": "大小"}}}', entry)
    assert "\\u79e9 16" in with_entry('{"skills": {"a": {"description": "x"}}}', entry)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "a", '"', "\\", "}", "é"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b}", '"']), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=80)
@given(
    st.dictionaries(st.sampled_from(["domain", "paths", "x"]), values, max_size=3),
    st.dictionaries(st.sampled_from(["s1", "s2", 's"3']), values, max_size=3)
    | st.lists(st.sampled_from(["s1", "s2"]), max_size=2),
    st.sampled_from([None, 1, 2, 4, "\t"]),
    st.booleans(),
)
def test_everything_else_of_the_registry_stays(
    around: dict[str, object], index: object, indent: int | str | None, first: bool
) -> None:
    content = {"skills": index, **around} if first else {**around, "skills": index}
    text = json.dumps(content, indent=indent, ensure_ascii=False) + "\n"

    after = json.loads(with_entry(text))

    names = list(after["skills"])
    added = names.pop()
    assert (added["name"] if isinstance(added, dict) else added) == "llama3-lora-rank"
    kept = {name: after["skills"][name] for name in names} if isinstance(index, dict) else names
    assert {**after, "skills": kept} == content
    assert list(after) == list(content)
