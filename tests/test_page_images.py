"""The document that shows what kinds of page there are."""

from generator.site.pages.registry import KINDS
from tests.page_images import PICTURES, kinds_shown


def test_every_kind_of_page_has_its_picture_in_the_docs() -> None:
    """A new kind of page is missing there until `make pictures` was run; one that went leaves no picture behind."""
    names = [kind.name for kind in KINDS]
    assert kinds_shown() == names
    assert {picture.stem for picture in PICTURES.glob("*.webp")} == set(names)
