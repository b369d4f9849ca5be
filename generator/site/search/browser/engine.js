// Pagefind's core, and what has to be known of its answers before they are trusted.
// Choosing filters alone searches a token that every record carries: search(null) would download the whole index.

import { ROOT } from "../../../addresses.js";
import { folded, foldedWords, readingsOf, spelledOut, wordsIn } from "../../../locale/browser/folding.js";
import { isLittle } from "../../../matching/browser/sentence.js";
import { fetched, kept } from "../../../reading/browser/fetched.js";
import { place } from "../../parts/place.js";
import { addPhrases } from "./needs.js";
import { form, isAlike, isLike, isNamesake, isOther, stem, unfinished } from "./words.js";

export const NOW = "ora";
export const EVERYTHING = "zzintreccio";
export const LOOKED_AT = 5;
export const RECORDS = ["attivita", "rete", "ente", "pratica"];
export const PAGE = "pagina";
export const NOT_PAGES = [...RECORDS, "storia", "tema", "territorio", "destinatari", "tipo"];
const SHORT = 4;
const ONLY_BEGINS = 0.35;
const MOST_READ = 100; // records that are read to tell a word from the name of a place: each is a file

// Short beginnings of a word (its stem) match much: nearness in length has to count more than usual.
const WEIGHTS = { title: 5, alias: 1.5, forma: 0.5, forme: 2, testo: 0.5, dove: 0.4, per: 0.4, riassunto: 0.5, quando: 0.1, k: 0, filo: 0, vecchia: 0, legami: 0, annunci: 1, tipi: 0, segni: 0, chiama: 0, scrivi: 0, muta: 0, pericolo: 0, altrove: 0, casa: 0.3 };
const RANKING = { termSimilarity: 4, metaWeights: WEIGHTS };

const OPTIONS = { baseUrl: ROOT.pathname, excerptLength: 22, ranking: RANKING };
const PART = "parte"; // a facet that only merging makes: from which index a result is

const opened = async () => {
  const [found, { shards }] = await Promise.all([import(new URL("pagefind/pagefind.js", ROOT).href), spoken()]);
  const isParted = shards.common.length + shards.others.length > 1;
  const optionsOf = (number) => (isParted ? { ...OPTIONS, mergeFilter: { [PART]: String(number) } } : OPTIONS);
  const parts = new Map(); // which index each result is in
  const isThere = new Set();
  const merge = async (numbers) => {
    const missing = [...new Set(numbers)].filter((number) => !isThere.has(number));
    for (const number of missing) isThere.add(number);
    await Promise.all(missing.map((number) => number && found.mergeIndex(new URL(`pagefind/${number}/`, ROOT).pathname, optionsOf(number))));
    if (missing.length) await found.filters();
    if (isParted) await Promise.all(missing.map(async (number) => (await held(number)).forEach(({ id }) => parts.set(id, number))));
  };
  const held = async (number) => (await found.search(EVERYTHING, { filters: { [PART]: String(number) } })).results;
  await found.options(optionsOf(0));
  await found.init();
  await merge([0, ...shards.common]);
  let reached = Promise.resolve();
  return {
    destroy: found.destroy,
    parts,
    /** Search; a large catalogue has an index for each territory, read when a question needs it, unless it `staysHere`. */
    async search(words, { filters, staysHere } = {}) {
      if (!staysHere) {
        reached = reached.then(async () => {
          const wanted = await holding(words, shards, filters);
          await merge([...here(shards, filters), ...(wanted.length > shards.most ? [] : wanted)]);
        });
      }
      await reached;
      return found.search(words, { filters });
    },
    /** What to say where indexes that hold these words were left unread, for they are too many; nothing where none was. */
    async leftOut(words, filters) {
      const wanted = await holding(words, shards, filters);
      if (wanted.every((number) => isThere.has(number))) return "";
      const own = filters.luogo ? null : place();
      return own ? shards.partial_here.replace("{place}", () => own.label) : shards.partial;
    },
  };
};

const townOf = (value) => value.replace(/^=/, "");

/** The indexes of the towns asked for, or of the reader's own. What covers a wider place is in a common one. */
function here({ others, towns }, { luogo } = {}) {
  if (!others.length) return [];
  const own = place();
  const places = luogo ? luogo.any.map(townOf) : own ? [own.code, ...own.around] : [];
  return places.flatMap((code) => towns[code] ?? []);
}

const byBeginning = new Map(); // files, each of which is read once

/** What a folder of files by the first letters of words holds of these plain words; `there` are the files it has. */
function begunBy(words, { folder, letters, there }) {
  const names = words.map((word) => [...word].slice(0, letters).join("").replace(/[^a-z0-9]/gu, "_"));
  const paths = [...new Set(names)].filter((name) => there.includes(name)).map((name) => `pagefind/${folder}/${name}.json`);
  for (const path of paths) if (!byBeginning.has(path)) byBeginning.set(path, kept(() => fetched(new URL(path, ROOT))));
  return Promise.all(paths.map((path) => byBeginning.get(path)()));
}

