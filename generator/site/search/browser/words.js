// When two words are the same one, as the search engine takes them: nearer than its own stems.
// The stems of likeness (matching/browser/words.js) cut too deep here: one word decides, and «bollo» would find Bollate.

import { evened, folded, foldedWords, readingsOf } from "../../../locale/browser/folding.js";

/** A word without what gender, number and spelling change at its end. */
export function stem(word) {
  const plain = folded(word);
  return plain.length > 3 ? plain.replace(/[aeiou]+$/, "").replace(/h$/, "") : plain;
}

// Articles and endings that say no more than gender, number and case.
const ARABIC = [/^\p{Script=Arabic}{4,}$/u, /^(?:و?(?:ال|بال|لل))|(?:ات|ين|ون|ة)$/gu];
const CYRILLIC = [/^\p{Script=Cyrillic}{3,}$/u, /(?<=..)(?:ого|ому|ими|ами|ою|ої|ів|их|им|ам|ах|ом|ем|[аеєиіїоуюяьй])$/u];

/** A word without its last vowel: nearer than the engine's stem, for which «compagnia» is «compagno»; «lavarmi» is «lavare». */
export function form(word) {
  const plain = folded(word);
  for (const [script, ending] of [ARABIC, CYRILLIC]) if (script.test(plain)) return plain.replace(ending, "") || plain;
  return plain.length > 3 ? plain.replace(/(?<=[a-z]{2}[aei]r)mi$/, "").replace(/h?(io|[aeiou])$/, "") : plain;
}

/**
 * Tell whether two words that share a stem mean two things: a company («compagnia») is no companion («compagno»). They
 * differ by an «i» before the last vowel that neither gender nor number puts there.
 */
export function isOther(word, other) {
  const [one, two] = [word, other].map((text) => folded(text).replace(/[aeiou]$/, ""));
  const isApart = (longer, shorter, ending) => longer === `${shorter}i` && !folded(ending).endsWith("i");
  return isApart(one, two, other) || isApart(two, one, word);
}

const OF_VERBS = /(?<=...)(?:i?a(?:t[aeio]|re|rsi|v[aeio]|ndo|no|mo)|e(?:t[ei]|re|rsi|v[aeio]|ndo)|i(?:t[aeio]|re|rsi|v[aeio])|ono)$/;

/** A plain word without the ending of a verb, or else of a noun: about what the engine searches for. */
const bare = (word) => (OF_VERBS.test(word) ? word.replace(OF_VERBS, "") : stem(word));

/** Tell whether the engine takes one plain word for a form of the other: «bollare» for «bollo». */
export function isAlike(word, other) {
  return bare(word) === bare(other);
}

/** Tell whether it takes the name of a place for one, by the ending that verbs have too: «Bollate» for «bollo». */
export function isNamesake(word, name) {
  return OF_VERBS.test(name) && isAlike(word, name) && form(word) !== form(name);
}

export function forms(...texts) {
  return new Set(readingsOf(texts.filter(Boolean).join(" ")).map(form));
}

/** The word somebody may still be writing: the last one, with nothing after it. */
export function unfinished(typed) {
  return /[\p{L}\p{N}]$/u.test(evened(typed)) ? foldedWords(typed).at(-1) : "";
}

/** Pagefind falls back on ever shorter beginnings of a word: tell whether something like what was typed is there. */
export function isLike(word, words) {
  const shared = word.length < 5 ? word.length : Math.max(4, Math.ceil(word.length * 0.65));
  const beginning = word.slice(0, shared);
  return words.some((other) => other.startsWith(beginning) || stem(other) === stem(word));
}
