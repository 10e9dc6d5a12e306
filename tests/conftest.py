"""For all tests: nothing is kept in the home of whoever runs them."""

from __future__ import annotations

import os

os.environ["RETRO_BOT_CACHE"] = "off"