const BEGINNING = 5; // letters: as many as `search/shards.py` writes

/** The other indexes that may hold all the words, in the places asked for; few enough are read without asking which. */
async function holding(words, { others, towns, wider, most, beginnings }, { luogo } = {}) {
  const there = luogo ? others.filter((number) => luogo.any.some((value) => (towns[townOf(value)] ?? wider[value] ?? []).includes(number))) : others;
  const typed = foldedWords(words).filter((word) => word !== EVERYTHING);
  if (!there.length || there.length <= most || !typed.length) return there;
  const begun = typed.map((word) => stem(word).slice(0, BEGINNING));
  const known = (await begunBy(begun, beginnings)).flatMap(Object.entries);
  const holders = begun.map((beginning) => {
    const of = known.filter(([other]) => other.startsWith(beginning)).map(([, numbers]) => numbers);
    return of.some((numbers) => !numbers.length) ? there : of.flat();
  });
  return there.filter((number) => holders.every((numbers) => numbers.includes(number)));
}

let engine = kept(opened);

/** The search engine, once it has its files. */
export const start = () => engine();

/** Close the engine, which keeps what did not arrive as if it were empty: the next search opens it again. */
export async function stop() {
  const last = engine;
  engine = kept(opened);
  await (await last()).destroy();
}

const SHORTEST_OFFERED = 4;

/** The words to offer: those of the file, and those of the names of terms, which it does not repeat. */
function offered(words, terms) {
  const names = Object.values(terms).flatMap((codes) => Object.values(codes).flat());
  const named = wordsIn(names.join(" · ")).filter((word) => word.length >= SHORTEST_OFFERED && /^\p{L}+$/u.test(word));
  return [...new Map([...words, ...named].reverse().map((word) => [folded(word), word])).values()].sort();
}

/** The words of the catalogue and their stems, the phrases that name its terms and the words in those. */
export const spoken = kept(async () => {
  const { words, terms, said, right, ...others } = await fetched(new URL("pagefind/parole.json", ROOT));
  const known = offered(words, terms);
  const plain = new Set(known.flatMap(readingsOf));
  const families = new Map();
  for (const word of plain) families.set(stem(word), [...(families.get(stem(word)) ?? []), word]);
  const common = new Set([...known, ...right].map(form));
  const vocabulary = { ...others, common, words: known, phrases: Object.create(null), ofTerms: new Set(), right: new Set(right.map(folded)), stems: new Set(known.map(stem)), plain, families };
  addNames(vocabulary, terms);
  addNames(vocabulary, said);
  return vocabulary;
});

function addNames({ phrases, ofTerms }, names) {
  addPhrases(phrases, names);
  for (const phrase of Object.keys(phrases)) for (const word of phrase.split(" ")) ofTerms.add(word);
}

/** How places are called that begin as these plain words do: all places, where they are few. */
export async function placesBegun(words) {
  const { longest, files, ...few } = (await spoken()).places;
  if (!files) return { longest, ...few };
  const parts = await begunBy(words, files);
  const [places, known] = ["places", "known"].map((key) => Object.assign({}, ...parts.map((part) => part[key])));
  return { longest, places, known, common: parts.flatMap(({ common }) => common) };
}

/** The names of places, of a word that is no other, that the engine takes for this one. */
async function namesakes(word) {
  const { places, common } = await placesBegun([word]);
  return Object.keys(places).filter((name) => !name.includes(" ") && isNamesake(word, name) && !common.includes(name));
}

const otherWords = kept(async () => {
  const vocabulary = await spoken();
  const { said, needs, choices } = await fetched(new URL("pagefind/parole-altre.json", ROOT));
  addNames(vocabulary, said);
  for (const need of vocabulary.needs) for (const key of ["names", "urgent"]) need[key].push(...(needs[key][need.code] ?? []));
  for (const choice of vocabulary.choices) choice.names.push(...(choices[`${choice.facet}:${choice.value}`] ?? []));
  return vocabulary;
});

/** Whether a word was typed that the first file does not hold: of another language, another alphabet, a dialect. */
export function isOutside(typed, { common, plain }, isBegun) {
  const last = isBegun ? unfinished(typed) : "";
  const isBeginning = (word) => word === last && [...plain].some((known) => known.startsWith(word));
  return foldedWords(typed).some((word) => !isLittle(word) && !common.has(form(word)) && !isBeginning(word));
}

/** The same, with the less common words where one of them was typed; the last one may be only begun (`isBegun`). */
export async function spokenIn(typed, isBegun = false) {
  const vocabulary = await spoken();
  return isOutside(typed, vocabulary, isBegun) ? otherWords() : vocabulary;
}

