"""Has a model write sections of a retrospective: in parallel, within limits, from what is kept, never at its mercy."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.model.draft import Retrospective, Writing
from bot.model.fact import ReportFacts
from bot.model.repository import Repository
from bot.shell.cache import Cache, key_of
from bot.shell.model_endpoint import Endpoint, EndpointError, Message
from bot.writer.answer import Answer, NoAnswer, read_answer
from bot.writer.choice import Use, WriterChoice, missing
from bot.writer.grounding import verdict
from bot.writer.limits import ROUNDS, Price, Spent, expected, expected_of, over
from bot.writer.request_text import prompt, refusal
from bot.writer.suggestions import suggested_merges, suggested_names
from bot.writer.task import Part, Said, Section, Task
from bot.writer.tasks import tasks_for
from bot.writer.weaving import sections_of, woven

_AT_ONCE = 4
_MOST_ANSWER_TOKENS = 8_000
_LEAST_PATIENCE, _MOST_OF_THE_TIME = 60.0, 0.5
"""A request is waited for so many seconds, or that share of the run's: a model on a slow machine needs them."""

Say = Callable[[str], None]
"""Told a line that a person should read."""


class Written(NamedTuple):
    """What came of one task: the accepted sections, the refused ones, and why there is no more (empty for none)."""

    task: Task
    accepted: Answer
    refused: tuple[Section, ...]
    problem: str = ""


class ModelWriter:
    """Rewrites retrospectives with the model that `choice` names. Whatever goes wrong, the text of the rules stands."""

    def __init__(self, choice: WriterChoice, cache: Cache | None, say: Say, model: object = None) -> None:
        """Keep answers in `cache`; `model` is one of pydantic-ai's, in the place of the endpoint that `choice` names."""
        self.choice, self.cache, self.say, self.model = choice, cache, say, model

    def __call__(self, retrospective: Retrospective, facts: Sequence[ReportFacts], repository: Repository) -> Retrospective:
        """Return the retrospective with the sections of the model that are grounded, and a warning where it fell short."""
        tasks = tasks_for(retrospective, facts, repository)
        if not tasks:
            return retrospective
        price = self.choice.price or known_price(self.choice)
        self.say(f"writer: {estimate(self.choice, expected(tasks), price)}")
        if self.choice.use is Use.ESTIMATE:
            return retrospective
        if lacks := missing(self.choice):
            return self._without(retrospective, f"{lacks}; see docs/model-writer.md")
        try:
            endpoint = Endpoint(self.choice, self.model)
        except EndpointError as error:
            return self._without(retrospective, str(error))
        session = _Session(self, endpoint, price)
        results = asyncio.run(session.all(tasks))
        self.say(f"writer: used {session.account.spent}{_cost(session.account.spent, price)}{session.from_cache()}")
        return self._with(retrospective, results, repository)

    def _with(self, retrospective: Retrospective, results: Sequence[Written], repository: Repository) -> Retrospective:
        answers = {each.task.target: each.accepted for each in results if each.accepted}
        tasks = [each.task for each in results]
        made = woven(retrospective, tasks, answers)
        writing = Writing(
            self.choice.model,
            sections_of((each.task.target, each.accepted) for each in results),
            sections_of((each.task.target, (section.part for section in each.refused)) for each in results),
            suggested_names(made, tasks, answers, repository),
            suggested_merges(tasks, answers),
        )
        made = made._replace(writing=writing if any(writing[1:]) else None)
        problems = dict.fromkeys(each.problem for each in results if each.problem)
        if count := len(writing.refused):
            problems[f"the words of {count} section{'s' * (count > 1)} were refused"] = None
        return self._without(made, "; ".join(problems)) if problems else made

    def _without(self, retrospective: Retrospective, reason: str) -> Retrospective:
        warning = (
            f"writer: {self.choice.model or 'the model'} did not write everything: {reason}; there the rules' text stands"
        )
        return retrospective._replace(warnings=(*retrospective.warnings, warning))


class _Account:
    """What is spent and reserved in one run."""

    def __init__(self, choice: WriterChoice, price: Price | None) -> None:
        self.limits, self.price = choice.limits, price
        self.spent = Spent()
        self.reserved = Spent()
        self.end = time.monotonic() + choice.limits.seconds

    def reserve(self, wanted: Spent) -> None:
        """Set aside what a request is expected to use. Raises `EndpointError` where a limit would be broken."""
        reason = over(self.limits, self.spent.plus(self.reserved).plus(wanted), self.price)
        if reason or self.seconds() <= 0:
            raise EndpointError(f"{reason or f'the limit of {self.limits.seconds} seconds'} is reached", is_final=False)
        self.reserved = self.reserved.plus(wanted)

    def settle(self, wanted: Spent, used: Spent) -> None:
        """Put what was used in the place of what was set aside."""
        self.reserved = self.reserved.less(wanted)
        self.spent = self.spent.plus(used)

    def seconds(self) -> float:
        """Return the seconds that are left."""
        return self.end - time.monotonic()

    def patience(self) -> float:
        """Return the seconds that one request may take."""
        return min(self.seconds(), max(_LEAST_PATIENCE, _MOST_OF_THE_TIME * self.limits.seconds))


