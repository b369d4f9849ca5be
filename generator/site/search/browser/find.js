// What search understands: the records that hold all the words, or the word being written; where they are few, near.js.

import { folded, readingsOf, reworded } from "../../../locale/browser/folding.js";
import { meaningful } from "../../../matching/browser/sentence.js";
import { Unreachable } from "../../../reading/browser/fetched.js";
import { isDangerous, spaced, understood } from "./asked.js";
import { EVERYTHING, LOOKED_AT, NOT_PAGES, PAGE, RECORDS, dataOf, isWhole, joined, recordsIn, searched, spoken, start, wordsOf } from "./engine.js";
import { held, loosened } from "./near.js";
import { incidental } from "./incidental.js";
import { needsIn } from "./needs.js";
import { says } from "./order.js";
import { byLot } from "./turn.js";
import { form, isLike, unfinished } from "./words.js";

const ENOUGH = 4;
const FIRST = 32;
const DONE = new Set(["tipo", "richiesta", "offerta"]);
const MOST_WORDS = 8; // each costs searches of its own
const SHORTEST_BEGUN = 3;
const MOST_ENDINGS = 6;
const MOST_PAGES = 8; // that are read to tell which are called so

/** The last of the words, where it may be only begun: what already names a term is whole. */
async function lastBegun(typed, words) {
  const last = unfinished(typed);
  if (words.at(-1) !== last || last.length < SHORTEST_BEGUN) return "";
  return needsIn(await spoken(), [last]).length ? "" : last;
}

/** The words said beside others that name what is asked: they name nothing. */
async function saidAside(typed, words) {
  const aside = incidental(typed);
  const rest = words.filter((word) => !aside.has(form(word)));
  return aside.size && needsIn(await spoken(), rest).length ? aside : new Set();
}

/** The terms that all the words together name. */
async function needsOf(words) {
  const isAll = ({ name }) => words.every((word) => name.includes(form(word)));
  return needsIn(await spoken(), words).filter(isAll).map((need) => ({ ...need, isStrong: true }));
}

/** The results that do what the words name. */
async function doing(needs, filters) {
  const kinds = await held(needs.filter(({ facet }) => DONE.has(facet)), filters);
  return new Set(kinds.flatMap(({ found }) => found.results.map(({ id }) => id)));
}

/** What does what was asked before what only speaks of it: only the first results are ever read. */
async function favoured(results, needs, filters) {
  const ids = await doing(needs, filters);
  const isDone = ({ id }) => Number(ids.has(id));
  return [...results].sort((left, right) => isDone(right) - isDone(left) || right.score - left.score);
}

/** Whether a name holds every word as it was typed: «FAMI» is no other form of «fame». */
function isSpelt({ meta: { title, forme } }, words) {
  const written = new Set(readingsOf([title, forme].filter(Boolean).join(" ")));
  return words.every((word) => written.has(word));
}

/**
 * Whether some results do what some of the words name, or are called by all of them: records that happen to hold every word
 * are no answer by that. `hits` are the first results.
 */
async function isAnswered(results, hits, words, filters) {
  const kinds = needsIn(await spoken(), words).filter(({ facet, isImplied }) => DONE.has(facet) && !isImplied);
  const isItsName = (hit) => RECORDS.includes(hit.filters.genere?.[0]) && isSpelt(hit, words);
  if (!kinds.length || hits.some(isItsName)) return true;
  const ids = await doing(kinds, filters);
  return !ids.size || results.slice(0, FIRST).some(({ id }) => ids.has(id));
}

/** What holds the words, the last of which may be only begun: a beginning nobody uses as a word means what it begins. */
async function holding(words, filters, begun) {
  const pagefind = await start();
  const found = await searched(pagefind, words, filters);
  const { words: known, plain } = await spoken();
  const longer = begun ? known.filter((word) => folded(word) !== begun && folded(word).startsWith(begun)).slice(0, MOST_ENDINGS) : [];
  const more = await Promise.all(longer.map((word) => searched(pagefind, [...words.slice(0, -1), word], filters)));
  if (!more.some(({ results }) => results.length)) return found;
  const isAll = longer.length < MOST_ENDINGS && !plain.has(begun);
  return { ...joined(isAll ? more : [...more, found]), filters: found.filters, isCounted: false };
}

