"""The Chromium that tests drive: the one on PATH, else the system's package, else Playwright's.

`python -m tests.browser install` makes sure that one of them really starts.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]
NOTHING_WORKS = """\
No Chromium could be started or installed. Install one by hand (Debian, Ubuntu: apt-get install chromium;
elsewhere: python -m playwright install chromium), see that it is on PATH, and run this again.
"""


@cache
def chromium_path() -> str | None:
    """The first Chromium on PATH that starts; None leaves the choice to Playwright."""
    return next(filter(_starts, filter(None, map(shutil.which, NAMES))), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium as tests want it: without window, first-run pages or requests of its own."""
    sandbox = ["--no-sandbox"] if _is_root() else []
    return playwright.chromium.launch(executable_path=chromium_path(), args=[*ARGUMENTS, *sandbox])


def install() -> bool:
    """Try each way until a browser starts; tell whether one does."""
    for attempt in (None, _install_package, _install_playwright):
        if attempt is not None:
            attempt()
        chromium_path.cache_clear()
        if _works():
            return True
    return False


def _works() -> bool:
    try:
        with sync_playwright() as playwright, launch(playwright) as browser:
            sys.stdout.write(f"Chromium {browser.version}\n")
    except Error:
        return False
    return True


def _starts(path: str) -> bool:
    # Ubuntu's command of this name may be a stub that only says where to get the browser.
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _install_package() -> None:
    if _is_root() and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
            subprocess.run(command, env=quiet, check=False)


def _install_playwright() -> None:
    libraries = ["--with-deps"] if _is_root() else []
    subprocess.run([sys.executable, "-m", "playwright", "install", *libraries, "chromium"], check=False)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _main(arguments: list[str]) -> int:
    if arguments != ["install"]:
        sys.stderr.write("Usage: python -m tests.browser install\n")
        return 2
    if install():
        return 0
    sys.stderr.write(NOTHING_WORKS)
    return 1


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