/** The words of what hits show, or only those that the engine marked in the excerpts. */
export function wordsOf(hits, marked) {
  const texts = hits.flatMap((hit) => [
    ...(marked ? (hit.excerpt.match(/<mark>[^<]*/g) ?? []).map((mark) => mark.slice(6)) : [hit.excerpt.replace(/<\/?mark>/g, "")]),
    ...Object.values(hit.meta),
  ]);
  return readingsOf(texts.join(" "));
}

export function dataOf(results) {
  return Promise.all(results.map((result) => result.data()));
}

export function joined(searches) {
  const best = new Map();
  for (const result of searches.flatMap(({ results }) => results)) {
    if (result.score > (best.get(result.id)?.score ?? -1)) best.set(result.id, result);
  }
  return { results: [...best.values()].sort((left, right) => right.score - left.score) };
}

/** Search words as they are, and in the letters that every keyboard has: who types «Goethestraße» finds «Goethestrasse». */
export async function searched(pagefind, words, filters) {
  const found = await searchedAs(pagefind, words, filters);
  const spelled = words.map(spelledOut);
  if (spelled.join(" ") === words.join(" ")) return found;
  const others = await searchedAs(pagefind, spelled, filters);
  return { ...joined([found, others]), filters: found.filters, isCounted: false };
}

/**
 * Search, without trusting beginnings: the engine finds «solidale» for «sola» and «compagnia» for «compiti», whose stem is «comp».
 * What only begins as a word that others hold whole comes after them; where the word is short, it is left out.
 */
async function searchedAs(pagefind, words, filters) {
  const found = await pagefind.search(words.join(" "), { filters });
  let results = found.results;
  for (const word of words) {
    const held = (await pagefind.search(`"${word}"`, { filters })).results;
    results = await withoutGuesses(results, word, held, pagefind.parts);
    const others = await holdingOthers(held, word);
    const whole = new Set(held.map(({ id }) => id).filter((id) => !others.has(id)));
    results = results.filter(({ id }) => !others.has(id));
    if (!whole.size) continue;
    if (word.length <= SHORT && words.length === 1) results = results.filter(({ id }) => whole.has(id));
    else results = results.map((result) => (whole.has(result.id) ? result : begun(result, word)));
  }
  results = [...results].sort((left, right) => right.score - left.score);
  return { results, filters: found.filters, isCounted: results.length === found.results.length };
}

/**
 * An index that lacks a word offers what begins like it, by one letter if need be, even where another index holds it: leave
 * such guesses out; where none holds it, those that are not like it.
 */
async function withoutGuesses(results, word, held, parts) {
  if (!parts.size) return results;
  const of = ({ id }) => parts.get(id);
  const holding = new Set(held.map(of));
  if (!holding.size) {
    const best = new Map();
    for (const result of results) if (!best.has(of(result))) best.set(of(result), result);
    const isGood = async ([part, result]) => isLike(word, wordsOf([await result.data()], true)) && holding.add(part);
    await Promise.all([...best].map(isGood));
  }
  return results.filter((result) => holding.has(of(result)));
}

/**
 * What the engine takes for a word by its letters alone: records that hold only another word of the same stem, or the name of a
 * place. An excerpt need not show the word beside such a name, so the whole text is read.
 */
async function holdingOthers(results, word) {
  if (word.length <= SHORT) return new Set();
  const { families } = await spoken();
  const names = results.length > MOST_READ ? [] : await namesakes(word);
  const isStranger = (other) => isOther(word, other) || names.some((name) => form(name) === form(other));
  if (!names.length && !(families.get(stem(word)) ?? []).some(isStranger)) return new Set();
  const hits = await dataOf(results);
  const isHeld = (hit) => wordsOf([hit]).some((other) => stem(other) === stem(word) && !isStranger(other));
  const isInText = (hit) => names.length > 0 && readingsOf(hit.content).some((other) => isAlike(word, other) && !isStranger(other));
  return new Set(results.filter((_, at) => !isHeld(hits[at]) && !isInText(hits[at])).map(({ id }) => id));
}

function begun(result, word) {
  return { id: result.id, score: result.score * ONLY_BEGINS, begins: [...(result.begins ?? []), word], data: () => result.data() };
}

/** Tell whether words of a hit resemble those it was only found by the beginning of. */
export function resembles(result, hit) {
  return (result.begins ?? []).every((word) => isLike(word, wordsOf([hit])));
}

/** Tell whether a result holds whole the short words: too many others begin like those. */
export function isWhole({ begins = [] }) {
  return begins.every((word) => word.length > SHORT);
}

/** How many records hold the words. */
export function recordsIn(found) {
  const counted = RECORDS.reduce((sum, genre) => sum + (found.filters.genere?.[genre] ?? 0), 0);
  return Math.min(counted, found.results.filter(isWhole).length);
}

/** Count what a whole search left out by its own choice of one facet. */
export async function countWithout(words, filters, facet) {
  const { [facet]: _, ...others } = filters;
  return (await (await start()).search(words, { filters: others, staysHere: true })).filters[facet];
}
