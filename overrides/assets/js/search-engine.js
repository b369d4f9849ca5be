// What search understands: Pagefind's core, then words that matter, words that are near, records that hold some of them.
// Choosing filters alone searches a token that every record carries: search(null) would download the whole index.

import { folded as asCode, nearestOf } from "./check-near.js";

export const NOW = "ora";
const EVERYTHING = "zzintreccio";
const RECORDS = ["attivita", "rete", "ente", "pratica"];
const ENOUGH = 4;
const LOOKED_AT = 5;
const MOST_LOOSE = 32;
const MOST_WORDS = 6;
const WORTH = 0.3;
const SHORTEST_CORRECTED = 5;
const SHORT = 4;
const ONLY_BEGINS = 0.35;

// Short beginnings of a word (its stem) match much: nearness in length has to count more than usual.
const WEIGHTS = { title: 5, alias: 1.5, forme: 2, dove: 0.4, per: 0.4, riassunto: 0.5, quando: 0.1, k: 0, filo: 0, vecchia: 0, legami: 0, tipi: 0 };
const RANKING = { termSimilarity: 4, metaWeights: WEIGHTS };

const LITTLE = new Set(
  (
    "a ad al allo alla ai agli alle da dal dallo dalla dai dagli dalle di del dello della dei degli delle in nel nello nella nei negli nelle " +
    "con su sul sullo sulla sui sugli sulle per tra fra il lo la i gli le un uno una e ed o od che chi cosa come dove quando quale quali " +
    "mi ti si ci vi me te se ne mio mia miei mie tuo tua suo sua nostro nostra io tu noi non ho hai ha abbiamo hanno sono è sei siamo essere avere " +
    "c'è vorrei voglio vuole posso sento senti sente sentire sentirmi cerco cerca cerchiamo cercare trovo trovare bisogno serve servono qualcuno " +
    "the of for to and or my me i we our in on at an with from where how what who is are need want find looking " +
    "le les des du de pour je mon ma et où un une el los las para por y"
  ).split(" "),
);

let engine;
let vocabulary;

export function start(root) {
  engine ??= (async () => {
    const found = await import(new URL("pagefind/pagefind.js", root).href);
    await found.options({ baseUrl: root.pathname, excerptLength: 22, ranking: RANKING });
    await found.init();
    await found.filters();
    return found;
  })();
  return engine;
}

