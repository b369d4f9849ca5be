"""Why a site is not published: one sentence each, with a key and its blanks for who translates."""

from generator.errors import CannotPublish

SENTENCES = {
    "publish.another_build": "Another build of {target} is under way: wait for it to end.",
    "publish.closed": "This staging has been published or discarded: nothing more can be written into it.",
    "publish.failed": "{target} cannot be replaced: {reason}.",
    "publish.not_a_folder": "{target} is not a folder: the site cannot take its place.",
    "publish.not_ours": (
        "{target} holds files that Intreccio did not make: nothing in it was touched. "
        "Choose another folder for the site, or empty this one."
    ),
    "publish.path_taken": "Two different things want to be {path}: {first} and {second}.",
    "publish.port_taken": "Port {port} cannot be used: {reason}. Choose another one with --port.",
    "publish.symbolic_link": "{target} is a symbolic link: Intreccio never follows one while publishing.",
    "publish.unsafe_path": "{path!r} cannot be the path of a file of the site: {reason}.",
}


class Refusal(CannotPublish):
    """Nothing was published, and what was there is untouched.

    Args:
        key: One of `SENTENCES`, the same in every language.
        values: What fills the blanks of the sentence.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(SENTENCES[key].format(**values))
        self.key = key
        self.values = values
