"""A catalogue that froze its shell is built as with the engine, and without it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from generator.checking import check
from generator.errors import CannotPublish, CannotRun, EngineError
from generator.reading.folder import read_folder
from generator.site.build import BuildOptions, build_site
from generator.site.preview import PreviewSite
from generator.site.theme.editorial import front_matter, relative
from generator.site.theme.engine import ENGINES, Engine
from generator.site.theme.frozen import MANIFEST, FrozenShell, freeze, frozen_folder, theme_of
from generator.site.theme.harvest import Harvest, harvest
from tests.conftest import TODAY, overlaid

REPOSITORY: Final = Path(__file__).parents[2]
CATALOGUES: Final = {"shipped": REPOSITORY, "example": REPOSITORY / "examples" / "valdoria"}
_EDITORIAL: Final = ("content", "mkdocs.yml", "overrides")

SETTINGS: Final = """
markdown_extensions:
  - attr_list
  - admonition
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true, toc_depth: 2-4}
"""
NAVIGATION: Final = """
nav:
  - Chi siamo davvero: chi-siamo.md
  - Guida: [guida/README.md, {Il primo passo: guida/passi.md}]
  - Altrove: https://altrove.example/
"""
ABOUT: Final = """---
title: Chi siamo
description: Una pagina con *tutto* & "di più"
---
# Chi `siamo` [qui](guida/README.md)

