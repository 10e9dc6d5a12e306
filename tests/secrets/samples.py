"""Made-up keys of the shapes that real ones have, put together here so that no scanner takes this file for a leak."""

from __future__ import annotations

import random
import string


def made(prefix: str, length: int, letters: str = string.ascii_letters + string.digits) -> str:
    """The prefix and `length` letters by chance, the same each time."""
    chance = random.Random(f"{prefix}{length}")  # noqa: S311 - nothing is kept secret with it
    return prefix + "".join(chance.choices(letters, k=length))


SECRETS = {
    "GitHub": made("gh" + "p_", 36),
    "GitHub fine-grained": made("github" + "_pat_", 82),
    "GitLab": made("gl" + "pat-", 20),
    "Hugging Face": made("h" + "f_", 34, string.ascii_letters),
    "AWS": made("AK" + "IA", 16, "ABCDEFGHJKLMNPQRSTUVWXYZ234567"),
    "OpenAI": made("sk" + "-proj-", 58) + "T3Blbk" + "FJ" + made("", 58),
    "Anthropic": made("sk" + "-ant-api03-", 93) + "AA",
    "Slack": "xox" + "b-1234567890-1234567890" + made("", 24),
    "Google": made("AI" + "za", 35),
    "npm": made("np" + "m_", 36),
    "PyPI": made("py" + "pi-AgEIcHlwaS5vcmc", 60),
    "JWT": made("ey" + "J", 20) + "." + made("ey" + "J", 30) + "." + made("", 43),
    "Stripe": made("sk" + "_live_", 24),
}
