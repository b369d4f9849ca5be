"""A build is whole, repeatable, and refuses to publish what is broken."""

import hashlib
import re
from pathlib import Path
from typing import Any, Final

import pytest

from generator import addresses
from generator.catalogue.freshness import known
from generator.checking import check
from generator.errors import CannotPublish
from generator.reading.folder import read_folder
from generator.site import making
from generator.site.build import STAGES, BuildOptions, BuildReport, build_site
from generator.site.search.indexing import BUNDLE
from generator.site.search.spoken import WORDS
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("built_before")

_ENTRY: Final = re.compile(
    r"<url><loc>https://catalogo\.valdoria\.example/([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?</url>"
)


def build(root: Path, site: Path, processes: int = 1) -> BuildReport:
    """Build the catalogue in `root` into `site`."""
    return build_site(check(read_folder(root), TODAY).catalogue, BuildOptions(root, site, processes=processes))


def digests(site: Path) -> dict[str, str]:
    """Fingerprint every file but the search bundle, which Pagefind never writes twice alike."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.relative_to(site).parts[0] != BUNDLE
    }


def test_the_same_catalogue_gives_the_same_bytes(town: Path, tmp_path: Path) -> None:
    """Two builds differ in nothing but the search bundle; the report accounts for every record and stage."""
    report = build(town, tmp_path / "one")
    build(town, tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert tuple(report.seconds) == STAGES
    assert report.records == sum(report.by_kind[kind] for kind in ("rete", "ente", "attivita", "pratica", "storia"))
    assert report.indexed > report.records


def test_every_folder_is_a_page_or_leads_on(town: Path, tmp_path: Path) -> None:
    """A bare server lists the files of a folder without a page; only what pages load may be listed."""
    site = tmp_path / "site"
    build(town, site)
    folders = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()]
    bare = [folder for folder in folders if not (site / folder / "index.html").is_file()]
    assert {folder.partition("/")[0] for folder in bare} <= {"assets", BUNDLE}
    inner = next(iter(check(read_folder(town), TODAY).catalogue.activities.values()))
    for folder, target in (
        (f"attivita/{inner.home.id}", addresses.record(inner.home)),
        ("sinergie/territori", addresses.page("synergies")),
        ("dati/modulo", addresses.page("data")),
    ):
        page = (site / folder / "index.html").read_text("utf-8")
        up = "../" * (folder.count("/") + 1)
        assert f'<meta http-equiv="refresh" content="0;url={up}{target}">' in page
        assert 'name="robots" content="noindex' in page


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_helpers_make_the_very_same_site(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processes make it, and in whatever order; what search offers is the same too."""
    monkeypatch.setattr(making, "_WORTH_SHARING", 1)
    alone, shared = build(town, tmp_path / "alone"), build(town, tmp_path / "shared", processes=3)
    assert digests(tmp_path / "alone") == digests(tmp_path / "shared")
    assert alone.by_kind == shared.by_kind
    words = [(tmp_path / name / BUNDLE / WORDS).read_bytes() for name in ("alone", "shared")]
    assert words[0] == words[1]


def test_robots_are_told_when_a_record_was_last_known(valdoria: Path, tmp_path: Path) -> None:
    """The newest day of a confirmation or of a source; nothing for pages that no record stands behind."""
    with (valdoria / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nsite_url: https://catalogo.valdoria.example/\n")
    catalogue = check(read_folder(valdoria), TODAY).catalogue
    build(valdoria, tmp_path / "site")
    entries = (tmp_path / "site" / "sitemap.xml").read_text("utf-8").splitlines()
    last_known = {entry[1]: entry[2] for line in entries if (entry := _ENTRY.match(line))}
    records: list[Any] = [*catalogue.networks.values(), *catalogue.activities.values()]
    assert records
    for entry in records:
        expected = known(entry).newest
        assert last_known[addresses.record(entry)] == (expected.isoformat() if expected else None)
    assert last_known[""] is None
    assert last_known["temi/"] is None


def test_the_site_has_what_robots_and_readers_expect(valdoria: Path, tmp_path: Path) -> None:
    """Home, missing page, sitemap, robots, search and style are there; the interfaces of others are not."""
    with (valdoria / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nsite_url: https://catalogo.valdoria.example/\n")
    build(valdoria, tmp_path / "site")
    search = ("pagefind/pagefind.js", "assets/site/search/browser/search.js")
    for name in ("index.html", "404.html", "robots.txt", "sitemap.xml", *search):
        assert (tmp_path / "site" / name).is_file(), name
    assert list((tmp_path / "site" / BUNDLE).glob("*ui*")) == []


def test_an_old_page_of_this_site_in_a_record_stops_nothing(valdoria: Path, tmp_path: Path) -> None:
    """A record may name any address of the web; that this one is gone is for `intreccio links` to tell."""
    record = valdoria / "networks" / "rete-cibo.yml"
    gone = "https://reti.valdoria.example/reti/di-una-volta/"
    with record.open("a", encoding="utf-8") as file:
        file.write(f"atti: [{{titolo: Carta, url: {gone}}}]\n")
    (valdoria / "mkdocs.yml").write_text("site_name: Prova\nsite_url: https://reti.valdoria.example/\n", "utf-8")

    build(valdoria, tmp_path / "site")

    assert gone in (tmp_path / "site" / "reti" / "rete-cibo" / "index.html").read_text("utf-8")


def test_a_draft_stops_nothing_and_is_nowhere(valdoria: Path, tmp_path: Path) -> None:
    """With its activities; whatever named it is published without the name."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("stato: attiva", "stato: bozza"), "utf-8")
    report = build(valdoria, tmp_path / "site")
    assert report.records == sum(
        report.by_kind.get(kind, 0) for kind in ("rete", "ente", "attivita", "pratica", "storia")
    )
    site = tmp_path / "site"
    naming = {path.relative_to(site).parts[0] for path in site.rglob("*.html") if b"Auser Ponte" in path.read_bytes()}
    assert naming <= {"partecipa", "progetto"}, (
        "only the guide and the keys of records, which have examples of their own"
    )


def test_a_link_that_leads_nowhere_stops_publication(valdoria: Path, tmp_path: Path) -> None:
    """The published site stays as it was."""
    page = valdoria / "content" / "chi-siamo" / "index.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Chi siamo\n\n[qui](/niente/)\n", "utf-8")
    with pytest.raises(CannotPublish) as refusal:
        build(valdoria, tmp_path / "site")
    assert "niente" in str(refusal.value.values["links"])
    assert not (tmp_path / "site").exists()
