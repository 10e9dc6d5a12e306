"""The plan: proposals, files and what may not be proposed."""

from __future__ import annotations

import json

import pytest

from bot.model.draft import Retrospective, SkillUpdate, Statement, Summary
from bot.model.plan import Action, Plan, Target
from bot.model.repository import Document, Registry, Repository
from bot.propose.plan import propose
from bot.reading.experiment_log import read_log
from bot.reading.skill import read_skill
from tests.propose.retrospectives import (
    ENTRY,
    EXISTING,
    LAYOUT,
    LOG,
    REQUEST,
    RETROSPECTIVE,
    SELECTION,
    SKILL_PATH,
    TROUBLE,
    at,
    existing_skill,
    repository,
    said,
    skill_draft,
    skill_update,
    table,
)

UPDATE = skill_update(results=(table(("memory at rank 16", "31 GB", "12")),))


def planned(retrospective: Retrospective = RETROSPECTIVE, of: Repository | None = None) -> Plan:
    return propose(retrospective, of or repository(), REQUEST, SELECTION)


def applied(plan: Plan, to: Repository) -> Repository:
    """The repository as it is once the plan was written and read again."""
    texts = {change.path: change.content for change in plan.files}
    skills = {skill.path: skill for skill in to.skills}
    skills |= {path: read_skill(path, text, "result") for path, text in texts.items() if path.endswith("SKILL.md")}
    registry = texts.get(LAYOUT.registry, to.registry.text)
    log = texts.get(LAYOUT.experiment_log, to.log.text if to.log else "")
    guide = texts.get(LAYOUT.troubleshooting, to.guide.text if to.guide else "")
    return to._replace(
        skills=tuple(skills.values()),
        registry=Registry(LAYOUT.registry, registry, json.loads(registry or "{}")),
        log=read_log(LAYOUT.experiment_log, log) if log else None,
        guide=Document(LAYOUT.troubleshooting, guide) if guide else None,
    )


def test_each_draft_is_a_numbered_proposal_and_each_file_one_change() -> None:
    plan = planned(RETROSPECTIVE._replace(updates=(UPDATE,)))

    assert [(one.id, one.target, one.action, one.path, one.name) for one in plan.proposals] == [
        (1, Target.SKILL, Action.CREATE, SKILL_PATH, "llama3-lora-rank"),
        (2, Target.SKILL, Action.UPDATE, UPDATE.skill.path, "llama3-batch-size"),
        (3, Target.TROUBLESHOOTING, Action.APPEND, LAYOUT.troubleshooting, "Out of memory at rank 64"),
        (4, Target.REGISTRY, Action.UPDATE, LAYOUT.registry, "llama3-lora-rank"),
        (5, Target.LOG, Action.APPEND, LAYOUT.experiment_log, "Retrospective on LoRA ranks"),
    ]
    assert [(change.path, change.action, change.proposals) for change in plan.files] == [
        (SKILL_PATH, Action.CREATE, (1,)),
        (UPDATE.skill.path, Action.UPDATE, (2,)),
        (LAYOUT.troubleshooting, Action.UPDATE, (3,)),
        (LAYOUT.registry, Action.UPDATE, (4,)),
        (LAYOUT.experiment_log, Action.UPDATE, (5,)),
    ]


def test_a_proposal_has_its_sections_reason_and_evidence() -> None:
    first, second, *_ = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE,))).proposals

    assert (first.sections, first.reason, first.evidence) == (("Results Summary",), "the skill is about memory", at(12))
    assert (second.sections, second.evidence) == (("Troubleshooting",), at(14, 16))


def test_one_file_may_carry_several_proposals() -> None:
    other = TROUBLE._replace(pattern="Slow loader", symptom="3 it/s", cause="one worker", sources=at(18))
    plan = planned(RETROSPECTIVE._replace(troubleshooting=(TROUBLE, other)))

    assert [change.proposals for change in plan.files if change.path == LAYOUT.troubleshooting] == [(2, 3)]


def test_digests_tell_proposals_apart() -> None:
    digests = [proposal.digest for proposal in planned().proposals]

    assert len(set(digests)) == len(digests) == 4


