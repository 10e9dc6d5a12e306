"""The page of a plan needs the libraries of the extra `html`; without them its tests are skipped."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("nh3") and find_spec("pygal") else ["test_*.py"]
