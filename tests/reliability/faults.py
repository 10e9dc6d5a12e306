"""What may happen to a request: each fault of the matrix, and which requests it can strike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from tests.standin.server import Fault

READS = ("get", "list")
"""What the ids of operations that change nothing begin with."""

_SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
_HOUR = (("Retry-After", "3600"),)


class Kind(NamedTuple):
    """A kind of fault. `lasts`: it strikes this request and all after it. `operations`: those it can strike, all if empty.

    `is_lie`: GitHub says what is not so; the bot may believe it, so that the run need not be complete. `is_kill`: the
    process is killed in the moment of the fault.
    """

    fault: Fault
    lasts: bool = False
    operations: tuple[str, ...] = ()
    is_lie: bool = False
    is_kill: bool = False

    def strikes(self, operation: str) -> bool:
        """Say whether an operation can be struck; what changes nothing has no "after GitHub acted"."""
        if self.operations:
            return operation in self.operations
        return not (self.fault.after_acting and is_read(operation))


def is_read(operation: str) -> bool:
    """Say whether an operation changes nothing."""
    return operation.partition("/")[2].startswith(READS)


def _invalid(message: str, *operations: str) -> Kind:
    """A validation error with a message, whose own text stands in `errors` as GitHub gives it."""
    return Kind(Fault("", 422, "Validation Failed", errors=(message,)), operations=operations, is_lie=True)


def _unprocessable(message: str, *operations: str) -> Kind:
    return Kind(Fault("", 422, message), operations=operations, is_lie=True)


def _after(fault: Fault) -> Fault:
    return replace(fault, after_acting=True)


_CUT, _SILENT = Fault(""), Fault("", -1)
_500, _502 = Fault("", 500), Fault("", 502, "Bad Gateway")
_REFS = ("git/create-ref", "git/update-ref")
_BODIES = ("issues/create-comment", "issues/update-comment", "pulls/create", "pulls/update")

KINDS: dict[str, Kind] = {
    "connection reset before GitHub acted": Kind(_CUT),
    "connection reset after GitHub acted": Kind(_after(_CUT)),
    "timeout before GitHub acted": Kind(_SILENT),
    "timeout after GitHub acted": Kind(_after(_SILENT)),
    "500 before GitHub acted": Kind(_500),
    "500 after GitHub acted": Kind(_after(_500)),
    "502 before GitHub acted": Kind(_502),
    "502 after GitHub acted": Kind(_after(_502)),
    "connection reset, from here to the end of the run": Kind(_CUT, lasts=True),
    "502 after GitHub acted, from here to the end of the run": Kind(_after(_502), lasts=True),
    "403 secondary limit, `retry-after: 30`": Kind(Fault("", 403, _SECONDARY, (("Retry-After", "30"),))),
    "403 secondary limit, no time named": Kind(Fault("", 403, _SECONDARY)),
    "403 limit for an hour, from here to the end of the run": Kind(
        Fault("", 403, "API rate limit exceeded for installation.", _HOUR), lasts=True
    ),
    "429 with `retry-after: 30`": Kind(Fault("", 429, _SECONDARY, (("Retry-After", "30"),))),
    "429 without a word": Kind(Fault("", 429, "")),
    "409": Kind(Fault("", 409, "Conflict"), is_lie=True),
    "401 the token ran out": Kind(Fault("", 401, "Bad credentials"), lasts=True),
    "403 the token lacks a permission": Kind(Fault("", 403, "Resource not accessible by integration"), is_lie=True),
    "404": Kind(Fault("", 404, "Not Found"), is_lie=True),
    "422 Reference already exists": _unprocessable("Reference already exists", "git/create-ref"),
    "422 Update is not a fast forward": _unprocessable("Update is not a fast forward", "git/update-ref"),
    "422 Reference update failed": _unprocessable("Reference update failed", "git/update-ref"),
    "422 Reference does not exist": _unprocessable("Reference does not exist", "git/update-ref"),
    "422 ruleset: creations are restricted": _unprocessable(
        "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n", "git/create-ref"
    ),
    "422 ruleset: signatures": _unprocessable("Commits must have verified signatures.", *_REFS),
    "422 push protection": _unprocessable("Repository rule violations found\n\nSecret detected in content", *_REFS),
    "422 A pull request already exists": _invalid("A pull request already exists for acme:x.", "pulls/create"),
    "422 No commits between": _invalid("No commits between main and x", "pulls/create"),
    "422 not all refs are readable": _invalid("not all refs are readable", "pulls/create"),
    "422 no drafts": _unprocessable("Draft pull requests are not supported in this repository.", "pulls/create"),
    "403 Actions may not open pull requests": Kind(
        Fault("", 403, "GitHub Actions is not permitted to create or approve pull requests."),
        operations=("pulls/create",),
        is_lie=True,
    ),
    "422 body is too long": _invalid("body is too long (maximum is 65536 characters)", *_BODIES),
    "403 the conversation is locked": Kind(
        Fault("", 403, "Unable to create comment because issue is locked."),
        operations=("issues/create-comment",),
        is_lie=True,
    ),
    "422 Could not resolve to a node": _unprocessable(
        "Could not resolve to a node with the global id of 'PR_1'.", "issues/add-labels", "pulls/request-reviewers"
    ),
    "422 no collaborator": _unprocessable("Reviews may only be requested from collaborators.", "pulls/request-reviewers"),
    "the process is killed before GitHub acted": Kind(_CUT, is_kill=True),
    "the process is killed after GitHub acted": Kind(_after(_CUT), is_kill=True),
}
"""By their names in the table."""


def striking(kind: Kind, number: int, as_it_strikes: Callable[[], object] = lambda: None) -> Callable[[str], Fault | None]:
    """Return what intercepts requests so that the fault strikes the one with this number, from 1, or all from it on."""
    count = 0

    def intercept(operation: str) -> Fault | None:
        nonlocal count
        count += 1
        if count == number or (kind.lasts and count > number):
            return replace(kind.fault, as_it_strikes=as_it_strikes)
        return None

    return intercept
