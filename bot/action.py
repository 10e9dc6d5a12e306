"""The action's entry: `python -m bot.action` reads the workflow's event and answers it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from bot.conversation.answer import Answer, Ended
from bot.conversation.event import Asked, Closed, Dispatched, Event, Ignored, Pushed, read_event
from bot.conversation.replies import Voice
from bot.errors import ExitCode, UserError
from bot.present.annotations import annotation
from bot.publish.pull_request import Place, Publisher
from bot.respond import Responder, command_of
from bot.secrets.redaction import redacted
from bot.settings import Settings, from_mapping, settings_help, variable_of
from bot.shell.log_lines import debug_log
from bot.shell.workflow import Workflow, mask, read_workflow, untrusted

if TYPE_CHECKING:
    from bot.shell.github import Pace


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run takes from outside besides its environment: the day in UTC, its pace with GitHub, and where it says what
    it is doing."""

    today: str
    pace: Pace | None = None
    debug: Callable[..., None] = lambda message, **more: None


def main() -> None:
    """Answer the event of this workflow run and exit with a code of `bot.errors.ExitCode`; `--help` lists the settings."""
    if isinstance(sys.stdout, TextIOWrapper):  # the runner reads UTF-8, whatever the machine's language is
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if {"-h", "--help"} & set(sys.argv[1:]):
        _say(settings_help())
        sys.exit(ExitCode.DONE)
    sys.exit(run(os.environ, Circumstances(datetime.now(UTC).date().isoformat())))


def run(environment: Mapping[str, str], circumstances: Circumstances) -> ExitCode:
    """Answer the event that `environment` tells of: in its thread, in the summary, in the outputs; return the exit code."""
    try:
        workflow = read_workflow(environment)
        settings = read_settings(environment, workflow)
        event = read_event(workflow.event, workflow.payload())
        debug = debug_log(environment, _say)
        debug("event", event=workflow.event, kind=type(event).__name__, attempt=workflow.attempt)
        debug("settings", **{each.name: getattr(settings, each.name) for each in fields(Settings)})
        answer, code = _answered(workflow, settings, event, replace(circumstances, debug=debug))
        debug("answer", outcome=answer.ended.value, branch=answer.branch, proposals=answer.proposals, exit_code=int(code))
        _report(workflow, answer)
    except UserError as error:
        _say(annotation("error", redacted(str(error))))
        return error.exit_code
    except Exception:
        _show(traceback.format_exc())
        return ExitCode.BUG
    return code


def read_settings(environment: Mapping[str, str], workflow: Workflow) -> Settings:
    """Return the settings from the inputs that the action hands over; the API is the runner's own. Raises `UsageError`."""
    names = {variable_of(each.name): each.name for each in fields(Settings)}
    given = {name: environment[variable] for variable, name in names.items() if variable in environment}
    return from_mapping(given | {"api_url": given.get("api_url", "").strip() or workflow.api_url})


def _answered(
    workflow: Workflow, settings: Settings, event: Event, circumstances: Circumstances
) -> tuple[Answer, ExitCode]:
    if isinstance(event, Ignored):
        return Answer(Ended.IGNORED, f"Nothing to do: {event.reason}."), ExitCode.DONE
    if isinstance(event, Asked) and command_of(event, settings) is None:
        return Answer(Ended.IGNORED, f"Nothing to do: the text does not open with {settings.trigger}."), ExitCode.DONE
    if not settings.token:
        raise UserError("there is no token", fix="leave the input token at its default, or give one")
    for secret in filter(None, (settings.token, settings.model_key)):
        _say(mask(secret.reveal()))
    if settings.writer or settings.model_url:
        from bot.shell.writers import from_settings
        from bot.writer.choice import writer_choice

        writer_choice(from_settings(settings), {})  # what cannot be meant is told before anything is done
    if isinstance(event, Pushed):
        event = _reachable(event, workflow, settings)
    responder = _responder(workflow, settings, event, circumstances)
    try:
        answer = responder.respond(event)
    except Exception:
        _show(traceback.format_exc())
        return _told_of_bug(responder, event, workflow), ExitCode.BUG
    return answer, ExitCode.FAILED if answer.ended is Ended.FAILED or answer.is_untold else ExitCode.DONE


def _responder(workflow: Workflow, settings: Settings, event: Event, circumstances: Circumstances) -> Responder:
    from bot.planner import Planner
    from bot.proposing import Proposer
    from bot.shell.git_checkout import GitCheckout
    from bot.shell.github import GithubForge, Pace
    from bot.shell.writers import from_settings, writer_for

    root = Path(workflow.workspace)
    checkout = GitCheckout(root)
    place = Place(workflow.repository, workflow.server_url, settings.base_branch or _branch(event))
    voice = Voice(settings.trigger, f"{place.url}/blob/{checkout.head}/")
    forge = GithubForge(workflow.repository, settings.api_url, settings.token, circumstances.pace or Pace())
    given = from_settings(settings)

    planner = Planner(
        root,
        settings.domain,
        voice.blob_url,
        lambda repository: writer_for(given, repository, _show),
        circumstances.debug,
    )
    is_rerun = workflow.attempt > 1
    proposer = Proposer(forge, Publisher(forge, checkout, settings, place, voice, is_rerun), planner, settings)
    return Responder(forge, planner, proposer, settings, circumstances.today, is_rerun)


def _branch(event: Event) -> str:
    if isinstance(event, Dispatched):
        return event.branch
    return event.default_branch if isinstance(event, Asked | Pushed) else ""


def _reachable(event: Pushed, workflow: Workflow, settings: Settings) -> Pushed:
    from bot.shell.git_before import commit_before

    before = commit_before(Path(workflow.workspace), event.before, settings.token)
    if event.before and not before:
        _say(annotation("warning", f"git has no commit {event.before[:12]} any more; all reports are looked at"))
    return replace(event, before=before)


def _told_of_bug(responder: Responder, event: Event, workflow: Workflow) -> Answer:
    text = (
        f"Something in retro-bot broke; this is a bug in it. The traceback is in [the log of the run]({workflow.run_url})."
    )
    answer = Answer(Ended.FAILED, text)
    return responder.tell(answer, event) if isinstance(event, Asked | Closed) else answer


def _report(workflow: Workflow, answer: Answer) -> None:
    """Write summary, outputs and, for what went wrong, an annotation; none of them repeats a secret."""
    text = redacted(answer.text)
    if answer.ended is Ended.FAILED or answer.is_untold:
        _say(annotation("error", text))
    if answer.ended is not Ended.IGNORED:
        workflow.write_summary(text)
    _show(text)
    workflow.write_outputs(
        {
            "outcome": answer.ended.value,
            "branch": answer.branch,
            "pull-request-number": str(answer.pull.number) if answer.pull else "",
            "pull-request-url": answer.pull.url if answer.pull else "",
            "proposals": str(answer.proposals or ""),
        }
    )


def _show(text: str) -> None:
    """Write a text that may hold anything: the runner obeys nothing in it, and it repeats no secret."""
    untrusted(redacted(text), _say)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
