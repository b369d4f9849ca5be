"""A page that holds scripts of the program and nothing else: how tests call their functions."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, Route

PROGRAM: Final = Path(__file__).parents[1] / "generator"
_SITE: Final = "https://catalogo.example/"


def holding(page: Page, modules: Mapping[str, str]) -> Page:
    """Open an empty page and import modules into it, `{name: path below the program}`: each becomes `window.<name>`."""
    page.route(f"{_SITE}**", _serve)
    page.goto(_SITE)
    for name, path in modules.items():
        page.add_script_tag(content=f"import * as {name} from './{path}'; window.{name} = {name};", type="module")
    page.wait_for_function(" && ".join(f"window.{name}" for name in modules))
    return page


def _serve(route: Route) -> None:
    path = route.request.url.removeprefix(_SITE)
    if path:
        route.fulfill(path=PROGRAM / path, content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>Prova</title>", content_type="text/html")
