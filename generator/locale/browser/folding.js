// Letters without their accents, as generator/locale/folding.py takes them, and the words of a text: the one place in the
// browser for both. Codes and slips (checking), stems and sentences (matching), the form and search all stand on it.

const WORD = /[\p{L}\p{N}]+/gu;

export function withoutAccents(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

/** A text without capitals and accents: «Caffè» is «caffe». */
export function folded(text) {
  return withoutAccents(text.toLowerCase());
}

/** The words of a text as they are written; NFC, because a letter and its accent may come as two. */
export function wordsIn(text) {
  return text.normalize("NFC").match(WORD) ?? [];
}

export function foldedWords(text) {
  return wordsIn(text).map(folded);
}

/** The words of a text with where each stands in it, once it is NFC, and what follows the last. */
export function wordsWithPlaces(text) {
  return [...text.normalize("NFC").matchAll(WORD)].map(({ 0: written, index: from, input }) => {
    const to = from + written.length;
    return { written, plain: folded(written), from, to, after: input.slice(to) };
  });
}
