"""Who writes, by what is said where; and the key goes nowhere but to the address that was set beside it."""

from __future__ import annotations

import pytest

from bot.errors import UsageError
from bot.writer.choice import Use, missing, writer_choice
from bot.writer.limits import Limits, Price

URL = {"model_url": "https://llm.example/v1/", "model": "m1"}


def test_the_rules_write_unless_somebody_says_otherwise() -> None:
    assert writer_choice({}, {}).use is Use.RULES


def test_the_registry_turns_the_model_on_and_names_it() -> None:
    choice = writer_choice({"model_url": "https://llm.example/v1"}, {"writer": {"use": "model", "model": "m2"}})
    assert (choice.use, choice.model, choice.url) == (Use.MODEL, "m2", "https://llm.example/v1")


def test_what_is_given_comes_before_the_registry() -> None:
    registry = {"writer": {"use": "model", "model": "m2"}}
    assert writer_choice({"writer": "rules", **URL}, registry).use is Use.RULES
    assert writer_choice(URL, registry).model == "m1"


def test_the_registry_says_neither_the_address_nor_the_key() -> None:
    registry = {"writer": {"use": "model", "model": "m2", "model_url": "https://evil.example", "model_key": "k"}}
    choice = writer_choice({}, registry)
    assert (choice.url, bool(choice.key)) == ("", False)
    assert missing(choice) == "model-url is not set"


def test_limits_and_price_are_read() -> None:
    choice = writer_choice({"model_limits": "requests=3, usd=0.5", "model_price": "in=0.15 out=0.6"}, {})
    assert choice.limits == Limits(requests=3, usd=0.5)
    assert choice.price == Price(0.15, 0.6)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"writer": "gpt"}, "writer is 'gpt' (write rules, model, estimate)"),
        ({"model_url": "llm.example"}, "model-url is no address of an endpoint (write https://HOST/v1)"),
        ({"model_url": "https://u:p@llm.example"}, "model-url holds more than an address (give the key as model-key)"),
        (
            {"model_url": "http://llm.example/v1", "model_key": "k"},
            "model-url is not encrypted, and the key would travel readable (write https://)",
        ),
        ({"model_url": "http://[::1"}, "model-url is no address of an endpoint (write https://HOST/v1)"),
        ({"model_url": "https://llm.example:80x/v1"}, "model-url is no address of an endpoint (write https://HOST/v1)"),
        ({"model_url": "https://llm.exa mple/v1"}, "model-url is no address of an endpoint (write https://HOST/v1)"),
        ({"model_url": "https://llm.exa\x01mple"}, "model-url is no address of an endpoint (write https://HOST/v1)"),
        ({"model_limits": "requests=many"}, "limits 'requests=many' is not understood"),
        ({"model_limits": "seconds=0.5"}, "limits 'seconds=0.5' is no whole number (write seconds=1)"),
        ({"model_price": "in=1"}, "price 'in=1' has only one of in and out (write in=0.15 out=0.60)"),
    ],
)
def test_what_cannot_be_meant_is_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        writer_choice(given, {})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("host", ["localhost:11434", "127.0.0.1:8000", "10.0.0.7", "gpu-box", "llm.internal"])
def test_a_key_goes_unencrypted_only_to_what_is_near(host: str) -> None:
    assert writer_choice({"model_url": f"http://{host}/v1", "model_key": "k"}, {}).url == f"http://{host}/v1"


def test_no_text_of_a_choice_shows_the_key() -> None:
    assert "s3cret" not in repr(writer_choice({**URL, "model_key": "s3cret-key"}, {}))
