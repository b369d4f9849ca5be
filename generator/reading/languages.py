"""The words of a catalogue in other languages: `content/lingue/<code>.yml`, files shaped as `locale/languages/`.

They are read as records are, with the same limits, and nothing of them is believed before `checking/languages.py`.
"""

from pathlib import Path
from typing import Final

from generator.locale.languages import EssentialTexts, essential
from generator.reading.folder import SourceFile, read_file
from generator.reading.walking import bare_file, bare_names

FOLDER: Final = "lingue"
"""Where they are, among the editorial pages."""
KIND: Final = "lingua"
ENDING: Final = ".yml"


def language_files(root: Path, content: str) -> list[SourceFile]:
    """Read every language file of the catalogue in `root`; `content` is the folder of its editorial pages."""
    folder = f"{content}/{FOLDER}"
    return [read_file(root / folder / name, root, KIND) for name in bare_names(root, folder) if name.endswith(ENDING)]


def texts_in(lang: str, root: Path, content: str) -> EssentialTexts:
    """Return the texts of a language as a catalogue words them: its own file over that of the program."""
    path = bare_file(root, f"{content}/{FOLDER}", f"{lang}{ENDING}")
    return essential(lang, read_file(path, root, KIND).data) if path else essential(lang)