@pytest.mark.parametrize("updates", [(), (UPDATE,)])
def test_a_plan_that_was_applied_proposes_nothing(updates: tuple[SkillUpdate, ...]) -> None:
    before = repository()
    retrospective = RETROSPECTIVE._replace(updates=updates)
    after = applied(planned(retrospective, before), before)
    again = retrospective._replace(updates=tuple(one._replace(skill=after.skills[0]) for one in updates))

    plan = planned(again, after)

    assert (plan.proposals, plan.files) == ((), ())
    assert plan.warnings == (
        "docs/experiment-log.md:8: this retrospective was held; remove its entry to have it proposed again",
    )


@pytest.mark.parametrize("updates", [(), (UPDATE,)])
def test_without_the_log_entry_nothing_is_proposed_twice_either(updates: tuple[SkillUpdate, ...]) -> None:
    before = repository()
    retrospective = RETROSPECTIVE._replace(updates=updates)
    after = applied(planned(retrospective, before), before)._replace(log=before.log)
    again = retrospective._replace(updates=tuple(one._replace(skill=after.skills[0]) for one in updates))

    assert planned(again, after).files == ()


def test_a_draft_that_rests_on_what_a_skill_cites_is_that_skill_under_any_name() -> None:
    after = applied(planned(), repository())._replace(log=repository().log)
    again = RETROSPECTIVE._replace(skills=(skill_draft(name="llama3-lora-rank-2", title="Another title"),))

    assert planned(again, after).proposals == ()


def test_nothing_worth_proposing_is_no_log_entry_either() -> None:
    plan = planned(Retrospective(Summary("LoRA ranks")))

    assert (plan.proposals, plan.files) == ((), ())


def test_a_log_entry_may_stand_alone_where_nothing_else_was_drafted() -> None:
    plan = planned(Retrospective(Summary("LoRA ranks"), log=ENTRY))

    assert [proposal.target for proposal in plan.proposals] == [Target.LOG]


def test_a_draft_of_a_skill_that_exists_updates_it() -> None:
    draft = skill_draft(name="llama3-batch-size", practice=(said("Use rank 16.", 20),))
    plan = planned(RETROSPECTIVE._replace(skills=(draft,)))

    assert (plan.proposals[0].action, plan.proposals[0].name) == (Action.UPDATE, "llama3-batch-size")
    assert [proposal.target for proposal in plan.proposals if proposal.target is Target.REGISTRY] == []


def test_two_updates_of_a_skill_are_one_change() -> None:
    other = skill_update(practice=(said("Use rank 16.", 20),))
    plan = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE, other)))

    assert plan.proposals[0].sections == ("Results Summary", "Recommended Practice")


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        (
            skill_draft(name="Lora Rank"),
            "the name `Lora Rank` is none: 1 to 64 of a-z, 0-9 and single hyphens between them, as in `lora-rank`",
        ),
        (
            skill_draft(name="../../x"),
            "the name `../../x` is none: 1 to 64 of a-z, 0-9 and single hyphens between them, as in `lora-rank`",
        ),
        (
            skill_draft(description="", use_when=""),
            "`description` is missing: say what the skill teaches, and when to use it",
        ),
    ],
)
def test_a_skill_that_would_be_invalid_is_a_warning(draft: object, message: str) -> None:
    plan = planned(RETROSPECTIVE._replace(skills=(draft,)))  # type: ignore[arg-type]

    assert plan.warnings == (f".codex/skills/{draft.name}/SKILL.md: the skill is not proposed: {message}",)  # type: ignore[attr-defined]
    assert Target.SKILL not in {proposal.target for proposal in plan.proposals}
    assert Target.REGISTRY not in {proposal.target for proposal in plan.proposals}


def test_the_conventions_own_skills_are_not_updated() -> None:
    core = existing_skill()._replace(kind="core")
    plan = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE._replace(skill=core),)))

    assert plan.warnings == (f"{core.path}: the update is not proposed: it is one of the convention's own skills",)


