#!/usr/bin/env python3
"""Take the pictures in the documents anew: terminal, page and pull request for each of the examples.

Needs Chromium with its driver, requirements/browser.txt, and a folder with npm packages that stand in for GitHub's page:

    npm install --prefix /tmp/github mermaid github-markdown-css
    python docs/screenshots/make.py /tmp/github/node_modules
"""

from __future__ import annotations

import html
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent
EXAMPLES = ("unsloth", "research", "cuda")
DAY = "2025-01-20"
COLOURS = {"1": "font-weight:bold", "2": "color:#9198a1", "31": "color:#ff7b72", "32": "color:#3fb950"}
COLOURS |= {"33": "color:#d29922", "36": "color:#39c5cf"}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--allow-file-access-from-files")
FLAGS += ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
CHART = re.compile(r'<pre lang="mermaid"><code>(.*?)</code></pre>', re.S)
TERMINAL = (104, 38)
ON_GITHUB = """<!doctype html><meta charset="utf-8"><style>{style}
body {{ margin: 0; background: #fff; }} .markdown-body {{ box-sizing: border-box; max-width: 940px; padding: 24px; }}
pre.mermaid {{ background: none; text-align: center; }}</style>
<article class="markdown-body"><h1>{title}</h1>{body}</article><script src="{mermaid}"></script>
<script>mermaid.initialize({{ startOnLoad: false }}); mermaid.run().then(() => {{ document.title = 'ready'; }});</script>"""


def main(node_modules: Path) -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as work:
        browser = open_browser()
        try:
            for name in EXAMPLES:
                for kind, page, size in pages(name, Path(work), node_modules):
                    browser.set_window_size(*size)
                    browser.get(page.as_uri())
                    prepare(browser, kind)
                    keep(browser.get_screenshot_as_png(), FOLDER / f"{name}-{kind}.png")
        finally:
            browser.quit()


def pages(name: str, work: Path, node_modules: Path) -> list[tuple[str, Path, tuple[int, int]]]:
    """Return the pages of an example: what it is, the file, and the size of the window."""
    folder = shutil.copytree(ROOT / "examples" / name, work / name)
    pull_request = json.loads(bot(folder, "json"))["pull_request"]
    made = {
        "terminal": (terminal(on_terminal(folder)), (960, 760)),
        "page": (bot(folder, "html"), (1280, 900)),
        "pull-request": (on_github(pull_request["title"], pull_request["body"], node_modules), (960, 1260)),
    }
    for kind, (text, _) in made.items():
        (work / f"{name}-{kind}.html").write_text(text, encoding="utf-8")
    return [(kind, work / f"{name}-{kind}.html", size) for kind, (_, size) in made.items()]


def bot(folder: Path, output: str) -> str:
    """Return what `dry-run all` prints in a format."""
    words = [sys.executable, "-m", "bot", "dry-run", "all", "--today", DAY, "--format", output, "-C", str(folder)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def on_terminal(folder: Path) -> str:
    """Return what a person sees who runs `retro-bot dry-run all`, with colours, the first screen of it."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(TERMINAL[0])}
    environment.pop("NO_COLOR", None)
    reader, writer = pty.openpty()
    words = [sys.executable, "-m", "bot", "dry-run", "all", "--today", DAY, "-C", str(folder)]
    program = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=writer, stderr=subprocess.DEVNULL)
    os.close(writer)
    read = []
    while True:
        try:
            read.append(os.read(reader, 65536))
        except OSError:  # the other end is closed
            break
        if not read[-1]:
            break
    program.wait()
    return b"".join(read).decode(errors="replace").replace("\r\n", "\n")


def terminal(text: str) -> str:
    """Return a screen of a terminal as a page."""
    lines = ["\x1b[1m$ retro-bot dry-run all\x1b[0m", *text.split("\n")][: TERMINAL[1]]
    body = re.sub(r"\x1b\[(\d+)m(.*?)\x1b\[0m", coloured, html.escape("\n".join(lines)), flags=re.S)
    style = "margin:0;padding:20px;background:#0d1117;color:#e6edf3;font:14px/1.35 monospace;white-space:pre-wrap"
    return (
        f'<!doctype html><meta charset="utf-8"><body style="margin:0;background:#0d1117"><pre style="{style}">{body}</pre>'
    )


def coloured(found: re.Match[str]) -> str:
    """Return a stretch of coloured text as HTML."""
    return f'<span style="{COLOURS.get(found[1], "")}">{found[2]}</span>'


def on_github(title: str, body: str, node_modules: Path) -> str:
    """Return a pull request's text as GitHub shows it: its own markdown, its style sheet, and mermaid."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    rendered = cmarkgfm.github_flavored_markdown_to_html(body, options=Options.CMARK_OPT_UNSAFE)
    rendered = re.sub(
        r'<pre lang="mermaid"><code>(.*?)</code></pre>', r'<pre class="mermaid">\1</pre>', rendered, flags=re.S
    )
    style = (node_modules / "github-markdown-css" / "github-markdown-light.css").read_text(encoding="utf-8")
    mermaid = (node_modules / "mermaid" / "dist" / "mermaid.min.js").resolve().as_uri()
    return ON_GITHUB.format(style=style, title=html.escape(title), body=rendered, mermaid=mermaid)


def open_browser() -> Any:
    """Return a headless Chromium."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def prepare(browser: Any, kind: str) -> None:
    """Wait for the charts of a pull request; on the page, show what a click on a number does."""
    from selenium.webdriver.support.ui import WebDriverWait

    if kind == "pull-request":
        WebDriverWait(browser, 30).until(lambda one: one.title == "ready")
    elif kind == "page":
        browser.execute_script(
            "document.getElementById('charts').scrollIntoView();"
            "document.querySelector('#charts details').open = true;"
            "document.querySelector('#charts a[data-first]').click();"
        )


def keep(png: bytes, path: Path) -> None:
    """Write a picture with as many colours as such pictures need, which makes it small."""
    from PIL import Image

    picture = Image.open(BytesIO(png)).convert("RGB").quantize(96, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
