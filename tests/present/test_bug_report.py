"""What a crash prints."""

from __future__ import annotations

from bot.present.bug_report import bug_report


def test_the_block_to_paste_has_versions_arguments_and_traceback() -> None:
    try:
        raise KeyError("rank")
    except KeyError as error:
        text = bug_report(error, "retro-bot 1.2.3\n  python 3.11", ["dry-run", "all"])

    first, _, *block = text.split("\n")
    assert first == "retro-bot: this is a bug in retro-bot, not in your files (KeyError). Nothing more was written."
    assert block[0] == block[-1] == "-" * 72
    assert block[1:3] == ["retro-bot 1.2.3", "  python 3.11"]
    assert block[3] == "arguments: ['dry-run', 'all']"
    assert block[4] == "Traceback (most recent call last):"
    assert block[-2] == "KeyError: 'rank'"