class _Session:
    """One run: its tasks at once, within one account; after a final failure nothing more is asked."""

    def __init__(self, writer: ModelWriter, endpoint: Endpoint, price: Price | None) -> None:
        self.choice, self.cache, self.endpoint = writer.choice, writer.cache, endpoint
        self.account = _Account(writer.choice, price)
        self.gate = asyncio.Semaphore(_AT_ONCE)
        self.broken = ""
        self.kept = 0

    async def all(self, tasks: Sequence[Task]) -> list[Written]:
        """Return what came of the tasks, in their order."""
        try:
            return list(await asyncio.gather(*map(self._one, tasks)))
        finally:
            await self.endpoint.close()

    def from_cache(self) -> str:
        """Say how many answers were kept from before."""
        return f", {self.kept} from the cache" if self.kept else ""

    async def _one(self, task: Task) -> Written:
        asked = prompt(task)
        messages = [Message("system", asked.instructions), Message("user", asked.request)]
        accepted: dict[Part, tuple[Said, ...]] = {}
        sections = task.sections
        refused: tuple[Section, ...] = ()
        problem = ""
        complaints: tuple[str, ...]
        for _ in range(ROUNDS):
            try:
                text = await self._answer(tuple(messages), asked.schema, sections)
            except EndpointError as error:
                problem = str(error)
                break
            try:
                found = verdict(task, sections, read_answer(text, sections))
            except NoAnswer as error:
                complaints, refused = (str(error),), sections
            else:
                accepted |= found.accepted
                complaints, refused = found.complaints, found.refused
            sections = refused
            if not refused:
                break
            messages += [Message("assistant", text), Message("user", refusal(complaints, refused))]
        return Written(task, accepted, refused, problem)

    async def _answer(self, messages: tuple[Message, ...], schema: dict[str, object], sections: Sequence[Section]) -> str:
        """The answer to these messages: the one that is kept, else a new one. Raises `EndpointError`."""
        key = key_of(
            "writer",
            self.choice.url,
            self.choice.model,
            repr(schema),
            *(part for each in messages for part in each),
        )
        kept = self.cache.read([key]) if self.cache else {}
        if key in kept:
            self.kept += 1
            return kept[key]
        async with self.gate:
            if self.broken:
                raise EndpointError(self.broken, is_final=True)
            text = await self._new(messages, schema, sections)
        if self.cache:
            self.cache.write([(key, text)])
        return text

    async def _new(self, messages: tuple[Message, ...], schema: dict[str, object], sections: Sequence[Section]) -> str:
        wanted = expected_of([*(message.text for message in messages), repr(schema)], sections)
        self.account.reserve(wanted)
        used = Spent(1, wanted.tokens_in, 0)
        try:
            async with asyncio.timeout(self.account.seconds()):
                reply = await self.endpoint.ask(messages, schema, _MOST_ANSWER_TOKENS, self.account.patience())
            used = reply.spent if reply.spent.tokens_in else wanted
        except TimeoutError:
            raise EndpointError(f"the limit of {self.choice.limits.seconds} seconds is reached", is_final=True) from None
        except EndpointError as error:
            self.broken = str(error) if error.is_final else self.broken
            raise
        finally:
            self.account.settle(wanted, used)
        return reply.text


def estimate(choice: WriterChoice, wanted: Spent, price: Price | None) -> str:
    """Return what a run is expected to cost, and its limits, in one line."""
    limits = choice.limits
    cost = wanted.usd(price)
    told = f"about ${cost:.4f}" if cost is not None else "at an unknown price (set model-price)"
    where = f"{choice.model or 'a model'}{f' at {choice.host}' if choice.host else ''}"
    most = f"at most {limits.requests} requests, {limits.tokens:,} tokens, {limits.seconds} s, ${limits.usd:g}"
    return f"{where}: about {wanted}, {told}; {most}"


def known_price(choice: WriterChoice) -> Price | None:
    """Return the list price of the model, None where no list has it or where it runs on this machine."""
    try:
        from genai_prices import Usage, calc_price
    except ImportError:
        return None
    if not choice.model or choice.host in ("localhost", "127.0.0.1", "::1"):
        return None
    try:
        found = calc_price(
            Usage(input_tokens=1_000_000, output_tokens=1_000_000), choice.model, provider_api_url=choice.url or None
        )
    except (LookupError, ValueError):
        return None
    return Price(float(found.input_price), float(found.output_price))


def _cost(spent: Spent, price: Price | None) -> str:
    cost = spent.usd(price)
    return f", ${cost:.4f}" if cost is not None else ""
