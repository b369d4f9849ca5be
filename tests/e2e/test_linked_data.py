"""What both built sites say to machines, beside each page."""

from pathlib import Path

import pytest

from tests.site.schema_org import faults, things

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

_UNLISTED = '<meta name="robots" content="noindex">'


def test_every_page_says_what_it_is_in_the_words_of_schema_org(site: Path, town: tuple[Path, str]) -> None:
    """Each block of each page keeps to the vocabulary: types, domains and ranges; no page that is listed has none."""
    wrong, silent, kinds = list[str](), list[Path](), set[str]()
    for folder in (site, town[0] / "site"):
        for path in sorted(folder.rglob("*.html")):
            html = path.read_text("utf-8")
            wrong += [f"{path.relative_to(folder)} {fault}" for fault in faults(html)]
            said = things(html)
            kinds.update(str(thing["@type"]) for thing in said)
            if not said and _UNLISTED not in html:
                silent.append(path)

    assert wrong == []
    assert silent == []
    assert {"Event", "Service", "GovernmentService", "['Consortium', 'NGO']", "NGO", "Article", "DefinedTerm"} <= kinds
    assert {"WebSite", "WebPage", "CollectionPage", "BreadcrumbList"} <= kinds
