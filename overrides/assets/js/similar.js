// Who already does what somebody is writing: fetches the index once, asks likeness.js, and says why in words.
// Reasons are those of generator/weaving/reasons.py (match_reasons); a test compares the two.

import { nearestOf } from "./check-near.js";
import { level, runs, similar, stems, vector } from "./likeness.js";

const ROOT = new URL("../../", import.meta.url);
const INDEX = new URL("dati/modulo/simili.json", ROOT);
const FACETS = ["tipo", "territori", "destinatari"];
const COMMON_WORDS = 4;
const FULL = 1000;
const SHORTEST_MISSPELLED = 6;

let fetched;

/** The index of the published activities; a failed try is forgotten, so that the next one asks again. */
export function load() {
  fetched ??= fetch(INDEX)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(`${answer.status} ${INDEX}`))))
    .catch((failure) => {
      fetched = undefined;
      throw failure;
    });
  return fetched;
}

/**
 * The published activities nearest to one that is being written, best first, at most `most`.
 * kinds, territories, audiences: codes. `close` tells whether it may be the same thing; `reasons` are short phrases.
 */
export async function similarTo({ text = "", kinds = [], territories = [], audiences = [] }, most = 5) {
  const index = await load();
  const query = { text, tipo: kinds, territori: territories, destinatari: audiences };
  return similar(query, index, most).map(({ number, activity, name, score }) => ({
    number,
    id: activity,
    name,
    score,
    address: new URL(`${index.section}${activity}/`, ROOT).href,
    operator: index.bodies[index.operators[number]][0],
    reasons: reasons(number, query, index),
    close: isClose(number, score, query, index),
  }));
}

/** Join reasons as `sentence` does: words in common and what speaks against come after a semicolon. */
export function sentence(parts) {
  const plain = parts.filter((part) => !part.includes(":"));
  const told = [plain.join(", "), ...parts.filter((part) => part.includes(":"))].filter(Boolean).join("; ");
  return told ? `${told[0].toUpperCase()}${told.slice(1)}.` : "";
}

/** Short phrases: what agrees, the words in common, what speaks against. */
export function reasons(number, query, index) {
  const { told, against, words, concept, but } = index.sayings;
  const agreed = [];
  const conflicts = [];
  for (const [facet, found] of levels(number, query, index)) {
    const same = facet === "territori" && found === 0;
    const said = same ? index.sayings.sizes[sizeOfShared(number, query, index)] : told[facet][found];
    if (said) agreed.push(said);
    if (against[facet][found] && weighsAgainst(facet, found, number, index)) conflicts.push(against[facet][found]);
  }
  const common = commonWords(number, query.text, index);
  if (common.length) agreed.push(words.replace("{words}", () => common.join(", ")));
  if (!agreed.length) agreed.push(concept);
  return conflicts.length ? [...agreed, but.replace("{what}", () => conflicts.join(", "))] : agreed;
}

/** The words of a query that no activity knows, as they were written. */
export function unknown(text, index) {
  const known = new Set(spokenOf(stems(text, index), index).keys());
  const written = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return written.filter((word) => {
    const [stem] = stems(word, index);
    return stem && !known.has(stem) && !(index.rarity[stem] > 0) && counts(stem, index);
  });
}

/** The text with the nearest known words in place of unknown ones; nothing where none is near. */
export function meant(text, index) {
  const known = Object.values(index.forms).map(([word]) => word);
  const better = unknown(text, index)
    .filter((word) => word.length >= SHORTEST_MISSPELLED)
    .reduce((said, word) => {
      const alike = known.filter((other) => other[0] === word[0].toLowerCase());
      return said.replace(word, () => nearestOf(word, new Map(alike.map((other) => [other, other]))) || word);
    }, text);
  return better === text ? "" : better;
}

/**
 * Close enough to be the same thing: it answers enough of what was said, where it is asked for, for those people.
 * Of another kind than the one that was said, it has to answer more.
 */