def test_a_registry_that_names_a_guarded_file_as_log_or_guide_gets_a_warning() -> None:
    layout = LAYOUT._replace(experiment_log="AGENTS.md", troubleshooting=".github/workflows/x.md")
    plan = planned(of=repository(layout=layout, log=None, guide=None))

    assert {change.path for change in plan.files} == {SKILL_PATH, LAYOUT.registry}
    assert plan.warnings == (
        "1 troubleshooting entry is not proposed: set paths.troubleshooting in .codex/skills/registry.json "
        "to a markdown file of the repository",
        "the log entry is not proposed: set paths.experiment_log in .codex/skills/registry.json "
        "to a markdown file of the repository",
    )


def test_a_missing_log_and_guide_are_created_where_the_convention_is_followed() -> None:
    plan = planned(of=repository(log=None, guide=None))
    made = {change.path: change for change in plan.files if change.action is Action.CREATE}

    assert made[LAYOUT.experiment_log].content.startswith(
        "# Experiment Log\n\n## 2025-03-12 — Retrospective on LoRA ranks\n"
    )
    assert made[LAYOUT.troubleshooting].content.startswith("# Troubleshooting Guide\n")
    assert [proposal.action for proposal in plan.proposals if proposal.target is Target.LOG] == [Action.CREATE]


def test_a_repository_without_any_sign_of_the_convention_gets_skills_only() -> None:
    bare = repository(registry=Registry(LAYOUT.registry, ""), log=None, guide=None, skills=())

    assert [change.path for change in planned(of=bare).files] == [SKILL_PATH]


def test_what_a_skill_cites_of_the_log_is_linked_where_it_will_stand() -> None:
    text = LOG.replace("## 2025-02-01", "## 2025-02-20 - Later\n\nText.\n\n## 2025-02-01")
    of = repository(log=read_log(LAYOUT.experiment_log, text))
    draft = skill_draft(general=(Statement("Batch 8 fits.", at(7, 10, LAYOUT.experiment_log)),))
    plan = planned(RETROSPECTIVE._replace(skills=(draft,)), of)
    contents = {change.path: change.content for change in plan.files}

    line = contents[LAYOUT.experiment_log].split("\n").index("## 2025-02-01 - Batch size") + 1

    assert f"docs/experiment-log.md?plain=1#L{line}-L{line + 3}" in contents[SKILL_PATH]
    assert at(7, 10, LAYOUT.experiment_log)[0] in plan.proposals[0].evidence


def test_an_update_that_would_make_a_skill_too_long_is_a_warning() -> None:
    full = existing_skill(EXISTING + "text\n" * (498 - EXISTING.count("\n")))
    plan = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE._replace(skill=full),)))

    assert plan.warnings == (
        f"{full.path}: the update is not proposed: the skill has more than 500 lines: move details to a file beside it",
    )


def test_what_was_wrong_with_a_skill_before_does_not_keep_it_from_its_update() -> None:
    wrong = read_skill(UPDATE.skill.path, UPDATE.skill.text.replace("name: llama3", "name: llama4"), "result")
    plan = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE._replace(skill=wrong),)))

    assert plan.warnings == ()
    assert plan.proposals[0].action is Action.UPDATE


def test_a_skill_outside_the_skills_folder_is_not_updated() -> None:
    other = UPDATE.skill._replace(path=".claude/skills/llama3-batch-size/SKILL.md")
    plan = planned(RETROSPECTIVE._replace(skills=(), updates=(UPDATE._replace(skill=other),)))

    assert plan.warnings == (f"{other.path}: the update is not proposed: it is outside the skills folder",)


def test_the_same_input_gives_the_same_plan() -> None:
    assert planned() == planned()


def test_the_summary_is_dated_as_its_entry() -> None:
    assert planned().summary_markdown.startswith("## Retrospective: LoRA ranks (2025-03-12)\n\n### What we tried\n")
    assert planned(RETROSPECTIVE._replace(log=None)).summary_markdown.startswith(
        "## Retrospective: LoRA ranks (2025-03-14)\n"
    )
