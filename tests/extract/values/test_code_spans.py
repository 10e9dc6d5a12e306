"""Setup named in code marks."""

from __future__ import annotations

from collections.abc import Callable

Named = Callable[..., list[str]]


def test_a_command_in_a_sentence_is_setup_and_its_flags_are_parameters(named: Named) -> None:
    text = "## Diagnosis\n\n`scripts/probe.py --sims 48 --games 30` writes the numbers.\n"

    assert [line.split(" @ ")[0] for line in named(text)] == [
        "setup command = scripts/probe.py --sims 48 --games 30",
        "parameter sims = 48",
        "parameter games = 30",
    ]


def test_a_bare_script_is_setup_where_the_setup_is_told(named: Named) -> None:
    assert named("## Method\n\n- Pairs were run with `scripts/parity.py`\n") == ["setup script = scripts/parity.py"]
    assert named("## Findings\n\n- The bug was in `scripts/parity.py`\n") == []


def test_what_stands_alone_below_its_heading_is_setup(named: Named) -> None:
    assert named("### Checkpoint\n\n- `/models/tiny-1b/final`\n") == ["setup Checkpoint = /models/tiny-1b/final"]
