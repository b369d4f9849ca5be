"""What the theme engine is given: packaged defaults, overlaid by the catalogue's own files.

A catalogue may hold nothing but `mkdocs.yml` and data; every folder below is then the packaged one.
"""

import json
import re
import shutil
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from generator.errors import CannotRun
from generator.locale import LANGUAGES, Texts, writing
from generator.locale.languages import EssentialTexts
from generator.reading.boundaries import FOLDER as BOUNDARIES
from generator.reading.folder import read_file
from generator.reading.images import FOLDER as PICTURES
from generator.reading.images import HEAVIEST, without_remarks
from generator.reading.languages import FOLDER as WORDS
from generator.reading.reports import FOLDER as REPORTS
from generator.reading.surveys import FOLDER as SURVEYS
from generator.reading.walking import MOST_FOLDERS, walk
from generator.site import PROGRAM, packaged
from generator.site.editions import Edition
from generator.site.pages.together.ways import ways
from generator.site.settings import editions, languages, overlaid, own_content, settings, texts_of
from generator.site.share import SITE_IMAGE, available
from generator.site.theme.editorial import front_matter
from generator.site.theme.look import STYLE, look_of, look_style

CONFIG: Final = "mkdocs.yml"
SHELL_FOLDER: Final = "guscio-{lang}"

_ASSETS: Final = "assets"
_NOT_BESIDE_PAGES: Final = frozenset({"packaged", "publish"})
"""What is packaged is copied whole; the script of `publish` belongs to the development server."""

_TEXTS: Final = frozenset({".md", ".markdown", ".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"})
"""Endings of what is read as text, by an engine or by a browser."""

_PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp"})
_SHELL_TEXT: Final = "---\ntitle: QxTITLExQ\nguscio: {lang}\nessenziale: {essential}\n---\n"
_IN_ANOTHER_LANGUAGE: Final = "---\nlingua: {lang}\n"
"""Begins the front matter of a page that nobody has translated: its text is in the language of the catalogue."""
_RECORDS_NOT_PAGES: Final = shutil.ignore_patterns("storie", ".*")
_TEXTS_OF_THE_SHELL: Final = ("shell.", "search.")
_LEFT_TO_SCRIPTS: Final = {name: f"{{{name}}}" for name in ("n", "found", "words", "place")}
_FIRST_PAGE: Final = "index.md"
_PLANS: Final = "vocabularies/piani.yml"
_FRONT_MATTER: Final = re.compile(r"\A---\r?\n.*?^---\s*$", re.DOTALL | re.MULTILINE)
_FIRST_HEADING: Final = re.compile(r"\A\s*# .*$", re.MULTILINE)
"""The first page has a heading of its own."""
_STYLE_COMMENTS: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMENTS: Final = re.compile(r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)
_INDENTS: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_MARKDOWN: Final = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 -- Markdown, not HTML


def prepare(catalogue: Path, into: Path) -> None:
    """Write into the empty folder `into` all that an engine needs to make editorial pages and shells."""
    config = settings(catalogue)
    prepare_content(catalogue, config, into / "content")
    prepare_overrides(catalogue, config, into / "overrides")
    engine_config = _engine_config(config)
    engine_config["extra"]["image"] = SITE_IMAGE if config.get("site_url") and available() else ""
    told = {edition.lang: texts_of(catalogue, config, edition) for edition in editions(config)}
    engine_config["extra"]["testi"] = {lang: _of_the_shell(texts) for lang, texts in told.items()}
    engine_config["extra"]["tradotto"] = {
        lang: {"by_machine": texts.language.by_machine, "reviewer": texts.language.reviewed_by}
        for lang, texts in told.items()
        if isinstance(texts, EssentialTexts)
    }
    engine_config["extra"]["locali"] = {edition.lang: writing.locale_of(edition.lang) for edition in editions(config)}
    engine_config["extra"]["aspetto"] = look_of(catalogue, config)
    with (into / "overrides" / STYLE).open("a", encoding="utf-8") as style:
        style.write(look_style(catalogue, config))
    engine_config["extra"]["insieme"] = ways(
        config["extra"]["catalogue"],
        has_plans=_has_plans(catalogue),
        has_reports=any((own_content(catalogue, config) / REPORTS).glob("*.json")),
    )
    engine_config["extra"]["catalogue"]["storie"] = any(own_content(catalogue, config).glob("storie/*.md"))
    (into / CONFIG).write_text(json.dumps(engine_config, ensure_ascii=False, indent=1), "utf-8")


def _has_plans(catalogue: Path) -> bool:
    """Tell whether the catalogue has goals of a plan, which then have a page."""
    file = catalogue / _PLANS
    return file.is_file() and bool(read_file(file, catalogue, "vocabolario").data.get("termini"))