function isClose(number, score, query, index) {
  const apart = levels(number, query, index)
    .filter(([facet, found]) => found === index.weights[facet].length - 1)
    .map(([facet]) => facet);
  if (apart.includes("territori") || apart.includes("destinatari") || score < index.close.score) return false;
  const needed = apart.includes("tipo") ? index.close.other_kind : index.close.answered;
  return answered(number, query, index) >= needed;
}

/** How much of what is said an activity answers, per mille: rare words count more, unknown ones most. */
function answered(number, query, index) {
  const concepts = spokenOf(stems(query.text, index), index);
  let got = 0;
  let total = 0;
  for (const stem of toAnswer(query, concepts, index)) {
    const weight = index.rarity[stem] > 0 ? index.rarity[stem] : index.rarest;
    total += weight;
    if ([stem, ...(concepts.get(stem) ?? [])].some((token) => holds(number, token, index))) got += weight;
  }
  return total ? Math.floor((got * FULL) / total) : FULL;
}

/** Words for the people asked for are weighed as people, where a kind or a word that nobody uses has to be answered. */
function toAnswer({ text, tipo, destinatari }, concepts, index) {
  const said = [...new Set(stems(text, index))].filter((stem) => counts(stem, index));
  const asked = new Set((destinatari ?? []).map((code) => `per:${code}`));
  const isPeople = (spoken) => spoken.every((one) => one.startsWith("per:")) && spoken.some((one) => asked.has(one));
  const others = said.filter((stem) => !concepts.has(stem) || !isPeople(concepts.get(stem)));
  const isUsed = (stem) => index.rarity[stem] > 0 || concepts.has(stem);
  return tipo?.length || !others.every(isUsed) ? others : said;
}

/** The concepts that each stem, alone or with those beside it, speaks of. */
function spokenOf(said, index) {
  const found = new Map();
  for (const run of runs(said, index.phrases)) {
    for (const stem of run.split(" ")) found.set(stem, [...(found.get(stem) ?? []), ...index.phrases[run]]);
  }
  return found;
}

function counts(stem, index) {
  return !index.places.includes(stem) && !index.intent.includes(stem);
}

function levels(number, query, index) {
  return FACETS.map((facet) => {
    const last = index.weights[facet].length - 1;
    return [facet, level(query[facet] ?? [], index.codes[facet][number], index.relations[facet], last)];
  }).filter(([, found]) => found >= 0);
}

/** An inherited place never weighs against. */
function weighsAgainst(facet, found, number, index) {
  return index.weights[facet][found] < 0 && !(facet === "territori" && index.inherited[number]);
}

function sizeOfShared(number, query, index) {
  const own = index.codes.territori[number];
  return Math.min(...query.territori.filter((code) => own.includes(code)).map((code) => index.sizes[code]));
}

/** The rarest words in common, as the activity writes them. */
function commonWords(number, text, index) {
  const { rarity, forms } = index;
  return [...vector(stems(text, index), index)]
    .filter(([token, weight]) => weight > 0 && Object.hasOwn(forms, token) && holds(number, token, index))
    .map(([token]) => token)
    .sort((one, other) => rarity[other] - rarity[one] || (one < other ? -1 : 1))
    .slice(0, COMMON_WORDS)
    .map((token) => formOf(token, number, forms));
}

/** `forms` holds the commonest word of a stem, then other words, each before the activities that write it so. */
function formOf(token, number, forms) {
  const [commonest, ...others] = forms[token];
  const at = others.findIndex((part) => Array.isArray(part) && part.includes(number));
  return at < 0 ? commonest : others[at - 1];
}

/** Whether an activity holds a token; its postings are numbers, rising, and weights by turns. */
function holds(number, token, index) {
  const list = Object.hasOwn(index.postings, token) ? index.postings[token] : [];
  let [low, high] = [0, list.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[2 * middle] < number) low = middle + 1;
    else high = middle;
  }
  return list[2 * low] === number;
}
