"""A good practice that others want to try: a letter that is written, and where it was tried again."""

from collections.abc import Callable
from html import unescape
from pathlib import Path
from re import DOTALL, search, sub
from urllib.parse import parse_qs, urlsplit

from generator.site.dots import DOT
from tests.site.conftest import Pages

ORIGIN = "buone-pratiche/rete-vicini-di-casa/custodi-del-cortile/"
TAKEN = "buone-pratiche/auser-ponte/custodi-in-piazza/"
PRACTICE = """\
buone_pratiche:
  - titolo: Custodi in piazza
    da: rete-vicini-di-casa/custodi-del-cortile
    frase: In piazza <b>si sta</b> in piedi.
    cifre: [{nome: persone, valore: 1200, circa: sì, periodo: 2026}]
    replicata_in: [{luogo: Roccaluce, nota: "Dal 2026, la pro loco in due cortili."}]
"""


def test_who_tried_it_again_is_told_where_it_began(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """`da` is read from both sides; the sentence that stays and the figures are set large, as texts."""
    file = valdoria / "organizations" / "auser-ponte.yml"
    file.write_text(file.read_text("utf-8").replace("buone_pratiche: []\n", PRACTICE), "utf-8")
    pages = rendered(valdoria)
    tried = search(r'id="provata".*?</section>', pages[ORIGIN], DOTALL)
    assert tried is not None
    assert 'href="../../../buone-pratiche/auser-ponte/custodi-in-piazza/"' in tried[0]
    assert f"<small>Custodi in piazza{DOT}Auser Ponte</small>" in tried[0]
    assert 'href="../../../buone-pratiche/rete-vicini-di-casa/custodi-del-cortile/"' in pages[TAKEN]
    assert '<blockquote class="pull"><p>In piazza &lt;b&gt;si sta&lt;/b&gt; in piedi.</p></blockquote>' in pages[TAKEN]
    # A place alone proves little: who does it there, since when and how.
    assert "<span>Roccaluce<small>Dal 2026, la pro loco in due cortili.</small></span>" in pages[TAKEN]
    # What was done is said under its own name, not set large beside what changed.
    assert '<h3 class="counted">Quanto si fa</h3> <ul class="counted__figures"><li>circa 1.200 persone (2026)</li>' in (
        " ".join(pages[TAKEN].split())
    )
    figures = search(r'id="risultati".*?</section>', pages[ORIGIN], DOTALL)
    assert figures is not None
    said = " ".join(sub(r"<[^>]+>", " ", figures[0]).split())
    assert "da 31 a 58 % persone anziane che dicono di conoscere i vicini" in said
    assert "2023–2025 · fonte: questionario di quartiere" in said
    assert "<svg" not in figures[0]
    assert 'href="../../../partecipa/#nuova=pratica&amp;da=rete-vicini-di-casa/custodi-del-cortile"' in pages[ORIGIN]

    written = search(r'href="(mailto:[^"]*subject[^"]*)"', pages[ORIGIN])
    assert written is not None
    letter = urlsplit(unescape(written[1]))
    told = parse_qs(letter.query, strict_parsing=True)
    assert letter.path == "reti@comune.valdoria.example"
    assert told["subject"] == ["«I custodi del cortile»: vorremmo provarla anche noi"]
    assert told["body"][0].startswith("Buongiorno,\n\nnel catalogo «")


def test_a_card_says_from_what_to_what(rendered: Callable[[Path], Pages], valdoria: Path, pages: Pages) -> None:
    """What was measured twice is the result; else what the record says changed; else what was done so far."""

    def told(made: Pages) -> str:
        card = made["buone-pratiche/"].partition("<article")[2].partition("</article>")[0]
        return unescape(" ".join(sub(r"<[^>]+>", " ", card).split()))

    name = "persone anziane che dicono di conoscere i vicini"
    assert f"Risultato {name}: da 31% (2023) a 58% (2025)" in told(pages)
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    once = file.read_text("utf-8").replace("{periodo: 2023, valore: 31}, ", "")
    file.write_text(once.replace("risultati: …", "risultati: Undici cortili su quattordici."), "utf-8")
    assert "Risultato Undici cortili su quattordici Per chi" in told(rendered(valdoria))


def test_a_figure_reads_as_a_sentence(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """What is counted comes first where its unit is another word."""
    figures = "[{nome: cibo distribuito, valore: 41, circa: sì, unita: tonnellate, periodo: 2024}]"
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    file.write_text(sub(r"cifre: \[.*\]", f"cifre: {figures}", file.read_text("utf-8"), count=1), "utf-8")
    said = " ".join(sub(r"<[^>]+>", "", rendered(valdoria)[ORIGIN].partition('class="counted"')[2]).split())
    assert "cibo distribuito (2024): circa 41 tonnellate" in said


def test_dots_say_where_it_was_tried(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """A practice that another place took up is no less than tried elsewhere; one that claims nothing claims nothing."""
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    text = sub(r" +replicata_in:.*\n", "", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    assert "●●○" in rendered(valdoria)[ORIGIN]
    taker = valdoria / "organizations" / "auser-ponte.yml"
    taker.write_text(taker.read_text("utf-8").replace("buone_pratiche: []\n", PRACTICE), "utf-8")
    pages = rendered(valdoria)
    for address in (ORIGIN, "buone-pratiche/"):
        assert "●●●</span> Provata anche altrove" in pages[address]
    file.write_text(sub(r" +maturita:.*\n", "", text), "utf-8")
    assert 'class="tag"' not in rendered(valdoria)[ORIGIN].partition("</header>")[0]
    # A card says where, too.
    card = pages["buone-pratiche/"].partition("<article")[2].partition("</article>")[0]
    assert search(r">Anche a</dt><dd[^>]*>Ponte</dd>", card)


def test_who_confirmed_it_is_said_once(pages: Pages) -> None:
    """Where its sources are, and among its facts where it has none."""
    assert all(page.count("Dati confermati") <= 1 for address, page in pages.items() if address.count("/") == 3)


def test_steps_say_what_then_who(rendered: Callable[[Path], Pages], valdoria: Path) -> None:
    """The first sentence of a step stands out where there are more; cost, time and since when are facts."""
    file = valdoria / "networks" / "rete-vicini-di-casa.yml"
    steps = 'passi: ["Mappare i cortili. Due volontari, tre pomeriggi.", Trovare due custodi.]'
    told = f"{steps}\n    dal: 2023\n    costo: 300 euro l'anno\n    impegno: due ore al mese"
    file.write_text(sub(r"passi: .*", told, file.read_text("utf-8"), count=1), "utf-8")
    pages = rendered(valdoria)
    assert "<strong>Mappare i cortili</strong><small>Due volontari, tre pomeriggi.</small>" in pages[ORIGIN]
    assert "<li><span>Trovare due custodi.</span></li>" in pages[ORIGIN]
    facts = pages[ORIGIN].partition('class="facts"')[2].partition("</dl>")[0]
    assert [word for word in ("300 euro l&#39;anno", "due ore al mese", "2023") if word not in facts] == []
    assert ", dal 2023" in pages["buone-pratiche/"]
