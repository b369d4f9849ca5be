"""Proposals as text and as links: read back whole, or refused with one kind sentence."""

import base64
import textwrap
import time
import zlib
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.contributing.proposals.proposal import (
    MAX_BYTES,
    Field,
    NotAProposal,
    Proposal,
    from_link,
    read_proposal,
    read_proposals,
    text_of,
    to_link,
    write_proposal,
)
from generator.errors import IntreccioError
from generator.locale import load
from generator.reading.yaml_reader import HIDDEN
from generator.records.plain import is_empty

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40).filter(lambda text: not HIDDEN.search(text))
VALUES = st.recursive(
    TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS, parts, max_size=3),
    max_leaves=6,
).filter(lambda value: not is_empty(value))
STEPS = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=12)
FIELDS = st.builds(
    Field,
    st.lists(STEPS, min_size=1, max_size=4).map(tuple),
    st.none() | VALUES,
    VALUES,
)
PROPOSALS = st.builds(
    Proposal,
    st.sampled_from(["rete", "ente"]),
    st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True),
    st.lists(FIELDS, min_size=1, max_size=4, unique_by=lambda field: field.path[0]).map(tuple),
    fingerprint=st.sampled_from(["", "5f0c1d2e3a4b"]),
    source=st.text("abcdè ,.", max_size=20).map(lambda text: " ".join(text.split())),
)

WHOLE = """Proposta per il catalogo · versione 1
Scheda: networks/rete-cibo

Campo: nome
Prima: "Rete Cibo"
Dopo: "Rete del cibo"

Fine della proposta
"""


@given(PROPOSALS)
def test_round_trip(proposal: Proposal) -> None:
    """What is written reads back the same, as text and as a link."""
    written = write_proposal(proposal)

    assert (proposal, written) == (read_proposal(written), from_link(to_link(written, "https://a.example/")))


@given(PROPOSALS, st.integers(40, 78), st.sampled_from(["", "> ", ">> ", " > > "]), st.sampled_from(["\n", "\r\n"]))
def test_damage(proposal: Proposal, width: int, quote: str, end: str) -> None:
    """Lines broken at spaces, quoted and ended in another way change nothing."""
    lines = write_proposal(proposal).split("\n")
    broken = [
        part
        for line in lines
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
    ]
    assume(not any(part.startswith(">") for part in broken))
    text = end.join(["Buongiorno,", "Scheda: che ne dite?", *(f"{quote}{part}" for part in broken), "-- ", "Un saluto"])

    assert proposal == read_proposal(text)


@given(st.text(max_size=200) | st.text('PropstaFineCampDo: \n>{}[]"/+0', max_size=200))
def test_hostile_text(text: str) -> None:
    """Any text is read or refused, never a traceback."""
    for given_text in (text, WHOLE.replace('"Rete del cibo"', text), WHOLE.replace("nome", text), f"#proposta={text}"):
        try:
            read_proposal(given_text)
        except IntreccioError as error:
            assert "proposal" not in str(error)  # noqa: PT017 - the sentence is what a person reads


@given(st.binary(max_size=200))
def test_hostile_link(content: bytes) -> None:
    """Any link is unpacked or refused."""
    try:
        from_link(f"#proposta={base64.urlsafe_b64encode(content).decode()}")
    except NotAProposal as error:
        assert error.key.startswith("proposal_")  # noqa: PT017 - any other exception fails the test


