"""How the evidence spells a word: `FSDP` where the title's slug has `fsdp`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"(?<![\w/.`-])[A-Za-z][A-Za-z0-9]+(?![\w/`])")
_LEAST = 2


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """Map a word in lower case to its spelling with capitals inside (`DeepSpeed`) where the texts use that twice, or all
    in capitals (`KV`)."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(word for word in _WORD.findall(text) if not word[1:].islower() and not word.islower())
    found: dict[str, str] = {}
    for word, count in counts.most_common():
        if count >= _LEAST or word.isupper():
            found.setdefault(word.lower(), word)
    return found


def spelled(text: str, spelling: dict[str, str]) -> str:
    """Return `text` with its plain lower-case words spelled as the evidence spells them, and a capital at its start."""
    words = [spelling.get(word, word) if word.islower() else word for word in text.split(" ")]
    line = " ".join(words)
    return line[:1].upper() + line[1:] if words and words[0].isalpha() else line
