// Who already does what somebody is writing: fetches the index once, asks likeness.js, and says why in words.
// Reasons are those of generator/matching/reasons.py (match_reasons); a test compares the two.

import { ROOT } from "../../addresses.js";
import { plain, reworded, wordsIn } from "../../locale/browser/folding.js";
import { fetched, kept } from "../../reading/browser/fetched.js";
import { counts, holds, judge, spokenOf } from "./closeness.js";
import { levelOf } from "./facets.js";
import { similar, vector } from "./likeness.js";
import { spokenOf as objectsIn } from "./objects.js";
import { aLetterAway, meaningful, probablyMeant } from "./sentence.js";
import { stemsOf } from "./words.js";

const INDEX = new URL("dati/modulo/simili.json", ROOT);
const FACETS = ["tipo", "territori", "destinatari"];
const COMMON_WORDS = 4;
const SHORTEST_SLIP = 6;

/** Stands before a word among the codes that somebody took away. */
export const WORD = "parola:";

const first = kept(() => fetched(INDEX));
const parts = new Map();

/**
 * The index of the published activities. Where they are many it holds those around the places asked for; without such a
 * place it `needsPlace`, and holds none.
 */
export async function load(places = []) {
  const index = await first();
  const number = index.parts?.findIndex((held) => places.some((place) => held.includes(place)));
  if (number === undefined) return index;
  if (number < 0) return { ...index, needsPlace: true };
  if (!parts.has(number)) parts.set(number, kept(() => fetched(new URL(`dati/modulo/simili/${number}.json`, ROOT))));
  return { ...index, ...(await parts.get(number)()) };
}

/**
 * The published activities nearest to one that is being written, best first, at most `most`.
 * kinds, territories, audiences: codes. `close` tells whether it may be the same thing; `reasons` are short phrases.
 */
export async function similarTo(asked, most = 5) {
  const index = await load(asked.territories);
  const query = queryOf(asked);
  const { isClose } = judge(query, index);
  return similar(query, index, most).map((match) => ({ ...shown(match, query, index), close: isClose(match) }));
}

/** What is asked, as the kernel takes it. */
export function queryOf({ text = "", kinds = [], territories = [], audiences = [] }) {
  return { text, tipo: kinds, territori: territories, destinatari: audiences };
}

/** What is shown of an activity that the kernel found. */
export function shown({ number, activity, name, score }, query, index) {
  return {
    number,
    id: activity,
    name,
    score,
    address: new URL(`${index.section}${activity}/`, ROOT).href,
    operator: index.bodies[index.operators[number]][0],
    reasons: reasons(number, query, index),
  };
}

/** Join reasons as `sentence` does: words in common and what speaks against come after a semicolon. */
export function sentence(parts) {
  const plain = parts.filter((part) => !part.includes(":"));
  const text = [plain.join(", "), ...parts.filter((part) => part.includes(":"))].filter(Boolean).join("; ");
  return text ? `${text[0].toUpperCase()}${text.slice(1)}.` : "";
}

/** Short phrases: what agrees, the words in common, what speaks against. */
export function reasons(number, query, index) {
  const { told, against, words, concept, but } = index.sayings;
  const agreed = [];
  const conflicts = [];
  for (const [facet, reached] of levels(number, query, index)) {
    const same = facet === "territori" && reached === 0;
    const agreement = same ? index.sayings.sizes[sizeOfShared(number, query, index)] : told[facet][reached];
    if (agreement) agreed.push(agreement);
    if (against[facet][reached] && weighsAgainst(facet, reached, number, index)) conflicts.push(against[facet][reached]);
  }
  const common = commonWords(number, query.text, index);
  if (common.length) agreed.push(words.replace("{words}", () => common.join(", ")));
  if (!agreed.length) agreed.push(concept);
  return conflicts.length ? [...agreed, but.replace("{what}", () => conflicts.join(", "))] : agreed;
}

/** The words of a query that no activity knows, as they were written. */
export function unknownWords(text, index) {
  const known = new Set(spokenOf(stemsOf(text, index), index).keys());
  const meant = new Set(meaningful(text));
  return wordsIn(text).filter((word) => {
    if (!meant.has(plain(word))) return false;
    const [stem] = stemsOf(word, index);
    return stem && !known.has(stem) && !(index.rarity[stem] > 0) && counts(stem, index);
  });
}

/** The text with the nearest known words in place of unknown ones; nothing where none is near. */
export function corrected(text, index) {
  const known = Object.values(index.forms).map(([word]) => word);
  const better = new Map(unknownWords(text, index).map((word) => [plain(word), probablyMeant(word, known)]).filter(([, meant]) => meant));
  return better.size ? reworded(text, (word) => better.get(word)) : "";
}

/** Words that nothing knows, as they were written, each with the known one that is a letter away; none `ignored`. */
export function slips(text, index, ignored = new Set()) {
  const known = Object.values(index.forms).map(([word]) => word);
  const isStrange = (word) => word.length >= SHORTEST_SLIP && !objectsIn(word, index).size;
  return unknownWords(text, index)
    .filter(isStrange)
    .map((word) => [word, aLetterAway(word, known)])
    .filter(([, meant]) => meant && !ignored.has(WORD + meant));
}

function levels(number, query, index) {
  return FACETS.map((facet) => [facet, levelOf(facet, number, query, index)]).filter(([, reached]) => reached >= 0);
}

/** An inherited place never weighs against. */
function weighsAgainst(facet, reached, number, index) {
  return index.weights[facet][reached] < 0 && !(facet === "territori" && index.inherited[number]);
}

function sizeOfShared(number, query, index) {
  const own = index.codes.territori[number];
  return Math.min(...query.territori.filter((code) => own.includes(code)).map((code) => index.sizes[code]));
}

/** The rarest words in common, as the activity writes them. */
function commonWords(number, text, index) {
  const { rarity, forms } = index;
  return [...vector(stemsOf(text, index), index)]
    .filter(([token, weight]) => weight > 0 && Object.hasOwn(forms, token) && holds(number, token, index))
    .map(([token]) => token)
    .sort((left, right) => rarity[right] - rarity[left] || (left < right ? -1 : 1))
    .slice(0, COMMON_WORDS)
    .map((token) => formOf(token, number, forms));
}

/** `forms` holds the commonest word of a stem, then other words, each before the activities that write it so. */
function formOf(token, number, forms) {
  const [commonest, ...others] = forms[token];
  const at = others.findIndex((part) => Array.isArray(part) && part.includes(number));
  return at < 0 ? commonest : others[at - 1];
}