/** What was typed, with the words that were probably meant. */
function insteadOf(typed, corrected) {
  if (!corrected.size) return "";
  return reworded(typed.trim(), (word) => corrected.get(word));
}

/** The site's own pages that are called by the words, which stand in many of them; where none is, those that hold them (`isHeld`). */
async function pagesOf(words, filters) {
  const { results } = await searched(await start(), words, { ...filters, genere: { any: [PAGE] } });
  const asked = [...new Set(words.map(form))];
  const hits = await dataOf(results.slice(0, MOST_PAGES));
  const called = results.filter((_, at) => hits[at] && says(hits[at], PAGE, asked));
  const written = wordsOf(hits);
  return called.length || !words.every((word) => isLike(word, written)) ? { pages: called, isHeld: false } : { pages: results, isHeld: true };
}

/**
 * Look for records: those with all words, or, where they are few, also those with some, and with near words.
 * Returns results, what to ask for counts (`words`, where the engine can count), `strict` (how many hold all words),
 * `meant` (the words that were searched), `begun` (the one that may be only begun), `needs` (the terms they name),
 * `looked` (the words that near results were found by), `isOfDanger` (whether violence is asked about, where they are near),
 * and `instead` (what was probably meant, where a word was not known).
 */
async function looked(typed, words, filters) {
  const pagefind = await start();
  const asked = words.join(" ") || typed.trim() || EVERYTHING;
  const begun = await lastBegun(typed, words);
  const found = words.length ? await holding(words, filters, begun) : await pagefind.search(asked, { filters });
  const counted = found.isCounted === false ? null : found;
  const whole = { results: found.results, found: counted, words: asked, strict: found.results.length, meant: words, needs: [], begun, looked: "", instead: "" };
  if (!words.length) return { ...whole, results: typed.trim() ? found.results : byLot(found.results) };
  whole.needs = await needsOf(words);
  whole.results = await favoured(found.results, whole.needs, filters);
  const first = await dataOf(found.results.slice(0, LOOKED_AT));
  const written = wordsOf(first);
  const sure = words.every((word) => isLike(word, written));
  const records = recordsIn(found);
  const aside = await saidAside(typed, words);
  if (sure && records >= ENOUGH && (await isAnswered(found.results, first, words.filter((word) => !aside.has(form(word))), filters))) return whole;
  const near = await loosened(words, filters, sure && records ? found.results.filter(isWhole) : [], aside);
  const { needs, isBeside } = understood(typed, await spoken());
  return !near.results.length && sure ? whole : { ...near, isOfDanger: !isBeside && needs.some(isDangerous), begun, instead: insteadOf(typed, near.corrected) };
}

async function withPages(typed, filters) {
  const words = meaningful(spaced(typed, (await spoken()).phrases)).slice(0, MOST_WORDS);
  const chosen = filters.genere?.any ?? [...NOT_PAGES, PAGE];
  const others = chosen.filter((genre) => genre !== PAGE);
  if (!words.length) return looked(typed, words, filters);
  const [found, { pages, isHeld }] = await Promise.all([looked(typed, words, { ...filters, genere: { any: others.length ? others : [PAGE] } }), pagesOf(words, filters)]);
  const isAlone = !others.length || !found.results.length;
  const told = isAlone || !isHeld ? pages : [];
  const count = { pages: told.length };
  if (!chosen.includes(PAGE) || (isAlone && !told.length)) return { ...found, ...count };
  if (isAlone) return { ...found, ...count, found: null, results: told, strict: told.length, meant: words };
  return { ...found, ...count, results: [...told, ...found.results], strict: found.strict + told.length };
}

/**
 * Find records, as above, and the pages of the site that are called by the words; others of these only where there is nothing else.
 * `pages` is how many of them. Raises Unreachable where nothing was found only because the network was away.
 */
export async function find(typed, filters) {
  const found = await withPages(typed, filters);
  if (found.results.length || navigator.onLine) return found;
  throw new Unreachable("pagefind");
}
