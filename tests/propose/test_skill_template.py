"""The team's template decides how a new skill is laid out."""

from __future__ import annotations

from textwrap import dedent

from bot.propose.section_names import Part
from bot.propose.skill_template import PATH, TemplateSection, skill_template

TEAM = dedent("""\
    ---
    name: {skill-name}
    description: >
      {one line}
    license: MIT
    version: {version}
    metadata:
      owner: ml-team
      tags: [{tag}]
      created: {YYYY-MM-DD}
    ---

    # Skill: {Title}

    ## 🎯 When to use

    Reach for this when:
    - {situation}

    ## What we measured (results)

    | Quantity | Result |
    |---|---|
    | {x} | {y} |

    ## Pitfalls

    | Attempt | Reason | Do instead |
    |---|---|---|
    | {a} | {b} | {c} |

    ## Sources

    - Reports: `{path/to/report.md}`
    - See also skill `{skill-name}`
    - Paper: {link}
    """)


def parts(text: str) -> list[Part]:
    return [section.part for section in skill_template({PATH: text}).sections]


def test_without_a_template_of_the_team_the_shipped_one_is_used() -> None:
    template = skill_template({})

    assert [section.part for section in template.sections] == [
        Part.GENERAL,
        Part.APPLY,
        Part.RESULTS,
        Part.PRACTICE,
        Part.FAILURES,
        Part.CONFIGURATION,
        Part.REFERENCES,
    ]
    assert template.keys == (("name", ""), ("description", ""), ("metadata", ""))
    assert [key for key, _ in template.metadata] == ["short-description", "tags", "domain", "created", "author"]


def test_sections_have_the_teams_headings_leads_and_columns() -> None:
    template = skill_template({PATH: TEAM})

    assert template.title == "# Skill: {}"
    assert template.section(Part.APPLY) == TemplateSection(Part.APPLY, "## 🎯 When to use", "Reach for this when:")
    assert template.section(Part.RESULTS) == TemplateSection(
        Part.RESULTS, "## What we measured (results)", columns=("Quantity", "Result")
    )
    assert template.section(Part.FAILURES) == TemplateSection(
        Part.FAILURES, "## Pitfalls", columns=("Attempt", "Reason", "Do instead")
    )


def test_sections_that_a_skill_needs_and_the_team_lacks_stand_before_the_references() -> None:
    assert parts(TEAM) == [
        Part.APPLY,
        Part.RESULTS,
        Part.FAILURES,
        Part.GENERAL,
        Part.PRACTICE,
        Part.CONFIGURATION,
        Part.REFERENCES,
    ]


def test_bullets_of_the_references_say_what_they_list() -> None:
    section = skill_template({PATH: TEAM}).section(Part.REFERENCES)

    assert section is not None
    assert section.references == (("- Reports", "reports"), ("- See also skill", "skills"))


def test_keys_keep_their_order_fixed_values_stay_and_keys_outside_the_specification_are_metadata() -> None:
    template = skill_template({PATH: TEAM})

    assert template.keys == (("name", ""), ("description", ""), ("license", "MIT"), ("metadata", ""))
    assert template.metadata == (("version", ""), ("owner", "ml-team"), ("tags", ""), ("created", ""))


def test_a_file_without_a_section_that_is_known_is_no_template() -> None:
    assert skill_template({PATH: "# {Title}\n\n## Haiku\n"}) == skill_template({})


def test_a_template_without_front_matter_takes_that_of_the_shipped_one() -> None:
    template = skill_template({PATH: "# {Title}\n\n## Results\n"})

    assert template.keys == skill_template({}).keys
    assert template.metadata == skill_template({}).metadata


def test_no_heading_keeps_a_placeholder() -> None:
    section = skill_template({PATH: "# {Topic}: {Finding}\n\n## {Results of the run}\n"}).sections[0]

    assert section.heading == "## Results Summary"


def test_a_template_with_windows_line_ends_is_read_alike() -> None:
    assert skill_template({PATH: TEAM.replace("\n", "\r\n")}) == skill_template({PATH: TEAM})