[la guida](guida/), [il passo](guida/passi.md#primo-passo), [sé](#storia), [radice](/reti/), <chi@valdoria.example>,
[scarica](moduli/modulo%20uno.pdf), [fuori](https://fuori.example/a.md?b=1#c) e una nota[^1].

![foto di gruppo](moduli/foto.png){ .larga width=20 }

## Storia { #storia }
## Storia

!!! note "Attenzione"
    Con **forza**.

Termine
:   Che cosa vuol dire.

<div markdown="1" class="riquadro">
*dentro* un riquadro
</div>

| nome | quanti |
|:-----|-------:|
| a    | 1      |

```python
print("<b>")
```

[^1]: La nota.
"""
PAGES: Final = {
    "chi-siamo.md": ABOUT,
    "guida/README.md": "# La *guida* &amp; altro[^n]\n\n[passi](passi.md) [su](../chi-siamo.md)\n\n[^n]: Nota.\n",
    "guida/passi.md": "\ufeffdescription: senza trattini\n    e ancora\n\n## Primo passo\n\nSenza titolo.\n",
    "guida/due_parole-insieme.md": "Nessun titolo, [immagine](../moduli/foto.png).\n",
    "progetto/nostro/index.md": "---\nnon: [chiuso\n---\n# Sotto una sezione\n",
    "templates/no.md": "# Non pubblicata\n",
    ".bozza.md": "# Nascosta\n",
}


@pytest.fixture(scope="session")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the catalogue of Valdoria with its shell frozen, to be copied."""
    catalogue = overlaid(tmp_path_factory.mktemp("frozen") / "valdoria")
    assert freeze(catalogue, Engine()).differing == ()
    return catalogue


@pytest.fixture
def catalogue(frozen: Path, tmp_path: Path) -> Path:
    """Return a writable copy of it."""
    return Path(shutil.copytree(frozen, tmp_path / "valdoria", ignore=shutil.ignore_patterns(".intreccio")))


def _contents(made: Harvest) -> dict[str, bytes]:
    return {path.as_posix(): (made.folder / path).read_bytes() for path in (*made.pages, *made.assets)}


def _write_pages(catalogue: Path, settings: str) -> None:
    with (catalogue / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    for name, text in PAGES.items():
        page = catalogue / "content" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    for name in ("foto.png", "modulo uno.pdf"):
        media = catalogue / "content" / "moduli" / name
        media.parent.mkdir(exist_ok=True)
        media.write_bytes(b"media")


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_editorial_page_is_the_engine_s(name: str, tmp_path: Path) -> None:
    """Page by page, byte by byte; the shell of the records and the assets too."""
    catalogue = tmp_path / name
    catalogue.mkdir()
    for part in _EDITORIAL:
        source = CATALOGUES[name] / part
        if source.is_dir() and part != "overrides":
            shutil.copytree(source, catalogue / part)
        elif source.is_file():
            shutil.copyfile(source, catalogue / part)
    of_engine = harvest(catalogue, Engine())
    assert freeze(catalogue, Engine()).differing == ()
    ours = harvest(catalogue, theme_of(catalogue, ENGINES[0]))
    assert {lang: shell.pieces for lang, shell in ours.shells.items()} == {
        lang: shell.pieces for lang, shell in of_engine.shells.items()
    }
    assert _contents(ours) == _contents(of_engine)


@pytest.mark.parametrize("settings", [SETTINGS, SETTINGS + NAVIGATION])
def test_pages_may_use_all_that_the_settings_offer(valdoria: Path, settings: str) -> None:
    """Front matter, extensions, permalinks, footnotes, links and images between pages, a navigation of one's own."""
    _write_pages(valdoria, settings)
    of_engine = harvest(valdoria, Engine())
    assert freeze(valdoria, Engine()).differing == ()
    ours = harvest(valdoria, FrozenShell())
    assert _contents(ours) == _contents(of_engine)
    assert {"chi-siamo/index.html", "guida/index.html", "guida/passi/index.html"} <= {*map(str, ours.pages)}


def test_a_site_is_built_where_the_engine_cannot_run(catalogue: Path, tmp_path: Path) -> None:
    """Neither as a program nor as a module: whoever asks for it is told that it is gone."""
    for module in ("mkdocs", "material", "properdocs"):
        gone = tmp_path / "gone" / module / "__init__.py"
        gone.parent.mkdir(parents=True)
        gone.write_text(f"raise SystemExit('{module} is gone')\n", "utf-8")
    path = os.pathsep.join([str(tmp_path / "gone"), str(REPOSITORY)])
    command = [sys.executable, "-m", "generator", "build", "-C", str(catalogue), "--today", TODAY.isoformat()]
    environment = {**os.environ, "PYTHONPATH": path}
    run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "accessibilita" in (catalogue / "site" / "index.html").read_text("utf-8")
    # Without the frozen shell the same command does need the engine.
    shutil.rmtree(frozen_folder(catalogue))
    run = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2


def test_what_is_said_in_the_settings_goes_on_counting(catalogue: Path) -> None:
    """The frozen shell holds what the theme writes, not what the catalogue says."""
    settings = catalogue / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^site_name:.*$", "site_name: Un altro nome", settings.read_text("utf-8")), "utf-8")
    made = harvest(catalogue, theme_of(catalogue, ENGINES[0]))
    assert any("Un altro nome" in piece for piece in made.shells["it"].pieces)


def test_one_page_at_a_time_needs_no_engine_either(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What `serve` shows while the whole site is being made."""

    def refuse(self: Engine, source: Path, out: Path) -> None:
        raise EngineError("engine_failed", name=self.name, tail=f"{source} {out}")

    monkeypatch.setattr(Engine, "build", refuse)
    page = PreviewSite(check(read_folder(catalogue), TODAY).catalogue, catalogue).page("temi/")
    assert page is not None
    assert b"<main" in page


def test_a_link_between_pages_that_leads_nowhere_is_refused(catalogue: Path, tmp_path: Path) -> None:
    """By the link check of the whole site, each one."""
    links = ("altra.md", "../niente/", "/nulla/")
    page = catalogue / "content" / "chi-siamo" / "index.md"
    page.parent.mkdir()
    page.write_text("# Chi siamo\n\n" + " ".join(f"[qui]({link})" for link in links) + "\n", "utf-8")
    with pytest.raises(CannotPublish) as refusal:
        build_site(check(read_folder(catalogue), TODAY).catalogue, BuildOptions(catalogue, tmp_path / "site"))
    assert all(link.strip("./") in str(refusal.value) for link in links)


@pytest.mark.parametrize("setting", ["exclude_docs: bozze/", "hooks: [a.py]"])
def test_a_setting_that_only_an_engine_knows_is_refused(catalogue: Path, setting: str) -> None:
    """A page that the settings leave out must not be published in silence."""
    with (catalogue / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n{setting}\n")
    with pytest.raises(CannotRun) as refusal:
        harvest(catalogue, FrozenShell())
    assert refusal.value.values["names"] == setting.partition(":")[0]


def test_a_template_that_is_broken_or_lacks_a_part_is_told(catalogue: Path) -> None:
    """The frozen shell is the catalogue's own: it may be changed by hand."""
    (frozen_folder(catalogue) / "base.html").write_text('{% include "partials/logo.html" %}', "utf-8")
    with pytest.raises(EngineError) as failure:
        harvest(catalogue, FrozenShell())
    assert "partials/logo.html" in str(failure.value.values["tail"])


@pytest.mark.parametrize("manifest", ["", "[]", json.dumps({"formato": 99})])
def test_a_frozen_shell_of_another_time_is_refused(catalogue: Path, manifest: str) -> None:
    """Rather than built in a way that it was not made for."""
    (frozen_folder(catalogue) / MANIFEST).write_text(manifest, "utf-8")
    with pytest.raises(CannotRun):
        theme_of(catalogue, ENGINES[0])


def test_the_manifest_says_what_made_the_shell(catalogue: Path) -> None:
    """Engine, theme and program, with their versions."""
    manifest = json.loads((frozen_folder(catalogue) / MANIFEST).read_text("utf-8"))
    assert manifest["motore"] == Engine().version
    assert manifest["programma"].startswith("intreccio ")


def test_freezing_again_asks_the_engine_again(catalogue: Path) -> None:
    """A shell that was changed by hand is told from what the engine makes."""
    base = frozen_folder(catalogue) / "base.html"
    base.write_text("niente", "utf-8")
    assert freeze(catalogue, Engine()).differing == ()
    assert "<!doctype html>" in base.read_text("utf-8")


@pytest.mark.parametrize(
    ("address", "page", "way"),
    [("a/b/", "a/c/", "../b/"), ("", "a/", "../"), ("a/f.pdf", "a/b/", "../f.pdf"), ("a/", "a/", "./")],
)
def test_ways_between_pages_are_relative(address: str, page: str, way: str) -> None:
    """So that the site works under any folder."""
    assert relative(address, page) == way


def test_what_is_said_before_a_page_may_lack_dashes() -> None:
    """An old way that the engine still reads."""
    assert front_matter("Titolo: Uno\n    e due\n\nTesto\n") == ("Testo", {"titolo": "Uno e due"})
    assert front_matter("# Titolo\nnome: x\n") == ("# Titolo\nnome: x", {})
