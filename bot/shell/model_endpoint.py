"""An OpenAI-compatible endpoint: messages out, text back. The one place that imports pydantic-ai, once it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.writer.choice import WriterChoice
from bot.writer.limits import Spent

_MOST_RETRIES = 3
_SCHEMA_REFUSED = (400, 404, 415, 422, 501)
_NO_KEY = "none"
"""Sent where no key is set: the client insists on one, and servers without keys ignore it."""


class Message(NamedTuple):
    """One message: `role` is `system`, `user` or `assistant`."""

    role: str
    text: str


class Reply(NamedTuple):
    """What came back, and what it used as the endpoint counts it (all zero where it does not count)."""

    text: str
    spent: Spent


class EndpointError(Exception):
    """The endpoint gave no usable answer; the message says why in a few words, without anything that it sent.

    `is_final` says that the next request would fare no better.
    """

    def __init__(self, message: str, *, is_final: bool) -> None:
        super().__init__(message)
        self.is_final = is_final


class Endpoint:
    """A model behind its address. Raises `EndpointError` where pydantic-ai is not installed.

    Busy and broken answers (408, 409, 429, 5xx, a lost connection) are tried again up to three times, after the time that
    `Retry-After` asks for. A redirect is not followed: it would send reports to another host.
    """

    def __init__(self, choice: WriterChoice, model: Any = None) -> None:
        """Connect to what `choice` names, or use a `model` of pydantic-ai instead."""
        self.is_schema_known = True
        self.client: Any = None
        self.model = model
        if model is None:
            self.model, self.client = _connected(choice)

    async def ask(self, messages: Sequence[Message], schema: Mapping[str, Any], most_tokens: int, seconds: float) -> Reply:
        """Return the answer to `messages`, held to the JSON `schema` where the endpoint can. Raises `EndpointError`."""
        from pydantic_ai.direct import model_request
        from pydantic_ai.exceptions import ModelHTTPError

        settings: Any = {"max_tokens": most_tokens, "timeout": seconds}
        has_schema = self.is_schema_known  # as of now: while this one waits, another may find out that it is not
        form = _form(schema) if has_schema else None
        try:
            try:
                reply = await model_request(
                    self.model, _history(messages), model_settings=settings, model_request_parameters=form
                )
            except ModelHTTPError as error:
                if not has_schema or error.status_code not in _SCHEMA_REFUSED:
                    raise
                # Some servers know no `response_format`; the instructions describe the form as well.
                self.is_schema_known = False
                reply = await model_request(self.model, _history(messages), model_settings=settings)
        except Exception as error:  # whatever a client library raises, the retrospective goes on
            raise _told(error) from error
        text = reply.text or ""
        if reply.finish_reason in ("length", "content_filter") or not text:
            raise EndpointError(_UNUSABLE.get(str(reply.finish_reason), "the answer is empty"), is_final=False)
        return Reply(text, Spent(1, reply.usage.input_tokens, reply.usage.output_tokens))

    async def close(self) -> None:
        """End the connections. Nothing can be asked after that."""
        if self.client:
            await self.client.close()


def _form(schema: Mapping[str, Any]) -> Any:
    """What makes a server hold its answer to a JSON schema."""
    from pydantic_ai.models import ModelRequestParameters
    from pydantic_ai.output import OutputObjectDefinition

    form = OutputObjectDefinition(json_schema=dict(schema), name="sections", strict=True)
    return ModelRequestParameters(output_mode="native", output_object=form)


_UNUSABLE = {"length": "the answer was cut off", "content_filter": "the model refused to answer"}


def _connected(choice: WriterChoice) -> tuple[Any, Any]:
    """The model behind the address, and the client that holds its connections."""
    try:
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient
        from pydantic_ai.models.openai import OpenAIChatModel
        from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
    except ImportError:
        raise EndpointError("it is not installed: pip install 'retro-bot[model]'", is_final=True) from None
    client = AsyncOpenAI(
        base_url=choice.url,
        api_key=choice.key.reveal() or _NO_KEY,
        max_retries=_MOST_RETRIES,
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )
    client.organization = client.project = None  # taken from the environment, where they belong to another account
    return OpenAIChatModel(choice.model, provider=OpenAICompatibleProvider("endpoint", openai_client=client)), client


def _history(messages: Sequence[Message]) -> list[Any]:
    from pydantic_ai.messages import ModelRequest, ModelResponse, SystemPromptPart, TextPart, UserPromptPart

    history: list[Any] = []
    for message in messages:
        if message.role == "assistant":
            history.append(ModelResponse(parts=[TextPart(message.text)]))
        elif message.role == "system":
            history.append(ModelRequest(parts=[SystemPromptPart(message.text)]))
        else:
            history.append(ModelRequest(parts=[UserPromptPart(message.text)]))
    return history


def _told(error: Exception) -> EndpointError:
    """The error in a few words. What the endpoint sent is left out: it may hold the key, or somebody's text."""
    from openai import APITimeoutError
    from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError

    if isinstance(error, EndpointError):
        return error
    if isinstance(error, ModelHTTPError):
        status = error.status_code
        reasons = {401: "the key is refused", 403: "the key is refused", 404: "there is no such model or address"}
        busy = "it is busy" if status == 429 else "it is broken" if status >= 500 else "it refuses the request"
        return EndpointError(f"{reasons.get(status, busy)} ({status})", is_final=status not in (400, 413, 422))
    if any(isinstance(each, (TimeoutError, APITimeoutError)) for each in _behind(error)):
        return EndpointError("it did not answer in time", is_final=True)
    if isinstance(error, ModelAPIError):
        return EndpointError("it cannot be reached", is_final=True)
    return EndpointError(f"its answer cannot be read ({type(error).__name__})", is_final=False)


def _behind(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it was raised from."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__
