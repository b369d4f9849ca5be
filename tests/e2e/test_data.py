"""The examples of `/dati/` work as they stand there: run by curl and by Python against the served example town."""

import csv
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl

from generator.site.formats import WHOLE
from generator.site.settings import settings


def example(page: str, name: str, published_at: str, served_at: str) -> str:
    """Return an example of the page, its address replaced by that of the served site."""
    found = re.search(rf'<pre id="{name}"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    assert found, name
    text = html.unescape(found[1])
    assert published_at in text
    return text.replace(published_at, served_at)


def test_the_examples_of_the_page_run_as_they_stand(town: tuple[Path, str], tmp_path: Path) -> None:
    """A reader who copies them has the table, the index and a chart; what the steps for a spreadsheet name is there."""
    root, served_at = town
    published_at = str(settings(root)["site_url"])
    page = (root / "site/dati/index.html").read_text("utf-8")
    commands = example(page, "esempio-curl", published_at, served_at)
    ran = subprocess.run(["sh", "-ec", commands], cwd=tmp_path, capture_output=True, check=True)
    index = json.loads(ran.stdout)
    rows = list(csv.DictReader((tmp_path / "attivita.csv").read_text("utf-8-sig").splitlines(True), delimiter=";"))
    activities = next(kind["count"] for kind in index["lists"] if kind["type"] == "activity")
    assert len(rows) == activities > 0
    code = example(page, "esempio-python", published_at, served_at)
    chart = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True, encoding="utf-8").stdout
    assert len(chart.splitlines()) == 12
    first, count, _ = chart.split(" ", 2)
    assert len(first) == int(count) > 1
    book = openpyxl.load_workbook(io.BytesIO((root / "site/dati/catalogo.xlsx").read_bytes()))
    assert {"id", "tipo"} <= {cell.value for cell in next(book["enti"].rows)}
    whole = zipfile.ZipFile(root / "site" / WHOLE)
    assert whole.testzip() is None
    readme = whole.read("LEGGIMI.txt").decode("utf-8-sig")
    folders = {f"{name.split('/')[0]}/" for name in whole.namelist() if "/" in name}
    assert folders == {*re.findall(r"^\S+/$", readme, re.MULTILINE)}
    assert "creativecommons.org/licenses/by/4.0" in readme
    assert whole.read("csv/attivita.csv") == (tmp_path / "attivita.csv").read_bytes()