def test_bomb() -> None:
    """A small link that unpacks to very much is refused without unpacking it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(b"a" * 100_000_000) + packer.flush()

    with pytest.raises(NotAProposal, match="64 kB"):
        from_link(f"#proposta={base64.urlsafe_b64encode(bomb).decode()}")


def _with(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "none"),
        ("Buongiorno, c'è un errore nella scheda.", "none"),
        (_with("versione 1", "versione 2"), "version"),
        (_with("Fine della proposta\n", ""), "cut"),
        (WHOLE + "x" * MAX_BYTES, "long"),
        (_with("Rete del", "Rete\u202edel"), "hidden"),
        (_with("Rete del", "Rete\U000e0068\U000e0069del"), "hidden"),
        (_with("Rete del", "Rete\\u3164del"), "hidden"),
        (_with("Rete del", "Rete\\u0000del"), "hidden"),
        (_with("Rete del", "Rete\\ud800del"), "hidden"),
        (_with("Scheda:", "Ciao a tutti\nScheda:"), "line"),
        (_with("Campo: nome\n", ""), "no_field"),
        (_with("Prima:", "Dopo:"), "twice"),
        (_with("Scheda: networks/rete-cibo", "Scheda: networks/a\nScheda: networks/b"), "twice"),
        (_with("Scheda: networks/rete-cibo", "Scheda: networks/a\nScheda nuova: networks/b"), "twice"),
        (_with("Fine", 'Campo: nome\nDopo: "x"\nFine'), "twice"),
        (_with("Fine", 'Campo: nome/0\nDopo: "x"\nFine'), "twice"),
        (_with("networks/rete-cibo", "networks/../../etc/passwd"), "record"),
        (_with("networks/rete-cibo", "vocabularies/temi"), "record"),
        (_with("networks/rete-cibo", "networks/Rete"), "record"),
        (_with("networks/rete-cibo", f"networks/{'a' * 81}"), "record"),
        (_with("Scheda:", "Impronta: zz\nScheda:"), "fingerprint"),
        (_with("Scheda:", "Scheda nuova:"), "new_before"),
        (_with('Campo: nome\nPrima: "Rete Cibo"\nDopo: "Rete del cibo"\n', ""), "empty"),
        (_with("nome", "/".join("a" * 13)), "path"),
        (_with("nome", "a//b"), "path"),
        (_with("nome", "attivita/+"), "path"),
        (_with("nome", "attivita/+/nome"), "path"),
        (_with('Prima: "Rete Cibo"\nDopo: "Rete del cibo"', ""), "no_change"),
        (_with('"Rete del cibo"', "12"), "value"),
        (_with('"Rete del cibo"', "null"), "value"),
        (_with('"Rete del cibo"', "[true]"), "value"),
        (_with('"Rete del cibo"', '{"a": "b", "a": "c"}'), "value"),
        (_with('"Rete del cibo"', "“Rete del cibo”"), "value"),
        (_with('"Rete del cibo"', "[" * 30_000), "value"),
        (_with('"Rete del cibo"', "NaN"), "value"),
        (_with('"Rete del cibo"', "9" * 5_000), "value"),
        ("https://a.example/partecipa/#proposta=abc", "link"),
    ],
)
def test_refused(text: str, key: str) -> None:
    """Each way of being no proposal has its own sentence, in both languages."""
    with pytest.raises(NotAProposal) as caught:
        read_proposal(text)

    assert caught.value.key == f"proposal_{key}"
    assert [caught.value.say(load("messages", lang)) == caught.value.key for lang in ("it", "en")] == [False, False]


def test_several_proposals() -> None:
    """A text may hold several proposals; the last one must be whole, too."""
    text = f"Ciao\n{WHOLE}\npoi\n{_with('rete-cibo', 'rete-due')}\nGrazie"

    assert [proposal.id for proposal in read_proposals(text)] == ["rete-cibo", "rete-due"]
    with pytest.raises(NotAProposal, match="tagliata"):
        read_proposals(f"{WHOLE}{_with('Fine della proposta', '')}")


def test_what_an_issue_hides_is_no_proposal() -> None:
    """A comment of a code host is seen by nobody who accepts: what it holds is not applied."""
    hidden = f"<!--\n{_with('rete-cibo', 'rete-due')}\n-->"

    assert [proposal.id for proposal in read_proposals(f"{hidden}\n{WHOLE}")] == ["rete-cibo"]
    with pytest.raises(NotAProposal):
        read_proposals(hidden)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- ", ""),
        ("ciao <!--\n", "\n--> ciao"),
        ('[qui](https://a.example "\n', '\n")'),
        ("[qui](https://a.example '\n", "\n')"),
        ("[qui](https://a.example (\n", "\n))"),
        ('[qui]: https://a.example "\n', '\n"'),
        ('<a title="\n', '\n">ciao</a>'),
        ("<a title='>\n", "\n'>ciao</a>"),
        ("![\n", "\n](https://a.example/x.png)"),
        ("<?\n", "\n?>"),
    ],
)
@pytest.mark.parametrize("visible", ["", WHOLE])
def test_what_markdown_hides_is_refused(before: str, after: str, visible: str) -> None:
    """A proposal in a comment, a tag or the title of a link is seen by nobody: nothing of the text is read."""
    hidden = _with("rete-cibo", "rete-due").replace("\n\n", "\n").replace('"', "”" if '"' in before else '"')

    with pytest.raises(NotAProposal, match=r"non vede|virgolette"):
        read_proposals(f"{visible}\n{before}{hidden}{after}\n")


@pytest.mark.parametrize("bit", ['<a "', "](", "](a (", "]: x '", "![", "<!--", "<!", "[[", "<a b='"])
def test_hidden_places_are_looked_for_in_no_time(bit: str) -> None:
    """A text made to keep the search busy does not."""
    for text in (bit * (60_000 // len(bit)), bit + " " * 60_000, f"{bit}{WHOLE}"):
        began = time.monotonic()
        with pytest.raises(NotAProposal):
            read_proposals(f"{text}\nProposta per il catalogo · versione 1")

        assert time.monotonic() - began < 2


def test_who_writes_a_letter_hides_nothing() -> None:
    """Addresses, quotes and apostrophes around a proposal are those of every letter."""
    letter = "Da: D'Angelo <d'angelo@a.example>\n[1]: l'ente\n3 < 4 e [x](https://a.example) c'è\n"

    assert read_proposal(f"{letter}{WHOLE}").id == "rete-cibo"


def test_markup_inside_a_proposal_is_only_text() -> None:
    """What a proposal says may hold tags and links: they are values."""
    for value in ("<b>Rete</b>", "[Rete](https://a.example 'titolo')", "![x](y)", "<!-- x -->"):
        found = read_proposal(f"```text\n{_with('Rete del cibo', value)}```")

        assert found.fields[0].after == value


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_letters_of_another_encoding_are_refused(encoding: str) -> None:
    """Nothing is guessed: who sent it hears on which line the first unreadable letter stands."""
    with pytest.raises(NotAProposal) as caught:
        text_of(f"Ciao\n\n{_with('Rete del cibo', 'Perché è così')}".encode(encoding))

    assert (caught.value.key, caught.value.values["line"]) == ("proposal_encoding", 1 if encoding == "utf-16" else 3)


def test_additions_stand_side_by_side() -> None:
    """Two additions to a list are two fields."""
    text = _with("Fine", 'Campo: contatti/+\nDopo: {"a": "b"}\n\nCampo: contatti/+\nDopo: {"a": "c"}\nFine')

    found: list[Any] = [field.after for field in read_proposal(text).fields]

    assert found == ["Rete del cibo", {"a": "b"}, {"a": "c"}]
