"""What the catalogue keeps of a report's words: they rank as the report itself does."""

from __future__ import annotations

from sqlite3 import DatabaseError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.report import read_report
from bot.select.ranking import index_report
from bot.shell.catalogue_words import packed, unpacked


@given(st.text(max_size=200))
def test_words_come_back_as_they_were(text: str) -> None:
    indexed = index_report(read_report("reports/lora rank.md", f"# {text}\n\n{text} rank 8\n".encode("utf-8", "replace")))
    kept = unpacked(packed(indexed))
    assert dict(kept.strong) == dict(indexed.strong)
    assert dict(kept.body) == dict(indexed.body)
    assert kept[2:] == indexed[2:]


def test_a_term_is_found_whole() -> None:
    kept = unpacked(packed(index_report(read_report("a.md", b"# Ranks\n\nwarmup warmup warm\n"))))
    assert (kept.body.get("warmup"), kept.body.get("warm"), kept.body.get("arm", 0)) == (2, 1, 0)
    assert "warm" in kept.body
    assert "arm" not in kept.body
    assert len(kept.body) == len(list(kept.body))


@pytest.mark.parametrize("data", [b"", b"words", packed(index_report(read_report("a.md", b"# A\n")))[:-1]])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(DatabaseError):
        unpacked(data)
