"""What a person turned down leaves no trace."""

from __future__ import annotations

from bot.model.draft import Retrospective, SkillUpdate, Summary, TroubleshootingDraft
from bot.model.plan import Action, Proposal, Target
from bot.model.repository import Skill
from bot.propose.dropping import without
from tests.present.plans import log_draft, skill_draft


def dropped(target: Target, action: Action, name: str, path: str = "") -> list[Proposal]:
    return [Proposal(1, target, action, path, name, (), "why", (), "digest")]


def row(pattern: str, skill: str = "") -> TroubleshootingDraft:
    return TroubleshootingDraft(pattern, "it stops", "why", "do this", "unsloth", "2025-03-13", (), related_skill=skill)


def update(name: str) -> SkillUpdate:
    return SkillUpdate(Skill(name, f".codex/skills/{name}/SKILL.md", "text"), "why", "2025-03-13")


RETROSPECTIVE = Retrospective(
    Summary("LoRA ranks"),
    skills=(skill_draft("lora-rank"), skill_draft("lora-alpha")),
    updates=(update("llama3-memory"), update("mistral-4bit")),
    troubleshooting=(row("OOM", "lora-rank"), row("NaN", "lora-alpha")),
    log=log_draft("lora-rank", "lora-alpha"),
)


def test_a_dropped_skill_is_named_neither_in_the_log_nor_in_the_guide() -> None:
    path = ".codex/skills/lora-rank/SKILL.md"
    left = without(RETROSPECTIVE, dropped(Target.SKILL, Action.CREATE, "lora-rank", path))

    assert [draft.name for draft in left.skills] == ["lora-alpha"]
    assert left.log == log_draft("lora-alpha")
    assert left.troubleshooting == (row("OOM"), row("NaN", "lora-alpha"))
    assert left.updates == RETROSPECTIVE.updates


def test_a_dropped_update_leaves_the_other_skills() -> None:
    path = ".codex/skills/mistral-4bit/SKILL.md"
    left = without(RETROSPECTIVE, dropped(Target.SKILL, Action.UPDATE, "mistral-4bit", path))

    assert left.updates == (update("llama3-memory"),)
    assert left.skills == RETROSPECTIVE.skills


def test_a_draft_that_became_an_update_of_the_skill_with_its_name_is_dropped_too() -> None:
    path = ".codex/skills/lora-rank/SKILL.md"

    assert [each.name for each in without(RETROSPECTIVE, dropped(Target.SKILL, Action.UPDATE, "Rank", path)).skills] == [
        "lora-alpha"
    ]


def test_a_dropped_row_and_a_dropped_log_entry_go_alone() -> None:
    assert without(RETROSPECTIVE, dropped(Target.TROUBLESHOOTING, Action.APPEND, "NaN")).troubleshooting == (
        row("OOM", "lora-rank"),
    )
    assert without(RETROSPECTIVE, dropped(Target.LOG, Action.APPEND, "Retrospective")).log is None


def test_with_nothing_dropped_nothing_changes() -> None:
    assert without(RETROSPECTIVE, []) == RETROSPECTIVE
