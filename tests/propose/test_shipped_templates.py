"""Templates come with the package."""

from __future__ import annotations

import pytest

from bot.propose.shipped_templates import render, shipped_template


@pytest.mark.parametrize(
    "name",
    [
        "skills/result-skill-template.md",
        "references/troubleshooting-entry-template.md",
        "references/troubleshooting.md",
        "references/experiment-log-entry-template.md",
        "facts.html.j2",
    ],
)
def test_each_template_is_found(name: str) -> None:
    assert shipped_template(name).strip()


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"skills/other\.md"):
        shipped_template("skills/other.md")


def test_a_value_that_a_template_lacks_is_an_error() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        render("facts.html.j2", {"pages": []})
