// Where few records hold all the words: those that hold some, that do what the words name, or hold words near them.

import { folded as asCode, nearestOf } from "../../../checking/browser/near.js";
import { EVERYTHING, LOOKED_AT, dataOf, isWhole, recordsIn, searched, spoken, start, wordsOf } from "./engine.js";
import { needsIn } from "./needs.js";
import { folded, form, isTold, split, stem } from "./words.js";

const NOT_PAGES = ["attivita", "rete", "ente", "pratica", "storia", "tema", "territorio", "destinatari", "tipo"];
const BESIDE = 0.3;
const NEED = { tipo: 2, per: 1, tema: 0.7 };
const MOST_LOOSE = 32;
const FEW = 8;
const WORTH = 0.3;
const LITTLE_WORTH = 0.05;
const SHORTEST_CORRECTED = 5;
const LONG = 8;
const SHORTEST_FORM = 5;

export async function loosened(words, filters, whole) {
  const { tempo, ...others } = filters; // where little is found, what is over may still help: it comes last
  const within = others.genere ? others : { ...others, genere: { any: NOT_PAGES } };
  const read = await Promise.all(words.map((word) => readWord(word, within)));
  const known = read.filter((one) => one.found?.results.length);
  const meant = known.map((one) => one.word);
  const corrected = known.filter((one) => one.instead);
  const first = corrected.length ? await again(meant, filters) : whole;
  const { names, kinds, ofTerms } = await spoken();
  const strong = strongest(known, ofTerms);
  const needs = needsIn(names, kinds, meant).map((need) => ({ ...need, isStrong: need.said.includes(strong) }));
  const isAnswered = first.length || needs.length || sureness(known) * 2 >= words.length;
  return {
    results: isAnswered ? merged([...known, ...(await held(needs, within))], words.length, first) : [],
    found: null,
    words: "",
    strict: first.length,
    meant: known.length === words.length ? meant : [],
    needs,
    looked: meant.join(" "),
    corrected: isAnswered ? new Map(corrected.map((one) => [one.instead, one.word])) : new Map(),
  };
}

/** All the words once those that were not known are corrected. */
async function again(words, filters) {
  const found = await searched(await start(), words, filters);
  return recordsIn(found) ? found.results.filter(isWhole) : [];
}

/** The rarest word among those that name what can be asked for. */
function strongest(known, ofTerms) {
  const isOfTerms = (one) => ofTerms.has(one) || (one.length >= SHORTEST_FORM && [...ofTerms].some((other) => other.startsWith(one)));
  const subjects = known.filter((one) => isOfTerms(form(one.word))).sort((one, other) => one.found.results.length - other.found.results.length);
  return subjects.length ? form(subjects[0].word) : "";
}

/** How many words are understood: one that only stands in some text is half a word, one that only begins like others is none. */
function sureness(known) {
  return known.reduce((sum, one) => sum + (one.isSubject ? 1 : one.isWhole ? 0.5 : 0), 0);
}

/** One word as the catalogue says it: itself, or the nearest one it knows. */
async function readWord(word, filters) {
  const pagefind = await start();
  const search = (text) => searched(pagefind, [text], filters);
  const { words, stems, plain } = await spoken();
  const found = await search(word);
  const isSubject = plain.has(word) || (word.length >= SHORTEST_FORM && stems.has(stem(word)));
  if (isSubject || isBegun(word, words)) return { word, found, isSubject: true };
  const hits = await dataOf(found.results.slice(0, LOOKED_AT));
  const marked = wordsOf(hits, true);
  if (marked.some((one) => stem(one) === stem(word))) return { word, found, isWhole: true, isSubject: hits.some((hit) => split(`${hit.meta.title} ${hit.meta.alias}`).includes(word)) };
  const near = word.length < SHORTEST_CORRECTED ? "" : nearest(word, words);
  if (near) return { word: near, found: await search(near), instead: word, isSubject: true };
  return { word, found: isTold(word, marked) ? found : null };
}

/** «Coordina» is no slip for «coordinare»: it is the same word in another form. */
function isBegun(word, words) {
  const beginning = stem(word);
  return beginning.length >= SHORTEST_FORM && words.some((one) => folded(one).startsWith(beginning));
}

/** A slip of the finger seldom changes the first letter, and a short word has one. */
function nearest(word, words) {
  const most = word.length < LONG ? 1 : 2;
  const candidates = words.filter((one) => folded(one)[0] === word[0] && Math.abs(one.length - word.length) <= 1);
  return nearestOf(word, new Map(candidates.map((one) => [asCode(one), one])), most);
}

/** What stands under the terms that the words name. */
export function held(needs, filters) {
  const search = async ({ facet, code, said, isStrong }) => {
    const found = await (await start()).search(EVERYTHING, { filters: { ...filters, [facet]: { any: [code] } } });
    return { found, said, times: NEED[facet] * (isStrong ? 1 : BESIDE) };
  };
  return Promise.all(needs.filter(({ facet }) => !(facet in filters)).map(search));
}

/** Records by how many of the words they hold, rare words counting more. */
function merged(read, asked, first) {
  const scores = new Map(first.map((result) => [result.id, { result, sum: 0, said: new Set() }]));
  for (const { found, word, said = [form(word)], times = 1 } of read) {
    const best = Math.max(...found.results.map((one) => one.score)) || 1;
    const rarity = times / Math.log(found.results.length + 2);
    for (const result of found.results) {
      const one = scores.get(result.id) ?? { result, sum: 0, said: new Set() };
      if (!result.begins) one.result = result;
      one.sum += rarity * (0.4 + (0.6 * result.score) / best);
      for (const part of said) one.said.add(part);
      scores.set(result.id, one);
    }
  }
  const ranked = [...scores.values()].map(({ result, sum, said }) => ({ id: result.id, begins: result.begins, data: () => result.data(), score: (sum * said.size) / asked }));
  ranked.sort((one, other) => other.score - one.score);
  return ranked.filter((one, at) => one.score >= ranked[0].score * (at < FEW ? LITTLE_WORTH : WORTH)).slice(0, MOST_LOOSE);
}
