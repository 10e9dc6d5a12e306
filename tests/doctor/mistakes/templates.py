"""Mistakes in the team's templates."""

from __future__ import annotations

from tests.doctor.mistakes import TEMPLATE, E, Mistake, W, edit, move, write

MISTAKES: dict[str, Mistake] = {
    "a template by another name": (
        move(TEMPLATE, "templates/skills/result_skill_template.md"),
        "template-name",
        E,
        "templates/skills/result_skill_template.md",
        f"did you mean {TEMPLATE}?",
    ),
    "an open placeholder": (
        edit(TEMPLATE, "{Skill title}", "{Skill title"),
        "template-brace",
        E,
        TEMPLATE,
        "with both braces",
    ),
    "a template without parts": (
        write(TEMPLATE, "# {Title}\n\n## Poem\n\n{verse}\n"),
        "template-empty",
        E,
        TEMPLATE,
        "When to Apply",
    ),
    "a section that nothing fills": (
        edit(TEMPLATE, "## General Description", "## Genral Descripton"),
        "template-section",
        W,
        TEMPLATE,
        "did you mean General Description?",
    ),
    "a key that nothing fills": (
        edit(TEMPLATE, "author: {author}", "gpu: {which GPU}"),
        "template-key",
        W,
        TEMPLATE,
        "write a value",
    ),
    "front matter that does not end": (
        write(TEMPLATE, "---\nname: {name}\n\n# {Title}\n\n## Results\n"),
        "template-front",
        E,
        f"{TEMPLATE}:1",
        "close it with a line ---",
    ),
}