/** Words by their stem, fetched when a search needs them. */
async function spoken(root) {
  vocabulary ??= (async () => {
    const words = await (await fetch(new URL("pagefind/parole.json", root))).json();
    return { words, stems: new Set(words.map(stem)) };
  })();
  return vocabulary;
}

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function split(text) {
  return folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** A word without what gender, number and spelling change at its end. */
function stem(word) {
  const plain = folded(word);
  return plain.length > 3 ? plain.replace(/[aeiou]+$/, "").replace(/h$/, "") : plain;
}

/** The words that say what is meant; all of them where none does. */
export function meaningful(typed) {
  const words = [...new Set(split(typed).filter((word) => word.length > 1))];
  const chosen = words.filter((word) => !LITTLE.has(word));
  return (chosen.length ? chosen : words).slice(0, MOST_WORDS);
}

function wordsOf(hits, marked) {
  const texts = hits.flatMap((hit) => [
    ...(marked ? (hit.excerpt.match(/<mark>[^<]*/g) ?? []).map((mark) => mark.slice(6)) : [hit.excerpt.replace(/<\/?mark>/g, "")]),
    ...Object.values(hit.meta),
  ]);
  return split(texts.join(" "));
}

/** Pagefind falls back on ever shorter beginnings of a word: tell whether something like what was typed is there. */
function isTold(word, words) {
  const shared = word.length < 5 ? word.length : Math.max(4, Math.ceil(word.length * 0.65));
  const beginning = word.slice(0, shared);
  return words.some((one) => one.startsWith(beginning) || stem(one) === stem(word));
}

function dataOf(results) {
  return Promise.all(results.map((result) => result.data()));
}

/**
 * Search, without trusting beginnings: the engine finds «solidale» for «sola» and «compagnia» for «compiti», whose stem is «comp».
 * What only begins as a word that others hold whole comes after them; where the word is short, it is left out.
 */
async function searched(pagefind, words, filters) {
  const found = await pagefind.search(words.join(" "), { filters });
  let results = found.results;
  for (const word of words) {
    const whole = new Set((await pagefind.search(`"${word}"`, { filters })).results.map((one) => one.id));
    if (!whole.size) continue;
    if (word.length <= SHORT && words.length === 1) results = results.filter((one) => whole.has(one.id));
    else results = results.map((one) => (whole.has(one.id) ? one : begun(one, word)));
  }
  results = [...results].sort((one, other) => other.score - one.score);
  return { results, filters: found.filters, isCounted: results.length === found.results.length };
}

function begun(result, word) {
  return { id: result.id, score: result.score * ONLY_BEGINS, begins: [...(result.begins ?? []), word], data: () => result.data() };
}

/** Tell whether words of a hit resemble those it was only found by the beginning of. */
export function resembles(result, hit) {
  return (result.begins ?? []).every((word) => isTold(word, wordsOf([hit])));
}

function recordsIn(found) {
  const counted = RECORDS.reduce((sum, genre) => sum + (found.filters.genere?.[genre] ?? 0), 0);
  return Math.min(counted, found.results.length);
}

/**
 * Find records: those with all words, or, where they are few, also those with some, with near words, and what is over.
 * Returns results, what to ask for counts (`words`, where the engine can count), `strict` (how many hold all words),
 * `meant` (the words that were searched), and `instead` (the query that was probably meant, where a word was not known).
 */
export async function find(root, typed, filters) {
  const pagefind = await start(root);
  const words = meaningful(typed);
  const asked = words.join(" ") || typed.trim() || EVERYTHING;
  const found = words.length ? await searched(pagefind, words, filters) : await pagefind.search(asked, { filters });
  const counted = found.isCounted === false ? null : found;
  const whole = { results: found.results, found: counted, words: asked, strict: found.results.length, meant: words, instead: "" };
  if (!words.length) return whole;
  const told = wordsOf(await dataOf(found.results.slice(0, LOOKED_AT)));
  const sure = words.every((word) => isTold(word, told));
  if (sure && recordsIn(found) >= ENOUGH) return whole;
  return loosened(root, words, filters, sure ? found : null);
}

/** Count what a whole search left out by its own choice of one facet. */
export async function countWithout(root, words, filters, facet) {
  const { [facet]: _, ...others } = filters;
  return (await (await start(root)).search(words, { filters: others })).filters[facet];
}

async function loosened(root, words, filters, whole) {
  const { tempo, ...others } = filters; // where little is found, what is over may still help: it comes last
  const read = await Promise.all(words.map((word) => readWord(root, word, others)));
  const known = read.filter((one) => one.found?.results.length);
  const corrected = known.filter((one) => one.instead).length;
  return {
    results: merged(known, words.length, whole?.results ?? []),
    found: null,
    words: "",
    strict: whole ? whole.results.length : 0,
    meant: known.length === words.length ? known.map((one) => one.word) : [],
    instead: corrected ? known.map((one) => one.word).join(" ") : "",
  };
}

/** One word as the catalogue says it: itself, or the nearest one it knows. */
async function readWord(root, word, filters) {
  const pagefind = await start(root);
  const search = (text) => searched(pagefind, [text], filters);
  const { words, stems } = await spoken(root);
  const found = await search(word);
  if (stems.has(stem(word))) return { word, found };
  const marked = wordsOf(await dataOf(found.results.slice(0, LOOKED_AT)), true);
  if (marked.some((one) => stem(one) === stem(word))) return { word, found };
  const near = word.length < SHORTEST_CORRECTED ? "" : nearest(word, words);
  if (near) return { word: near, found: await search(near), instead: word };
  return { word, found: isTold(word, marked) ? found : null };
}

/** A slip of the finger seldom changes the first letter. */
function nearest(word, words) {
  const candidates = words.filter((one) => folded(one)[0] === word[0]);
  return nearestOf(word, new Map(candidates.map((one) => [asCode(one), one])));
}

/** Records by how many of the words they hold, rare words counting more. */
function merged(read, asked, first) {
  const scores = new Map(first.map((result) => [result.id, { result, sum: 0, words: 0 }]));
  for (const { found } of read) {
    const best = Math.max(...found.results.map((one) => one.score)) || 1;
    const rarity = 1 / Math.log(found.results.length + 2);
    for (const result of found.results) {
      const one = scores.get(result.id) ?? { result, sum: 0, words: 0 };
      if (!result.begins) one.result = result;
      one.sum += rarity * (0.4 + (0.6 * result.score) / best);
      one.words += 1;
      scores.set(result.id, one);
    }
  }
  const ranked = [...scores.values()].map(({ result, sum, words }) => ({ id: result.id, begins: result.begins, data: () => result.data(), score: (sum * words) / asked }));
  ranked.sort((one, other) => other.score - one.score);
  return ranked.filter((one) => one.score >= ranked[0].score * WORTH).slice(0, MOST_LOOSE);
}
