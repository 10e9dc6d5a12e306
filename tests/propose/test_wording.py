"""Whether two texts say the same."""

from __future__ import annotations

import pytest

from bot.propose.wording import is_said, numbers, slug, stems, words


def test_words_leave_markup_citations_and_filler_out() -> None:
    assert words("The **rank** of [`r`](x.md) is 16.5 [lora L3-L9]") == {"rank", "r", "16.5"}


def test_stems_are_words_without_endings_and_the_parts_of_names() -> None:
    assert stems("Renamed `batch_sizes` to folders") == {"renam", "batch", "siz", "folder"}


def test_numbers_of_one_digit_tell_nothing() -> None:
    assert numbers("step 3 of 1,000 at 2.5 [L77]") == {"1000", "2.5"}


@pytest.mark.parametrize(
    ("text", "existing", "expected"),
    [
        ("Use rank 16 for Llama", "use rank 16, for llama.", True),
        ("Use rank 16", "For Llama use rank 16 with alpha 32", True),
        ("Use rank 16", "Use rank 32", False),
        ("Keep parity gated", "Keep throughput high", False),
        ("", "anything", True),
    ],
)
def test_a_text_is_said_where_its_words_and_all_of_its_numbers_stand(text: str, existing: str, expected: bool) -> None:
    assert is_said(text, ["something else", existing]) is expected


def test_nothing_is_said_in_an_empty_document() -> None:
    assert not is_said("rank 16", [])


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("FSDP: Tied weights!", 60, "fsdp-tied-weights"),
        ("one two three", 7, "one-two"),
        ("seventeen", 4, "seve"),
        ("注意力", 60, ""),
    ],
)
def test_a_slug_is_lower_case_words_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert slug(text, limit) == expected
