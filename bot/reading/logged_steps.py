"""Logs of training steps, condensed to the steps that a reader asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.model.report import Table

MAX_STEPS = 40
"""A table of more steps than this is condensed."""

_MAX_COLUMNS = 200
_COUNTER = re.compile(r"(?:global|train(?:er)?|training)?[_/ ]?(?:steps?|iter(?:ation)?s?|epochs?|batch(?:es)?)", re.I)
_LOWER_IS_BETTER = re.compile(r"loss|perplexity|ppl|error|bpb|bpc|\bwer\b|\bcer\b", re.I)
_HIGHER_IS_BETTER = re.compile(r"acc|f1|bleu|rouge|reward|score|pass@|exact_match|auc|win_rate|\bmap", re.I)


def condensed(table: Table, is_log: bool = False) -> Table:
    """Return a long log with its first and last rows and, for each loss or score, the best one; other tables as they are.

    A log has a column that counts steps and never falls, or the caller knows that it is one (`is_log`).
    """
    if len(table.rows) <= MAX_STEPS or not (is_log or _counts_steps(table)):
        return table
    kept = {0, len(table.rows) - 1}
    for column, cell in enumerate(table.header[:_MAX_COLUMNS]):
        best = min if _LOWER_IS_BETTER.search(cell.text) else max if _HIGHER_IS_BETTER.search(cell.text) else None
        numbers = list(_numbers(table, column)) if best else []
        if best and numbers:
            kept.add(best(numbers, key=lambda entry: entry[1])[0])
    return Table(table.header, tuple(table.rows[index] for index in sorted(kept)), table.lines)


def is_counter(name: str) -> bool:
    """Tell whether a column of that name counts steps, iterations or epochs."""
    return bool(_COUNTER.fullmatch(name.strip()))


def _counts_steps(table: Table) -> bool:
    for column, cell in enumerate(table.header[:_MAX_COLUMNS]):
        counts = [count for _, count in _numbers(table, column)] if is_counter(cell.text) else []
        if len(counts) > len(table.rows) // 2 and all(before <= after for before, after in pairwise(counts)):
            return True
    return False


def _numbers(table: Table, column: int) -> Iterator[tuple[int, float]]:
    """Yield the index and the number of each row that has one in the column."""
    for index, row in enumerate(table.rows):
        text = row[column].text if column < len(row) else ""
        if text[:1] not in ("", "n", "N", "i", "I"):
            try:
                yield index, float(text)
            except ValueError:
                continue
