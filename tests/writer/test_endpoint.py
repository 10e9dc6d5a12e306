"""One endpoint asked several things at once; and what a failure is called is told by its kind."""

from __future__ import annotations

import asyncio

import pytest
from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from bot.shell.model_endpoint import Endpoint, EndpointError, Message, Reply
from bot.writer.choice import Use, WriterChoice

CHOICE = WriterChoice(Use.MODEL, "http://localhost/v1", "m1")
SCHEMA = {"type": "object"}


async def ask(endpoint: Endpoint) -> Reply:
    return await endpoint.ask([Message("user", "Write.")], SCHEMA, 100, 60)


def test_requests_at_once_are_each_asked_again_where_the_server_knows_no_schema() -> None:
    async def reply(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        await asyncio.sleep(0)  # the others are under way before the first is refused
        if info.model_request_parameters.output_object:
            raise ModelHTTPError(400, "m1", {"error": "response_format is unknown"})
        return ModelResponse(parts=[TextPart("{}")])

    async def both() -> list[Reply]:
        endpoint = Endpoint(CHOICE, FunctionModel(reply))
        return list(await asyncio.gather(ask(endpoint), ask(endpoint), ask(endpoint)))

    assert [each.text for each in asyncio.run(both())] == ["{}", "{}", "{}"]


class Timed(Exception):
    """A failure that is no timeout, though its name begins like one."""


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (TimeoutError(), "it did not answer in time"),
        (caused(ModelAPIError("m1", "Request failed."), TimeoutError()), "it did not answer in time"),
        (ModelAPIError("m1", "the word timed out stands in what the server sent"), "it cannot be reached"),
        (caused(ModelAPIError("m1", "Connection error."), ConnectionError()), "it cannot be reached"),
        (Timed("timed out"), "its answer cannot be read (Timed)"),
    ],
)
def test_a_failure_is_told_by_its_kind(error: Exception, told: str) -> None:
    def fail(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        raise error

    with pytest.raises(EndpointError) as caught:
        asyncio.run(ask(Endpoint(CHOICE, FunctionModel(fail))))
    assert str(caught.value) == told
