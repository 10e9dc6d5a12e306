"""What to type where a folder of skills is not what it should be."""

from __future__ import annotations

import pytest

from bot.doctor.finding import Examined, Home, Trouble
from bot.doctor.links_check import link_findings
from bot.model.repository import Layout, Registry

LAYOUT = Layout("our skills", "our skills/registry.json", "reports", "", "", "")
EXAMINED = Examined(Registry(LAYOUT.registry, ""), LAYOUT, LAYOUT)


@pytest.mark.parametrize(
    ("home", "fix"),
    [
        (Home(".claude/skills", Trouble.BROKEN, "x"), "ln -sfn '../our skills' .claude/skills"),
        (Home(".claude/skills", Trouble.OUTSIDE, "/usr"), "ln -sfn '../our skills' .claude/skills"),
        (
            Home(".claude/skills", Trouble.MISSING),
            "mkdir -p .claude && ln -sfn '../our skills' .claude/skills, or take it out of paths.skills",
        ),
        (Home("skills", Trouble.MISSING), "ln -sfn 'our skills' skills, or take it out of paths.skills"),
        (
            Home("a b/skills", Trouble.TEXT),
            "git config core.symlinks true && rm 'a b/skills' && git checkout -- 'a b/skills'",
        ),
    ],
)
def test_a_command_can_be_pasted_whatever_the_folders_are_called(home: Home, fix: str) -> None:
    (finding,) = link_findings(EXAMINED._replace(homes=(home,), named_skill_folders=(home.path,)))

    assert finding.fix == fix
