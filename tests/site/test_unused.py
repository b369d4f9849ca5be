"""The theme's style comes along without what no page has, and with everything else as it was."""

import re

import pytest

from generator.site.theme.harvest import Harvest
from generator.site.theme.unused import OURS, without_unused
from tests.test_floors import GENERATOR

USED = {"md-typeset", "md-grid"}


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (".md-typeset a{color:red}", ".md-typeset a{color:red}"),
        (".md-search{top:0}.md-grid{top:1}", ".md-grid{top:1}"),
        (".md-search,.md-grid,h1{top:0}", ".md-grid,h1{top:0}"),
        ("@media print{.md-search{top:0}}p{top:1}", "p{top:1}"),
        ("@media print{.md-search{top:0}.md-grid{top:1}}", "@media print{.md-grid{top:1}}"),
        (".md-typeset .md-button{top:0}", ""),
        (".md-typeset .tabbed-set{top:0}.keys kbd,.md-grid{top:1}", ".md-grid{top:1}"),
        (".highlight .k{top:0}.highlighted{top:1}", ".highlighted{top:1}"),
        (":is(.md-search,.md-grid) p{top:0}", ":is(.md-search,.md-grid) p{top:0}"),
        ("@keyframes a{0%{top:0}to{top:1}}", "@keyframes a{0%{top:0}to{top:1}}"),
        ('@charset "utf-8";.md-search{top:0}p{top:1}', '@charset "utf-8";p{top:1}'),
        ("p{content:'}.md-search{'}", "p{content:'}.md-search{'}"),
        (".md-grid\\:a,.md-search{top:0}", ".md-grid\\:a{top:0}"),
        ("p{top:0}}", "p{top:0}}"),
    ],
)
def test_only_what_can_match_nothing_goes(style: str, kept: str) -> None:
    """A selector goes whose class no page has; strings, groups and what cannot be read stay as they are."""
    assert without_unused(style, USED) == kept


def test_a_theme_whose_parts_are_all_used_stays_whole(harvested: Harvest) -> None:
    """And what was taken out once is not there to be taken out again."""
    sheet = next((harvested.folder / "assets" / "stylesheets").glob("main*.css")).read_text("utf-8")
    assert without_unused(sheet, frozenset(re.findall(r"[a-z][\w-]+", sheet))) == sheet
    assert ".md-typeset" in sheet
    assert ".md-search" not in sheet
    assert len(sheet) < 80_000


def test_templates_use_no_other_class_of_the_theme() -> None:
    """One that did would have to be told to `unused.py`."""
    files = (path for suffix in ("html", "js") for path in (GENERATOR / "site").rglob(f"*.{suffix}"))
    found = {
        name
        for path in files
        for classes in re.findall(r'class(?:Name)?\s*=\s*["\'{]([^"\'}]*)', path.read_text("utf-8"))
        for name in re.findall(r"\bmd-[\w-]+", classes)
    }
    assert found == OURS
