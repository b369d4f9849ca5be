"""What Frictionless says of a data package, as a program of its own: its warnings are not ours."""

import json
import subprocess
import sys
from pathlib import Path


def validated(package: Path) -> dict[str, list[str]]:
    """Return what is wrong, by table; of the package as a whole under the empty name."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "frictionless", "validate", "--json", package.name],
        cwd=package.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(ran.stdout)
    assert report["tasks"] or report["errors"]
    found = {task["name"]: [error["message"] for error in task["errors"]] for task in report["tasks"]}
    found[""] = [error["message"] for error in report["errors"]]
    return {name: errors for name, errors in found.items() if errors}
