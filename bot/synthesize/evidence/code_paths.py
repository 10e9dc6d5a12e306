"""Paths of source code in texts: which folders a skill governs, and which of their files the evidence speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

_PATH = re.compile(r"(?<![\w./~-])(?:[A-Za-z][\w.-]*/)+[\w.-]*")
_ADDRESS = re.compile(r"[h/](?:(?<=h)ttps?://\S+|(?<=/)(?<!\w/)(?:home|Users|root|tmp|mnt)/\S+)")
_SOURCE = re.compile(r"\.(?:py|pyi|cu|cuh|c|cc|cpp|h|hpp|rs|go|jl|ts|js|sh|ya?ml|toml|cfg)$")
_FEWEST_FOLDERS = 2


def governed_paths(skill: str, evidence: str) -> tuple[str, ...]:
    """Return the folders (`acme/models/`) that `skill` names and that hold a source file which `evidence` names."""
    folders = {path for path in _paths(skill) if path.endswith("/") and path.count("/") >= _FEWEST_FOLDERS}
    files = {path for path in _paths(evidence) if _SOURCE.search(path)}
    return tuple(sorted(folder for folder in folders if any(file.startswith(folder) for file in files)))


@lru_cache(maxsize=4096)
def _paths(text: str) -> frozenset[str]:
    # A path holds no space, so that only words with a stroke can be one.
    words = " ".join(word for word in text.split() if "/" in word)
    return frozenset(path.rstrip(".") for path in _PATH.findall(_ADDRESS.sub(" ", words)))
