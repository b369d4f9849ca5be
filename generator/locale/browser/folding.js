// Letters without their accents, and the words of a text, cut by one rule: twin of generator/locale/folding.py, which says
// why. Codes and slips (checking), stems and sentences (matching), the form and search all stand on it.

const APOSTROPHES = /[\u0060´ʹʻʼʽʾʿˈ‘’‛′ꞌ＇]/g;
const UNSEEN = /[\p{Cf}\p{M}]/gu;
const WORD = /\p{L}(?:[.&]\p{L})+(?![\p{L}\p{N}])|\p{L}\.(?: \p{L}\.){2,}(?![\p{L}\p{N}])|[\p{L}\p{N}]+/gu;
const TIED = /\p{L}+(?:['.&‐-―−-]\p{L}+)+/gu;
const NOT_OF_A_WORD = /[^\p{L}\p{N}]/gu;
const SPELLED = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ς: "σ" };

export function withoutAccents(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "");
}

/** A text without capitals and accents: «Caffè» is «caffe». */
export function folded(text) {
  return withoutAccents(text.toLowerCase());
}

/** The text that words are cut from, where their places are: composed, one sign for every apostrophe, nothing unseen. */
export function evened(text) {
  return text.replace(APOSTROPHES, "'").normalize("NFC").replace(UNSEEN, "");
}

/** A word as it is written, in lower case without accents and dots. */
export function plain(word) {
  return folded(word).replace(NOT_OF_A_WORD, "");
}

/** The words of a text as they are written: accents stay, and the dots of «S.O.S». */
export function wordsIn(text) {
  return evened(text).match(WORD) ?? [];
}

export function foldedWords(text) {
  return wordsIn(text).map(plain);
}

/** A plain word in the letters that every keyboard has: «straße» is «strasse», «m²» is «m2». */
export function spelledOut(word) {
  const alike = word.normalize("NFKC").toLowerCase().replace(/[^ -~]/gu, (letter) => SPELLED[letter] ?? letter);
  return withoutAccents(alike).replace(NOT_OF_A_WORD, "");
}

/** Every way in which somebody may write a word of a text: its words, those that a sign ties as one («laquila»), other spellings. */
export function readingsOf(text) {
  const tied = foldedWords(evened(text).replace(TIED, (words) => words.replace(NOT_OF_A_WORD, "")));
  return [...new Set([...foldedWords(text), ...tied].flatMap((word) => [word, spelledOut(word)]))];
}

/** The text with other words in place of some: `other` gives the one for a plain word, or nothing. */
export function reworded(text, other) {
  return evened(text).replace(WORD, (word) => other(plain(word)) ?? word);
}

/** The words of a text with where each stands in it, once it is `evened`, and what follows the last. */
export function wordsWithPlaces(text) {
  return [...evened(text).matchAll(WORD)].map(({ 0: written, index: from, input }) => {
    const to = from + written.length;
    return { written, plain: plain(written), from, to, after: input.slice(to) };
  });
}