def prepare_content(catalogue: Path, config: Mapping[str, Any], into: Path) -> None:
    """Write the packaged pages filled in, the catalogue's own over them, and one shell page per language."""
    shutil.copytree(packaged("content"), into)
    _keep_languages(into, languages(config))
    for page in into.rglob("*.md"):
        page.write_text(_MARKDOWN.from_string(page.read_text("utf-8")).render(config), "utf-8")
    own = own_content(catalogue, config)
    if own.is_dir():
        _refuse_what_is_no_file(own)
        _give_way(into, own, languages(config)[1:])
        shutil.copytree(own, into, dirs_exist_ok=True, ignore=_RECORDS_NOT_PAGES)
        _without_marks(into)
        _tidy_pictures(into)
        for folder in (SURVEYS, REPORTS, BOUNDARIES, WORDS):
            _forget_data(into / folder)
        into.joinpath(_FIRST_PAGE).unlink(missing_ok=True)
    _lay_out_languages(into, editions(config))


def _lay_out_languages(content: Path, languages: Sequence[Edition]) -> None:
    """Put the pages of each language below its code, those of the first at the root, and one shell page for each.

    A page that nobody has translated is there as it is, and says so: addresses are the same in every whole edition.
    """
    first = languages[0]
    published = {edition.lang for edition in languages[1:] if edition.is_whole}
    pages = [page.relative_to(content) for page in content.rglob("*.md")]
    written_first = [page for page in pages if page.parts[0] not in published]
    text = "".join(content.joinpath(page).read_text("utf-8", errors="replace") for page in written_first)
    files = [path.relative_to(content) for path in content.rglob("*") if path.is_file() and path.suffix != ".md"]
    shown = [path for path in files if path.parts[0] not in published and path.name in text]
    for lang in sorted(published):
        for page in written_first:
            _put_untranslated(content / page, content / lang / page, first.lang)
        for path in shown:
            if not (content / lang / path).exists():
                (content / lang / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(content / path, content / lang / path)
        content.joinpath(lang, _FIRST_PAGE).unlink(missing_ok=True)
    for edition in languages:
        page = content / SHELL_FOLDER.format(lang=edition.lang) / "index.md"
        page.parent.mkdir(parents=True)
        essential = "false" if edition.is_whole else "true"
        page.write_text(_SHELL_TEXT.format(lang=edition.lang, essential=essential), "utf-8")


def _put_untranslated(page: Path, beside: Path, lang: str) -> None:
    if not beside.exists():
        beside.parent.mkdir(parents=True, exist_ok=True)
        text = page.read_text("utf-8", errors="surrogateescape")
        said = _IN_ANOTHER_LANGUAGE.format(lang=lang)
        whole = said + text.partition("\n")[2] if _FRONT_MATTER.match(text) else f"{said}---\n{text}"
        beside.write_text(whole, "utf-8", errors="surrogateescape")


def _keep_languages(content: Path, kept: Sequence[str]) -> None:
    """Leave out packaged pages in languages that the catalogue is not in; those of its first one are its pages."""
    for lang in LANGUAGES:
        if lang == kept[0] and content.joinpath(lang).is_dir():
            shutil.copytree(content / lang, content, dirs_exist_ok=True)
        if lang not in kept[1:]:
            shutil.rmtree(content / lang, ignore_errors=True)


def _give_way(content: Path, own: Path, others: Sequence[str]) -> None:
    """Leave out packaged translations of pages that a catalogue wrote itself: they say something else."""
    for page in own.rglob("*.md"):
        for lang in others:
            content.joinpath(lang, page.relative_to(own)).unlink(missing_ok=True)


def _without_marks(folder: Path) -> None:
    """Take away the mark with which Notepad begins a text: in the middle of a page it is a letter like any other."""
    for path in folder.rglob("*"):
        if path.suffix.lower() in _TEXTS and path.is_file() and (content := path.read_bytes()).startswith(BOM_UTF8):
            path.write_bytes(content.removeprefix(BOM_UTF8))


def _tidy_pictures(content: Path) -> None:
    """Publish no picture with what a camera wrote into it, and no heavy one that only a record names.

    Of those the site makes smaller ones itself (`site/photos.py`).
    """
    pages = "".join(page.read_text("utf-8", errors="replace") for page in content.rglob("*.md"))
    for path in content.joinpath(PICTURES).glob("*"):
        if path.is_file() and path.suffix.lower() in _PICTURES:
            if path.stat().st_size > HEAVIEST and path.name not in pages:
                path.unlink()
            else:
                path.write_bytes(without_remarks(path.read_bytes()))


def _forget_data(folder: Path) -> None:
    """Leave out what pages show in another way.

    Counts and the spreadsheets they come from hold the small ones too; reports name ids; boundaries are open data.
    """
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".md":
            path.unlink()


def _refuse_what_is_no_file(folder: Path) -> None:
    """A link in a pull request could publish any file of this machine; a pipe never ends. Raises CannotRun."""
    found = walk(folder.parent, folder.name)
    if found.links:
        raise CannotRun("symbolic_link", target=found.links[0])
    if found.too_deep:
        raise CannotRun("folders_too_deep", target=found.too_deep[0], most=MOST_FOLDERS)
    if found.others:
        raise CannotRun("no_file", target=found.others[0])


def introduction(catalogue: Path, config: Mapping[str, Any], prefix: str = "") -> str:
    """Return the Markdown of the catalogue's own `index.md`, that of an edition with its `prefix`; empty without."""
    page = own_content(catalogue, config) / prefix / _FIRST_PAGE
    if not page.is_file():
        return ""
    text = _FRONT_MATTER.sub("", page.read_text("utf-8-sig"), count=1)
    return _FIRST_HEADING.sub("", text, count=1).strip()


def described(catalogue: Path, config: Mapping[str, Any], prefix: str) -> str:
    """Return the catalogue in a sentence, in the language of an edition: `description` before its first page."""
    page = own_content(catalogue, config) / prefix / _FIRST_PAGE
    if not (prefix and page.is_file()):
        return ""
    _, said = front_matter(page.read_text("utf-8-sig"))
    return " ".join(str(said.get("description") or "").split())


def surveys(content: Path) -> list[Path]:
    """Return the files of counts: a page shows them without the small ones; nothing publishes them as they are."""
    return sorted(path for path in content.joinpath(SURVEYS).rglob("*") if path.suffix.casefold() == ".csv")


def prepare_overrides(catalogue: Path, config: Mapping[str, Any], into: Path) -> None:
    """Write the packaged theme overrides, the styles and scripts of pages, and the catalogue's own over them."""
    shutil.copytree(packaged("overrides"), into)
    for asset in into.joinpath(_ASSETS).rglob("*.*"):
        if strip := _STRIPPED.get(asset.suffix):
            asset.write_text(strip(asset.read_text("utf-8")), "utf-8")
    gather_assets(into / _ASSETS)
    own = catalogue / config["theme"].get("custom_dir", "overrides")
    # The program's own repository is a catalogue too: its overrides are those already here, without their comments.
    if own.is_dir() and not own.samefile(packaged("overrides")):
        _refuse_what_is_no_file(own)
        shutil.copytree(own, into, dirs_exist_ok=True)
        _without_marks(into)


def gather_assets(into: Path) -> None:
    """Copy styles and scripts from beside what they serve into the folder `into`, at their path in the package.

    So the addresses that scripts import each other by are the same in the source and on the site. Comments of scripts
    that have lines of their own stay at home, and so do the spaces that lines begin with, a sixth of what phones would
    load; the lines stay, so that a line of the one is that line of the other. Scripts therefore begin no line inside a
    text with `//`, `/**` or spaces that matter.
    """
    for asset in PROGRAM.rglob("*.*"):
        path = asset.relative_to(PROGRAM)
        if path.suffix not in _STRIPPED or path.parts[0] in _NOT_BESIDE_PAGES:
            continue
        copy = into / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(_STRIPPED[path.suffix](asset.read_text("utf-8")), "utf-8")


def without_comments(script: str) -> str:
    """Empty the lines of a script that hold nothing but a comment, and begin the others at the margin."""
    return _INDENTS.sub("", _COMMENTS.sub(lambda comment: "\n" * comment[0].count("\n"), script))


def style_without_comments(style: str) -> str:
    """Return a style without its comments; the lines stay."""
    return _STYLE_COMMENTS.sub(lambda comment: "\n" * comment[0].count("\n"), style)


_STRIPPED: Final = {".js": without_comments, ".css": style_without_comments}


def _engine_config(config: dict[str, Any]) -> dict[str, Any]:
    forced = {
        "docs_dir": "content",
        "use_directory_urls": True,
        "plugins": [],
        "not_in_nav": "guscio-*/",
        "theme": {"custom_dir": "overrides"},
        "extra": {"generator": False},
    }
    return overlaid(config, forced)


def _of_the_shell(texts: Texts) -> dict[str, str]:
    return {key: texts(key, **_LEFT_TO_SCRIPTS) for key in texts.keys() if key.startswith(_TEXTS_OF_THE_SHELL)}  # noqa: SIM118 -- no mapping
