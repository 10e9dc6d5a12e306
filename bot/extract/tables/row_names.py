"""What the rows of a table are called: by their key, with more columns where the key alone does not tell them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.extract.numbers import parse_quantity
from bot.extract.tables.columns import LONGEST_SETTING, Column, ColumnUse
from bot.extract.values.names import clean_name
from bot.extract.values.shapes import is_empty
from bot.model.report import Cell, Table

_INDEX = re.compile(
    r"#|no\.?|id|nr\.?|exp(?:eriment)?|run|iter(?:ation)?|ver(?:sion)?|step|序号|编号|번호|stt", re.IGNORECASE
)
_NAMING = (ColumnUse.PARAMETER, ColumnUse.TEXT, ColumnUse.SETUP)
_MOST_COLUMNS = 5  # that a name may be made of


def row_subjects(table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what each row is called: its key, with the next column where the key is a bare number or not unique."""
    order = [index for index, column in enumerate(columns) if column.use is ColumnUse.KEY]
    order += [index for index, column in enumerate(columns) if column.use in _NAMING and _short(table, index)]
    if not order:
        return ("",) * len(table.rows)
    is_named = len(columns) > 1 and columns[1].use is ColumnUse.TEXT and _short(table, 1)
    if is_named and _counts_rows(table, columns, order[0]):
        return tuple(" ".join(clean_name(cell.text) for cell in row[:2]) for row in table.rows)
    keys = [_key(row, order[0], columns) for row in table.rows]
    for index in order[1:_MOST_COLUMNS]:
        if len(set(keys)) == len(keys):
            break
        keys = [f"{key}, {_key(row, index, columns)}".strip(", ") for row, key in zip(table.rows, keys, strict=True)]
    return tuple(keys)


def _counts_rows(table: Table, columns: Sequence[Column], key: int) -> bool:
    """Whether the key only numbers the rows (`Exp`, `#`), so that the second column has to say what they are."""
    keys = [row[key].text.strip() for row in table.rows if len(row) > key]
    return bool(keys) and bool(_INDEX.fullmatch(columns[key].name)) and all(text.isdigit() for text in keys if text)


def _short(table: Table, index: int) -> bool:
    return all(len(row[index].text) <= LONGEST_SETTING for row in table.rows if index < len(row))


def _key(row: tuple[Cell, ...], index: int, columns: Sequence[Column]) -> str:
    """A cell as part of the row's name; a bare number takes the header along (`Batch size 8`)."""
    text = clean_name(row[index].text) if index < len(row) else ""
    number, _ = parse_quantity(text)
    name = columns[index].name
    return f"{name} {text}" if number is not None and name and not is_empty(text) else text
