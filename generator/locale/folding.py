"""Letters without their accents: what is compared, looked up or put in order is never what is shown."""

import unicodedata


def without_accents(text: str, *, compatible: bool = False) -> str:
    """Return a text without accents and other combining marks; case, spaces and signs stay.

    Accents are what is left of a letter taken apart (Unicode NFD) that is a mark (general category M). `compatible`
    takes apart more (NFKD): ligatures (`ﬁ`), letters in circles, numbers set high (`m²` becomes `m2`).
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD" if compatible else "NFD", text)
    return "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
