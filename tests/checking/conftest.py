"""The checker of the browser, asked from Python."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, sync_playwright

from generator.checking.contract import contract
from generator.site.theme.source import gather_assets
from tests.browser import launch

SCRIPTS = Path(__file__).parents[2] / "generator" / "checking" / "browser"
LOCALE = Path(__file__).parents[2] / "generator" / "locale"

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
PAGE = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Check</title>'

ASK = """async ({jobs, today, schema}) => {
  const {makeChecker} = await import("/checking/browser/check.js");
  const read = async (name) => (await fetch(`/${name}`)).json();
  const checkers = new Map();
  const answers = [];
  for (const {vocabularies, kind, data, lang} of jobs) {
    const key = `${vocabularies} ${lang}`;
    if (!checkers.has(key)) {
      const [contract, terms, messages] = await Promise.all([schema, vocabularies, `messages.${lang}.json`].map(read));
      checkers.set(key, makeChecker({contract, vocabularies: terms, messages, today}));
    }
    answers.push(checkers.get(key)(data, kind));
  }
  return answers;
}"""

Job = dict[str, Any]
Answer = list[dict[str, Any]]


class Browser:
    """Chromium on a page of ours, in a thread of its own: two Playwrights cannot share one."""

    def __init__(self, root: Path, address: str) -> None:
        self._root = root
        self._thread = ThreadPoolExecutor(1)
        self._playwright, self._page = self._thread.submit(self._open, address).result()

    @staticmethod
    def _open(address: str) -> tuple[Playwright, Page]:
        playwright = sync_playwright().start()
        page = launch(playwright).new_page()
        page.goto(address)
        return playwright, page

    def publish(self, name: str, data: Any) -> None:
        """Put a JSON file beside the page."""
        (self._root / name).write_text(json.dumps(data), "utf-8")

    def check(self, jobs: list[Job], today: str, schema: str = "schema.json") -> list[Answer]:
        """Check each job, `{vocabularies, kind, data, lang}`; its vocabularies are the name of a published file."""
        asked = {"jobs": jobs, "today": today, "schema": schema}
        answers: list[Answer] = self._thread.submit(self._page.evaluate, ASK, asked).result()
        return answers

    def close(self) -> None:
        """Stop the browser."""
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Yield a browser on a page that holds the checker and nothing else, under a strict policy."""
    root = tmp_path_factory.mktemp("check")
    gather_assets(root)
    for messages in LOCALE.glob("messages.*.json"):
        shutil.copy(messages, root)
    (root / "index.html").write_text(PAGE, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    Thread(target=server.serve_forever, daemon=True).start()
    browser = Browser(root, f"http://127.0.0.1:{server.server_port}/")
    browser.publish("schema.json", contract())
    yield browser
    browser.close()
    server.shutdown()
    server.server_close()
