"""What a comment asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.command import Ask, Choose, Command, Drop, Help, Refresh, Rename, read_command
from tests.secrets.samples import SECRETS


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("<retrospective> lora rank", Ask("lora rank")),
        ("<retrospective>", Ask("")),
        ("<Retrospective>LoRA", Ask("LoRA")),
        ("/retrospective lora rank", Ask("lora rank")),
        ("  <retrospective> lora rank  ", Ask("lora rank")),
        ("\n\n<retrospective> lora", Ask("lora")),
        ("\ufeff<retrospective> lora", Ask("lora")),
        ("<retrospective>\nlora rank\nthanks!", Ask("lora rank")),
        ("<retrospective> lora rank\n\nThanks!\n> drop 2", Ask("lora rank")),
        ("<retrospective>lora</retrospective>", Ask("lora")),
        ("<retrospective>\r\nlora\r\n", Ask("lora")),
        ("<retrospective>\n> quoted", Ask("")),
        ("<retrospective> 1 3", Choose((1, 3), "1 3")),
        ("<retrospective> #1, #3 and 4", Choose((1, 3, 4), "#1, #3 and 4")),
        ("<retrospective> all", Choose((), "all")),
        ("<retrospective> All.", Choose((), "all")),
        (f"<retrospective> lora {SECRETS['GitHub']}", Ask("lora [redacted]")),
        ("<retrospective> all of last week", Ask("all of last week")),
        ("<retrospective> 2025-03-01", Ask("2025-03-01")),
        ("<retrospective> drop 2", Drop((2,))),
        ("<retrospective> drop 2, 3", Drop((2, 3))),
        ("<retrospective> remove #2", Drop((2,))),
        ("<retrospective> drop 2 please", Help()),
        ("<retrospective> dropout", Ask("dropout")),
        ("<retrospective> drop path rate", Ask("drop path rate")),
        ("<retrospective> rename 1 llama3-lora", Rename(1, "llama3-lora")),
        ("<retrospective> rename #1 to `llama3-lora`", Rename(1, "llama3-lora")),
        ("<retrospective> rename 1", Help()),
        ("<retrospective> refresh", Refresh("")),
        ("<retrospective> refresh lora rank", Refresh("lora rank")),
        ("<retrospective> help", Help()),
    ],
)
def test_a_text_that_opens_with_the_phrase_is_a_command(text: str, command: Command) -> None:
    assert read_command(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "please <retrospective> lora",
        "> <retrospective> lora",
        "`<retrospective> lora`",
        "```\n<retrospective> lora\n```",
        "~~~\n<retrospective>\n~~~",
        "    <retrospective> lora",
        "\t<retrospective> lora",
        "\n    <retrospective> lora",
        "- <retrospective> lora",
        "<retrospectives> lora",
        "/retrospectives lora",
        "/retrospective-old lora",
        "<!-- x --><retrospective> lora",
    ],
)
def test_a_quotation_code_or_another_word_is_none(text: str) -> None:
    """GitHub: what is quoted or in code is no request."""
    assert read_command(text) is None


def test_another_phrase_takes_the_place_of_the_first_but_not_of_the_alias() -> None:
    assert read_command("@bot lora", "@bot") == Ask("lora")
    assert read_command("@botany lora", "@bot") is None
    assert read_command("<retrospective> lora", "@bot") is None
    assert read_command("/retrospective lora", "@bot") == Ask("lora")


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    read_command(text)
    assert read_command(f"<retrospective> {text}") is not None


def test_a_very_long_text_is_read_in_part() -> None:
    assert read_command("<retrospective> " + "a " * 1_000_000) == Ask("a " * 1_249 + "a")
