"""Facts become statements that make sense without the report."""

from __future__ import annotations

import pytest

from bot.model.draft import Source
from bot.synthesize.evidence.statements import finish, is_whole, shorten, statement, tidy
from tests.synthesize.evidence import PATH, unit

REPORT = """
    # Report: queue depth

    ## Deeper queue

    - step `10` is reached after `289s`
    - unchanged from queue size `2`
    - It helped the packed path.

    ## What Failed

    - Decision: keep the depth at `4`
    - Two ways to lose speed:
      - a queue of `1`
      - one worker
    - this was no use at all
"""


def test_a_statement_starts_with_a_capital_and_ends_with_a_full_stop() -> None:
    assert finish("the queue holds `4`") == "The queue holds `4`."
    assert finish("packing_num=8 is enough here") == "packing_num=8 is enough here."
    assert finish("queue depth") == "Queue depth"


def test_list_marks_and_links_are_no_part_of_a_statement() -> None:
    assert tidy("- [x] Keep [the depth](docs/a.md) at 4,\n  and no more;") == "Keep the depth at 4, and no more"


def test_signs_that_decorate_go_and_the_words_stay_apart() -> None:
    assert tidy("✅ 8× redundant loads → no speed-up 🔄") == "8× redundant loads → no speed-up"


@pytest.mark.parametrize(
    "text",
    ["the depth of", "a `queue of 4", "an open (bracket here", "TODO: fill this in", "use {batch size} here", "and so ..."],
)
def test_what_is_cut_off_or_unfilled_is_not_whole(text: str) -> None:
    assert not is_whole(text)


def test_a_text_is_shortened_at_the_end_of_a_sentence_or_not_at_all() -> None:
    assert shorten("The queue is deep. The loader is slow.", 25) == "The queue is deep."
    assert shorten("One sentence that is longer than that", 10) == ""


def test_a_fragment_is_led_by_the_heading_that_names_its_subject() -> None:
    made = statement(unit(REPORT), "unchanged from queue size `2`", (6, 6))
    assert made is not None
    assert made.text == "Deeper queue: unchanged from queue size `2`."
    assert made.sources == (Source(PATH, (6, 6)), Source(PATH, (3, 3)))


def test_a_pronoun_is_led_by_what_it_points_to() -> None:
    made = statement(unit(REPORT), "It helped the packed path.", (7, 7))
    assert made is not None
    assert made.text == "Deeper queue: it helped the packed path."


def test_what_points_to_nothing_near_it_is_no_statement() -> None:
    assert statement(unit(REPORT), "this was no use at all", (15, 15)) is None
    made = statement(unit(REPORT), "it is difficult to draw conclusions", (15, 15))
    assert made is not None
    assert made.text == "It is difficult to draw conclusions."


def test_what_is_said_of_the_report_itself_is_no_statement() -> None:
    assert statement(unit(REPORT), "This report captures the corrected benchmark.", (15, 15)) is None


def test_what_it_tells_by_the_way_is_one() -> None:
    told = "This note follows the packed benchmark where the port was slower than the original."
    made = statement(unit(REPORT), told, (15, 15))
    assert made is not None
    assert made.text == "Packed benchmark: the port was slower than the original."


def test_an_instruction_needs_no_subject() -> None:
    made = statement(unit(REPORT), "keep the queue depth at 4", (9, 9))
    assert made is not None
    assert made.text == "Keep the queue depth at 4."


def test_a_label_that_says_only_its_role_is_left_out() -> None:
    made = statement(unit(REPORT), "Decision: keep the depth at `4` for all", (11, 11))
    assert made is not None
    assert made.text == "Keep the depth at `4` for all."


def test_a_text_that_ends_in_a_colon_takes_its_items_along() -> None:
    made = statement(unit(REPORT), "Two ways to lose speed:", (12, 12))
    assert made is not None
    assert made.text == "Two ways to lose speed: a queue of `1`; one worker."
    assert [source.lines for source in made.sources] == [(12, 12), (13, 13), (14, 14)]


def test_what_cannot_stand_alone_is_no_statement() -> None:
    assert statement(unit(REPORT), "faster", (5, 5)) is None


def test_a_sentence_without_spaces_is_whole_and_needs_no_heading() -> None:
    seen = unit("# 报告\n\n## 结论\n\n- 队列深度为四是最佳选择，速度最快，显存也最低。\n")
    made = statement(seen, "队列深度为四是最佳选择，速度最快，显存也最低。", (5, 5))
    assert made is not None
    assert made.text.startswith("队列深度")


def test_a_list_of_settings_may_end_in_a_switch() -> None:
    assert is_whole("r=16, lr 2e-4, gradient checkpointing on")
    assert not is_whole("The gain depends on")


def test_what_goes_on_with_a_list_is_no_whole_sentence() -> None:
    assert not is_whole("...creates a fragile training dynamic")
