"""GitHub's refusals by its exact texts, as failures that the bot knows a way round or better words for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.model.forge import Failure, ForgeError
from bot.shell.github_retry import MOVED

_TEXTS = (
    ("is not permitted to create or approve pull requests", Failure.PULL_REQUESTS_OFF),
    ("Unable to create comment because issue is locked", Failure.LOCKED),
    ("Resource not accessible by", Failure.NOT_PERMITTED),
    ("Draft pull requests are not supported", Failure.NO_DRAFTS),
    ("No commits between", Failure.NO_DIFFERENCE),
    ("A pull request already exists", Failure.PULL_REQUEST_EXISTS),
    ("Reference already exists", Failure.BRANCH_EXISTS),
    ("Update is not a fast forward", Failure.BRANCH_MOVED),
    ("Reference does not exist", Failure.BRANCH_MOVED),
    ("Secret detected in content", Failure.PUSH_PROTECTION),
    ("Commits must have verified signatures", Failure.UNSIGNED),
    ("Cannot create ref", Failure.PROTECTED),
    ("Cannot update", Failure.PROTECTED),
    ("Reference update failed", Failure.PROTECTED),
    ("Repository rule violations", Failure.PROTECTED),
    ("rate limit", Failure.RATE_LIMITED),
    (MOVED, Failure.NOT_FOUND),
    ("too many 403", Failure.RATE_LIMITED),  # urllib3's own words, when attempts run out
    ("too many 429", Failure.RATE_LIMITED),
)
"""A part of GitHub's text and what it means; the first that fits counts, the narrower ones stand first."""

_STATUSES = {401: Failure.NOT_PERMITTED, 403: Failure.NOT_PERMITTED, 404: Failure.NOT_FOUND, 429: Failure.RATE_LIMITED}


def forge_error(status: int, content: Any, retry_after: str = "") -> ForgeError:
    """Return an answer of 400 or more as a `ForgeError`.

    `content` is its JSON, 0 the status of a broken connection, `retry_after` the header of that name.
    """
    text = _text(content)
    for part, failure in _TEXTS:
        if part.lower() in text.lower():
            return ForgeError(failure, text)
    if status == 0 or status >= 500:
        return ForgeError(Failure.UNAVAILABLE, text or "no answer", float(retry_after) if retry_after.isdecimal() else 0.0)
    return ForgeError(_STATUSES.get(status, Failure.REFUSED), text or f"status {status}")


def _text(content: Any) -> str:
    """Return GitHub's own words: the message, and those of its `errors`."""
    if not isinstance(content, Mapping):
        return " ".join(str(content or "").split())
    parts = [str(content.get("message") or "")]
    for error in content.get("errors") or ():
        said = error.get("message") or f"{error.get('field')} {error.get('code')}" if isinstance(error, Mapping) else error
        parts.append(str(said))
    return " ".join(" ".join(parts).split())
