"""The golden files: what is written and what is read, in Python here and in Chromium elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.contributing.files.yaml_writer import write_record
from generator.contributing.proposals.proposal import Field, Proposal, read_proposal, write_proposal

GOLDEN = Path(__file__).parent / "golden"
RECORDS = sorted(path.stem for path in GOLDEN.glob("*.yml"))
PROPOSALS = sorted(path.name.partition(".")[0] for path in GOLDEN.glob("*.proposta.txt"))


def _plain(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as the golden files hold it: what is not there is missing."""
    fields = [{"path": list(field.path), "before": field.before, "after": field.after} for field in proposal.fields]
    return {
        "kind": proposal.kind,
        "id": proposal.id,
        "new": proposal.new,
        "fingerprint": proposal.fingerprint,
        "source": proposal.source,
        "fields": [{key: value for key, value in field.items() if value is not None} for field in fields],
    }


def _proposal(plain: dict[str, Any]) -> Proposal:
    fields = tuple(Field(tuple(field["path"]), field.get("before"), field.get("after")) for field in plain["fields"])
    return Proposal(**{**plain, "fields": fields})


@pytest.mark.parametrize("name", RECORDS)
def test_record(name: str) -> None:
    """A record is written as the golden file has it."""
    given = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))

    expected = (GOLDEN / f"{name}.yml").read_text("utf-8")

    assert expected == write_record(given["dati"], given["kind"], with_schema=given.get("con_schema", False))


@pytest.mark.parametrize("name", PROPOSALS)
def test_proposal(name: str) -> None:
    """A proposal is read as the golden file has it, whatever mail programs did to it."""
    text = (GOLDEN / f"{name}.proposta.txt").read_bytes().decode()

    expected = json.loads((GOLDEN / f"{name}.proposta.json").read_text("utf-8"))

    assert expected == _plain(read_proposal(text))


@pytest.mark.parametrize("name", [name for name in PROPOSALS if not name.startswith("danni-")])
def test_proposal_written(name: str) -> None:
    """A proposal is written as the golden file has it."""
    given = json.loads((GOLDEN / f"{name}.proposta.json").read_text("utf-8"))

    expected = (GOLDEN / f"{name}.proposta.txt").read_text("utf-8")

    assert expected == write_proposal(_proposal(given))
