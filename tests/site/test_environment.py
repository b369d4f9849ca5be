"""Templates call functions in a plainer way than Jinja's, and say what Jinja's way says."""

import re
from pathlib import Path
from typing import Final

import pytest
from jinja2 import DictLoader, Environment, FileSystemBytecodeCache

import generator
from generator.locale import Texts
from generator.site.environment import TemplateEnvironment

_TEMPLATE: Final = """
{% macro box(title, id="") %}<div{% if id %} id="{{ id }}"{% endif %}>{{ title }}{{ caller() }}</div>{% endmacro %}
{% for n in [1, 2] %}
{% call box(t("plain"), id="x") %}
{{ t("named", name="<b>") }} {{ loop.cycle("a", "b") }}{{ both(*[n], **{"of": 3}) }}{% endcall %}
{% endfor %}
<p title="{{ t('plain') }}">{{ (t("plain") ~ "!") | upper }}</p>"""


def _texts(plain: str) -> Texts:
    return Texts({"plain": plain, "named": "Ciao {name}"}, "it")


@pytest.mark.parametrize("plain", ["Chi c'è & dove", '"<i>"', ""])
def test_a_page_is_what_jinja_would_have_made_of_it(plain: str) -> None:
    """With macros, loops, arguments of every sort, and texts that are escaped."""
    ours, jinjas = TemplateEnvironment(_texts(plain), autoescape=True), Environment(autoescape=True)
    jinjas.globals["t"] = _texts(plain)
    for environment in (ours, jinjas):
        environment.globals["both"] = lambda first, of: f"{first}/{of}"
    assert jinjas.from_string(_TEMPLATE).render() == ours.from_string(_TEMPLATE).render()


def test_a_template_kept_compiled_says_a_text_that_changed(tmp_path: Path) -> None:
    """Texts are asked for when the page is made."""

    def rendered(plain: str) -> str:
        texts = _texts(plain)
        environment = TemplateEnvironment(
            texts, loader=DictLoader({"a": "{{ t('plain') }}"}), bytecode_cache=FileSystemBytecodeCache(str(tmp_path))
        )
        return environment.get_template("a").render()

    assert [rendered("prima"), rendered("dopo")] == ["prima", "dopo"]


def test_a_text_that_does_not_exist_is_still_our_mistake() -> None:
    """An unknown key raises when the page is made."""
    with pytest.raises(KeyError):
        TemplateEnvironment(_texts("")).from_string("{{ t('unknown') }}").render()


def test_no_template_joins_without_a_sign_between() -> None:
    """What is joined bare runs together: «Persone anzianeAdulti»."""
    bare = re.compile(r"\|\s*join\b(?!\()")
    held = {path: path.read_text("utf-8") for path in Path(generator.__file__).parent.rglob("*.html")}
    assert len(held) > 50
    assert [path.name for path, text in held.items() if bare.search(text)] == []
