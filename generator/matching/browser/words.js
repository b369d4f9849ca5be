// From a text to the stems and the terms it speaks of: twin of generator/matching/words.py, same rules as data
// (stemming.json), same stems for every word of the catalogue; a test holds both to it.

import { foldedWords, spelledOut } from "../../locale/browser/folding.js";

// Addresses of the web; the «corso» of a street (corso Grande), which is no course; «da sola», which is not alone.
const NO_WORDS = /https?:\/\/[^ \t\r\n)]+|\bcorso (?=[A-ZÀ-Þ][a-zà-ÿ])|\bda sol[aei]\b/g;

export function stem(word, steps) {
  for (const step of steps) {
    const rule = step.find(([suffix, , least]) => word.endsWith(suffix) && [...word].length - suffix.length >= least);
    if (rule) word = word.slice(0, word.length - rule[0].length) + rule[1];
  }
  return word;
}

/** The plain words of a text that carry meaning, in order. */
export function wordsOf(text, { least, stop }) {
  return foldedWords(text.replace(NO_WORDS, " ").toLowerCase())
    .map(spelledOut)
    .filter((word) => [...word].length >= least && !/^[0-9]+$/.test(word) && !stop.includes(word));
}

/** The stems of a text, in order, repeated as often as they occur. */
export function stemsOf(text, rules) {
  return wordsOf(text, rules).map((word) => stem(word, rules.steps));
}

/** The phrases (stems with spaces between) whose words are all said, in whatever order: people don't quote. */
export function phrasesSaid(stems, phrases) {
  const said = new Set(stems);
  return Object.keys(phrases).filter((phrase) => phrase.split(" ").every((stem) => said.has(stem)));
}
