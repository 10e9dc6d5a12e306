"""An answer is read as what was asked for, or not at all."""

from __future__ import annotations

import json

import pytest

from bot.writer.answer import LONGEST, NoAnswer, read_answer
from bot.writer.task import Part, Said
from tests.writer.tasks import SECTIONS

SAID = {"text": " Tile rows. ", "facts": ["F1", "[f2]", "F1"]}


def test_statements_are_read_by_section_with_the_facts_that_they_name() -> None:
    text = json.dumps({"general_description": [SAID], "recommended_practice": [], "other": 1})
    assert read_answer(text, SECTIONS) == {Part.GENERAL: (Said("Tile rows.", ("F1", "F2")),), Part.PRACTICE: ()}


def test_a_fence_around_the_answer_does_no_harm() -> None:
    assert read_answer('```json\n{"general_description": []}\n```', SECTIONS) == {Part.GENERAL: ()}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the answer is no JSON"),
        ("I cannot help with that.", "the answer is no JSON"),
        ('{"general_description": [{"text": "cut', "the answer is no JSON"),
        ('{"general_description": NaN}', "the answer is no JSON"),
        ("[" * 100_000, "the answer is no JSON"),
        ("[]", "the answer is no JSON object"),
        ('{"title": "x"}', "the answer has none of the keys general_description, when_not_to_apply"),
        ('{"general_description": "text"}', '"general_description" is no list'),
        ('{"general_description": ["text"]}', '"general_description" holds something else'),
        ('{"general_description": [{"text": 1, "facts": []}]}', '"general_description" holds something else'),
        ('{"general_description": [{"text": "x", "facts": [1]}]}', '"general_description" holds something else'),
        (json.dumps({"general_description": [SAID] * 33}), '"general_description" is no list of at most 32'),
        ("x" * (LONGEST + 1), "the answer is longer than"),
    ],
)
def test_anything_else_is_no_answer(text: str, reason: str) -> None:
    with pytest.raises(NoAnswer, match=reason.replace("[", r"\[")):
        read_answer(text, SECTIONS)
