"""Real git histories for tests: every step is a commit, whatever the machine's own settings."""

import os
import subprocess
from pathlib import Path

ENV = {
    "GIT_AUTHOR_NAME": "Prova",
    "GIT_AUTHOR_EMAIL": "prova@valdoria.example",
    "GIT_COMMITTER_NAME": "Prova",
    "GIT_COMMITTER_EMAIL": "prova@valdoria.example",
    "GIT_AUTHOR_DATE": "2026-11-20T10:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-20T10:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""Who writes, and when, whatever the machine says."""


def git(folder: Path, *arguments: str, **env: str) -> str:
    """Run git in `folder`, with more environment if need be, and return what it prints."""
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=os.environ | ENV | env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def repository(folder: Path) -> Path:
    """Make a repository of what is in `folder`, with one commit on `main`."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    return commit(folder, "Comincia")


def commit(folder: Path, message: str) -> Path:
    """Commit everything in `folder`."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return folder
