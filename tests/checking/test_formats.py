"""What a text must look like where the schema names a format."""

import pytest

from generator.checking.formats import flaw_in


@pytest.mark.parametrize(
    ("text", "name", "code", "fix"),
    [
        ("www.sito.it", "sito", None, ""),
        ("www.sito.it", "url", "E120", "https://www.sito.it"),
        ("https://sito.it./pagina", "url", None, ""),
        ("ftp://sito.it", "url", "E120", ""),
        ("data:text/html,x", "url", "E120", ""),
        ("9.30", "ora", "E121", "09:30"),
        ("24:00", "ora", None, ""),
        ("25:00", "ora", "E121", ""),
        ("arabo", "lingua", "E123", "ar"),
        ("16024", "istat", "E128", "016024"),
        ("00764060158", "codice_fiscale", None, ""),
        ("00764060159", "codice_fiscale", "E126", ""),
        ("00764060158", "partita_iva", None, ""),
        ("IT 0076 4060 158", "partita_iva", "E446", "00764060158"),
        ("00764060159", "partita_iva", "E447", ""),
        ("12345671502", "codice_fiscale", None, ""),
        ("12345671502", "partita_iva", "E447", ""),
        ("00000000000", "partita_iva", "E447", ""),
        ("RSSMRA80A01H501U", "partita_iva", "E446", ""),
        ("logo-auser.png", "immagine", None, ""),
        ("Logo Auser.PNG", "immagine", "E450", "logo-auser.png"),
        ("immagini/auser_2.jpeg", "immagine", "E450", "auser-2.jpeg"),
        ("../../etc/passwd", "immagine", "E450", ""),
        ("logo.svg", "immagine", "E450", ""),
        ("logo", "immagine", "E450", ""),
        ("29/2", "giorno_annuale", "E124", "02-29"),
        ("2024-02-29", "data", None, ""),
        ("2023-02-29", "data", "E110", ""),
        ("(2019)", "quando", "E109", "2019"),
        ("nel 2019", "anno", "E109", "2019"),
        ("31/02/2026", "quando", "E109", ""),
        ("32/13/2026", "quando", "E109", ""),
        ("2026-13", "quando", "E109", ""),
        ("30 febbraio 2026", "quando", "E109", ""),
        ("aprile 2019", "anno", "E109", ""),
        ("dalla primavera 2019", "quando", "E109", "{anno: 2019, testo: dalla primavera 2019}"),
        ("+39 0522 12.34-56", "telefono", None, ""),
        ("0522 123456 Anna", "telefono", "E130", ""),
    ],
)
def test_formats(text: str, name: str, code: str | None, fix: str) -> None:
    """Each format knows its own and offers the fix where it is certain."""
    flaw = flaw_in(text, name)

    assert (flaw.code if flaw else None, flaw.fix if flaw else "") == (code, fix)
