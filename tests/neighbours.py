"""Catalogues around Valdoria: written into folders, served on this machine, broken and hostile ones too."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from generator.contributing.catalogues.peers import read_peer_folder
from tests.conftest import TODAY

PLACES = """\
id: territori
termini:
  - {codice: valdoria, it: Valdoria, livello: comune}
  - {codice: borgo, it: Borgomaggiore, livello: comune, confina_con: [valdoria]}
  - {codice: centro, it: Centro, livello: quartiere, padre: borgo}
"""
NETWORK = """\
nome: Rete delle Contrade
descrizione_breve: Le contrade di Borgomaggiore che si aiutano.
temi: [prossimita, anziani]
territori: [borgo]
destinatari: [persone_anziane]
adesioni:
  - {ente: auser-borgo, legame: promotore}
contatti: [{tipo: telefono, valore: 0999 123456, etichetta: Segreteria}]
luoghi: [{id: sala, nome: Sala civica, indirizzo: via Nuova 2, territorio: centro}]
attivita:
  - nome: Merenda in piazza
    tipo: [socialita]
    temi: [anziani]
    territori: [centro]
    destinatari: [persone_anziane]
    descrizione: Si fa merenda insieme, si gioca a carte e si sta in compagnia.
    quando: {orari: [{giorni: gio, dalle: "15:00", alle: "17:00"}]}
    luoghi: [sala]
  - nome: Caffè in cortile
    tipo: [socialita]
    temi: [anziani]
    destinatari: [persone_anziane]
    descrizione: Due chiacchiere e una torta con chi abita da solo.
    costo: gratuito
buone_pratiche:
  - titolo: La panchina delle chiacchiere
    problema: Molte persone anziane non uscivano di casa.
    soluzione: Una panchina con un turno di volontari.
    risultati: Escono in trenta.
    cifre: [{nome: persone, valore: 30}]
fonti: [{url: "https://borgo.example/contrade", letta_il: 2026-10-01}]
"""
BODY = """\
nome: Auser Borgomaggiore
tipo: odv
descrizione_breve: Trasporto amico e compagnia.
territori: [borgo]
temi: [anziani]
fonti: [{url: "https://borgo.example/auser", letta_il: 2026-10-01}]
"""


def neighbour(folder: Path, settings: str = "site_name: Le reti di Borgomaggiore\n") -> Path:
    """Write the catalogue of Borgomaggiore: a network with an activity and a practice, and an organisation."""
    files = {
        "mkdocs.yml": settings,
        "vocabularies/territori.yml": PLACES,
        "networks/contrade.yml": NETWORK,
        "organizations/auser-borgo.yml": BODY,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def export_of(folder: Path) -> bytes:
    """Return what a catalogue gives to others."""
    answer = read_peer_folder(folder, ".", TODAY)
    assert not answer.problem
    return answer.content


def lines_of(content: bytes) -> list[dict[str, Any]]:
    """Return the lines of an export as objects."""
    return [json.loads(line) for line in content.splitlines()]


def with_lines(lines: list[dict[str, Any]]) -> bytes:
    """Return an export of these lines, whose head counts its records right."""
    lines[0]["schede"] = sum("tipo" in line for line in lines)
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def changed(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """Return an export whose network was changed."""
    lines = lines_of(content)
    change(next(line for line in lines if line.get("tipo") == "rete"))
    return with_lines(lines)


def settings_with(*peers: Mapping[str, str]) -> str:
    """Return the settings of Valdoria with other catalogues beside it."""
    listed = "\n".join(f"      - {json.dumps(dict(peer), ensure_ascii=False)}" for peer in peers)
    return f"site_name: Reti di Valdoria\nextra:\n  catalogue:\n    comune: Valdoria\n    pari:\n{listed}\n"


Reply = tuple[int, Mapping[str, str], bytes]


@contextmanager
def served(reply: Callable[[str, Mapping[str, str]], Reply]) -> Iterator[str]:
    """Serve what `reply` says of a path and the headers of a request; yield the address of the site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = reply(self.path, self.headers)  # type: ignore[arg-type]  # a Message is read like a mapping
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # who asked may have left
                self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
