"""Why a site is not published, by key; the sentences are `stop.<key>` among the messages."""

from generator.errors import CannotPublish
from generator.locale import Texts

# Said where the messages of a language have no sentence of their own.
SENTENCES = {
    "another_build": "Another build of {target} is under way: wait for it to end.",
    "not_a_folder": "{target} is not a folder: the site cannot take its place.",
    "not_ours": (
        "{target} holds files that Intreccio did not make: nothing in it was touched. "
        "Choose another folder for the site, or empty this one."
    ),
    "not_replaced": "{target} cannot be replaced: {reason}.",
    "path_taken": "Two different things want to be {path} in the site: {first} and {second}.",
    "port_taken": "Port {port} cannot be used: {reason}. Choose another one with --port.",
    "staging_closed": "The site {target} has been published or discarded: nothing more can be written.",
    "symbolic_link": "{target} is a symbolic link: Intreccio never follows one while publishing.",
    "unsafe_path": "{path} cannot be the path of a file of the site.",
}


class Refusal(CannotPublish):
    """Nothing was published, and what was there is untouched; `key` is one of `SENTENCES`."""

    def say(self, texts: Texts) -> str:
        """Return the sentence in the language of `texts`, in English where that has none."""
        if f"stop.{self.key}" in texts:
            return super().say(texts)
        return SENTENCES[self.key].format(**self.values)
