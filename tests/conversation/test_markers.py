"""What the bot remembers in its own texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.markers import (
    Known,
    PullRequestMarker,
    ReplyMarker,
    Topic,
    fingerprint,
    read_pull_request_marker,
    read_reply_marker,
    visible,
    with_marker,
    write_marker,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SKILL = Known(1, "0123456789abcdef", "skill", "lora-rank")
LOG = Known(2, "fedcba9876543210", "log", "entry")
MARKER = PullRequestMarker(Topic("lora rank"), "1" * 32, "2" * 40, (SKILL, LOG), (), {"0123456789abcdef": "other"})


def test_a_pull_requests_marker_comes_back_as_it_was() -> None:
    body = with_marker("Some text.\n", MARKER)
    assert read_pull_request_marker(body) == MARKER
    assert visible(body) == "Some text."


@given(TEXTS, st.lists(TEXTS), st.integers(min_value=0))
def test_a_replys_marker_comes_back_whatever_the_words(words: str, candidates: list[str], answers: int) -> None:
    marker = ReplyMarker(answers, Topic(words), tuple(candidates))
    line = write_marker(marker)
    assert read_reply_marker(f"text\n\n{line}") == marker
    assert line.count("-->") == 1
    assert line.count("<!--") == 1
    assert "\n" not in line


def test_a_marker_is_replaced_and_never_doubled() -> None:
    twice = with_marker(with_marker("text", MARKER), MARKER)
    assert twice == with_marker("text", MARKER)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!-- retro-bot {} -->",
        "<!-- retro-bot [] -->",
        "<!-- retro-bot {",
        "<!-- retro-bot nonsense -->",
        "<!-- retro-bot " + "[" * 100_000 + " -->",
        write_marker(MARKER).replace('"v":1', '"v":2'),
        write_marker(MARKER).replace("2" * 40, "not a commit"),
        write_marker(MARKER).replace('"proposals":', '"other":'),
        write_marker(ReplyMarker()),
    ],
)
def test_what_is_no_marker_of_a_pull_request_is_none(body: str) -> None:
    assert read_pull_request_marker(body) is None


def test_a_closed_pull_request_declines_what_it_held_and_a_merged_one_what_was_dropped() -> None:
    marker = PullRequestMarker(proposals=(SKILL,), dropped=(LOG,))
    assert marker.declined(is_merged=False) == {SKILL.digest, LOG.digest}
    assert marker.declined(is_merged=True) == {LOG.digest}
    assert PullRequestMarker(proposals=(SKILL,), is_revived=True).declined(is_merged=False) == frozenset()


def test_dropping_goes_by_number_and_twice_is_once() -> None:
    assert MARKER.dropping((2,)).dropping((2,)).dropped == (LOG,)
    with pytest.raises(LookupError, match="3"):
        MARKER.dropping((3,))


def test_line_ends_and_spaces_at_line_ends_are_no_difference() -> None:
    assert fingerprint("a  \r\nb\r\n") == fingerprint("a\nb")
    assert fingerprint("a\nb") != fingerprint("a\nc")


@pytest.mark.parametrize("target", ["@everyone", "![x](https://e.com/x.png)", "skills"])
def test_a_marker_with_a_target_that_there_is_not_is_none(target: str) -> None:
    """Whoever may open a pull request from a branch of the bot may have written its description."""
    body = write_marker(PullRequestMarker(dropped=(Known(1, "d", target, "x"),)))
    assert read_pull_request_marker(body) is None


def test_nothing_in_a_marker_means_something_in_a_commit_message() -> None:
    """GitHub: a description may become the message of a squashed commit, with its hidden parts."""
    marker = ReplyMarker(5, Topic("fixes #1 @alice [skip ci] --> <b>"))
    written = write_marker(marker)
    assert not set("#@") & set(written)
    assert "[skip" not in written
    assert read_reply_marker(written) == marker
