"""Secrets taken out: of reports before anything is learnt from them, of a plan before anything is written or posted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from bot.model.plan import FileChange, Plan
from bot.model.report import Block, Report, Table
from bot.model.repository import Repository
from bot.secrets.scanning import Secret, is_secret_value, secrets_in

REDACTED = "[redacted]"
_MOST_WARNINGS = 10
_NO_BODY = Report("", "")

_Text = TypeVar("_Text")


def redacted(text: str) -> str:
    """Return `text` with what looks like a key, a token or a password replaced; lines stay lines."""
    return _replaced(text, secrets_in(text))


def clean_evidence(repository: Repository, selected: Collection[str]) -> tuple[Repository, tuple[str, ...]]:
    """Return the repository as it may be learnt from: no secrets in its reports and log entries; and what to warn of.

    Only the `selected` reports are warned of. Texts of files stay as they are: they are what a plan starts from.
    """
    reports, warnings = _clean_reports(repository.reports)
    log = repository.log
    bodies, more = _clean_reports(entry.body for entry in (log.entries if log else ()))
    if log:
        bare = [entry._replace(body=_NO_BODY) for entry in log.entries]
        if secrets_in("\n".join(_texts(tuple(bare)))):
            bare = [_clean(entry) for entry in bare]
        log = log._replace(entries=tuple(entry._replace(body=body) for entry, body in zip(bare, bodies, strict=True)))
    wanted = [*(warning for path, warning in warnings if path in selected), *(warning for _, warning in more)]
    return repository._replace(reports=reports, log=log), tuple(wanted[:_MOST_WARNINGS])


def _clean_reports(reports: Iterable[Report]) -> tuple[tuple[Report, ...], tuple[tuple[str, str], ...]]:
    """Return the reports with the secrets in their texts replaced, and (path, warning) for each place; lines stay."""
    cleaned: list[Report] = []
    warnings: list[tuple[str, str]] = []
    for report in reports:
        if _may_hold_secrets(report):
            blocks = tuple(_clean_block(block) for block in report.blocks)
            pairs = zip(report.blocks, blocks, strict=True)
            lines = [old.lines[0] for old, new in pairs if old != new] or [1]
            warnings += [(report.path, _warning(report.path, line, "and is not repeated")) for line in lines]
            front = {key: _clean_value(key, value) for key, value in report.front_matter.items()}
            report = report._replace(title=redacted(report.title), front_matter=front, blocks=blocks)
        cleaned.append(report)
    return tuple(cleaned), tuple(warnings)


def without_secrets(plan: Plan) -> Plan:
    """Return the plan with no secret in what it adds to files or posts, whichever way it came there.

    Lines that a file had before are not the bot's to change: a secret in them is only warned of.
    """
    changes = [_clean_change(change) for change in plan.files]
    kept = [place for _, places in changes for place in places]
    text = plan.pull_request
    return plan._replace(
        summary_markdown=redacted(plan.summary_markdown),
        files=tuple(change for change, _ in changes),
        pull_request=text._replace(title=redacted(text.title), body=redacted(text.body)),
        warnings=tuple(dict.fromkeys(map(redacted, (*plan.warnings, *kept[:_MOST_WARNINGS])))),
    )


def _clean_change(change: FileChange) -> tuple[FileChange, list[str]]:
    had = set(change.before.splitlines())
    new: list[Secret] = []
    warnings: list[str] = []
    for secret in secrets_in(change.content):
        start = change.content.rfind("\n", 0, secret.start) + 1
        end = change.content.find("\n", secret.end)
        if had.issuperset(change.content[start : end if end >= 0 else None].splitlines()):
            line = change.content.count("\n", 0, start) + 1
            warnings.append(_warning(change.path, line, "and stays, since it stood there before"))
        else:
            new.append(secret)
    return change._replace(content=_replaced(change.content, new)), warnings


def _warning(path: str, line: int, fate: str) -> str:
    return f"{path}:{line}: this looks like a secret {fate}: revoke it, and take it out of the file"


def _replaced(text: str, secrets: Iterable[Secret]) -> str:
    for secret in sorted(secrets, reverse=True):
        lines = text.count("\n", secret.start, secret.end)
        text = text[: secret.start] + REDACTED + "\n" * lines + text[secret.end :]
    return text


def _may_hold_secrets(report: Report) -> bool:
    texts = [report.title, *(text for block in report.blocks for text in _texts(block)), *_texts(report.front_matter)]
    return bool(secrets_in("\n".join(texts))) or any(
        _named_cells(block) for block in report.blocks if isinstance(block, Table)
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from (f"{key}: {text}" for text in _texts(part))  # the name may say that it is a secret


def _clean_block(block: Block) -> Block:
    cleaned = _clean(block)
    if not isinstance(cleaned, Table):
        return cleaned
    named = _named_cells(cleaned)
    rows = tuple(
        tuple(cell._replace(text=REDACTED) if (row, column) in named else cell for column, cell in enumerate(cells))
        for row, cells in enumerate(cleaned.rows)
    )
    return cleaned._replace(rows=rows)


def _named_cells(table: Table) -> set[tuple[int, int]]:
    """Return the places (row, column) of cells whose column, or whose row, is called a secret."""
    heads = [cell.text for cell in table.header]
    return {
        (row, column)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        for name in (heads[column] if column < len(heads) else "", cells[0].text)
        if is_secret_value(name, cell.text.strip("`"))
    }


def _clean(value: _Text) -> _Text:
    """Return a text, or a tuple of whatever holds texts, with the secrets replaced."""
    made: Any = value
    if isinstance(value, str):
        made = redacted(value)
    elif isinstance(value, tuple):
        parts = [_clean(part) for part in value]
        made = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return made if made != value else value


def _clean_value(name: str, value: object) -> object:
    if isinstance(value, str):
        return REDACTED if is_secret_value(name, value) else redacted(value)
    if isinstance(value, Mapping):
        return {key: _clean_value(str(key), each) for key, each in value.items()}
    return [_clean_value(name, each) for each in value] if isinstance(value, list) else value
