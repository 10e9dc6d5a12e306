"""Who writes: the rules, or a model behind an endpoint; said on the command line, by the environment or by the registry."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from bot.errors import UsageError
from bot.settings import Token
from bot.writer.limits import Limits, Price, read_limits, read_price

NO_KEY = Token("")
_LOCAL_ENDINGS = (".local", ".internal", ".localdomain", ".lan")


class Use(StrEnum):
    """Who writes the prose; `estimate` says what a model would cost, and asks none."""

    RULES = "rules"
    MODEL = "model"
    ESTIMATE = "estimate"


class WriterChoice(NamedTuple):
    """Who writes, and where the model is found. `url` is the base address (`https://api.openai.com/v1`)."""

    use: Use = Use.RULES
    url: str = ""
    model: str = ""
    key: Token = NO_KEY
    limits: Limits = Limits()
    price: Price | None = None

    @property
    def host(self) -> str:
        """The name of the endpoint's host, for messages; an address may hold a secret, a host does not."""
        return urlsplit(self.url).hostname or ""


def writer_choice(given: Mapping[str, str], registry: Mapping[str, object]) -> WriterChoice:
    """Return the choice from `given` and, where that says nothing, from the registry's `writer`.

    `given` may hold `writer`, `model_url`, `model`, `model_key`, `model_limits` and `model_price`; blank is not given.
    The registry may hold `{"use": "model", "model": "..."}`. It says neither the address nor the key: whoever may change a
    file would else decide where the key is sent. Raises `UsageError` for what cannot be meant.
    """
    said = {name: text.strip() for name, text in given.items() if text.strip()}
    listed = registry.get("writer")
    chosen = {key: value for key, value in listed.items() if isinstance(value, str)} if isinstance(listed, dict) else {}
    use = said.get("writer") or chosen.get("use") or Use.RULES.value
    if use not in tuple(Use):
        raise UsageError(f"writer is {use[:40]!r}", fix=f"write {', '.join(Use)}")
    url = said.get("model_url", "").rstrip("/")
    if url:
        _check_address(url, bool(said.get("model_key")))
    return WriterChoice(
        Use(use),
        url,
        said.get("model") or chosen.get("model", ""),
        Token(said.get("model_key", "")),
        read_limits(said.get("model_limits", "")),
        read_price(said.get("model_price", "")),
    )


def missing(choice: WriterChoice) -> str:
    """Return what a model needs and does not have, in words; empty where nothing is missing."""
    lacks = [name for name, value in (("model-url", choice.url), ("model", choice.model)) if not value]
    return f"{' and '.join(lacks)} {'is' if len(lacks) == 1 else 'are'} not set" if lacks else ""


def _check_address(url: str, has_key: bool) -> None:
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("model-url is no address of an endpoint", fix="write https://HOST/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError("model-url holds more than an address", fix="give the key as model-key")
    if has_key and parts.scheme == "http" and not _is_near(parts.hostname):
        raise UsageError("model-url is not encrypted, and the key would travel readable", fix="write https://")


def _parts(url: str) -> SplitResult | None:
    """The parts of an address, None where it cannot be taken apart, or holds what no address does."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 and url.isprintable() and " " not in url else None
    except ValueError:  # half an IPv6 address, a port that is none
        return None


def _is_near(host: str) -> bool:
    """Whether a host is this machine, or in a private network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_LOCAL_ENDINGS)
    return address.is_loopback or address.is_private
