// The activities most like what somebody is writing: the browser's half of generator/weaving/query.py.
// Python ships stems, postings and facets (generator/weaving/index.py); here only the query is stemmed and weighed.
// Whole numbers throughout: both sides give the same ids and the same scores, and a test holds them to it.

import { isOfTheFamilyThere, level } from "./facets.js";

const FULL = 1000;
const NO_WORDS = /https?:\/\/[^ \t\r\n)]+|\bcorso (?=[A-ZÀ-Þ][a-zà-ÿ])|\bda sol[aei]\b/g;

export function stem(word, steps) {
  for (const step of steps) {
    const rule = step.find(([suffix, , least]) => word.endsWith(suffix) && [...word].length - suffix.length >= least);
    if (rule) word = word.slice(0, word.length - rule[0].length) + rule[1];
  }
  return word;
}

export function stems(text, { least, steps, stop }) {
  const written = text.replace(NO_WORDS, " ").toLowerCase().normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  return written
    .map((word) => word.normalize("NFD").replace(/\p{M}/gu, ""))
    .filter((word) => [...word].length >= least && !/^[0-9]+$/.test(word) && !stop.includes(word))
    .map((word) => stem(word, steps));
}

// The phrases whose words are all said, in whatever order.
export function runs(said, phrases) {
  const words = new Set(said);
  return Object.keys(phrases).filter((run) => run.split(" ").every((word) => words.has(word)));
}

export function vector(said, { phrases, places, rarity }) {
  const concepts = runs(said, phrases).flatMap((run) => phrases[run]);
  const known = [...new Set([...said, ...concepts])].filter((token) => rarity[token] > 0 && !places.includes(token));
  const length = Math.floor(Math.sqrt(known.reduce((sum, token) => sum + rarity[token] ** 2, 0)));
  return new Map(known.map((token) => [token, Math.floor((rarity[token] * FULL) / length)]));
}

function evidence(number, query, index) {
  let total = 0;
  for (const [facet, weights] of Object.entries(index.weights)) {
    const { relations, codes } = index;
    const found = level(query[facet] ?? [], codes[facet][number], relations[facet], weights.length - 1);
    const weight = weights[found] ?? 0;
    total += facet === "territori" && index.inherited[number] ? Math.floor(Math.max(weight, 0) / 2) : weight;
  }
  return total;
}

// query: { text, tipo: [codes], territori: [codes], destinatari: [codes] }. Best first, equals by id.
export function similar(query, index, most = 10) {
  const said = stems(query.text, index);
  const products = new Map();
  if (!said.length && !query.tipo?.length) index.ids.forEach((_, number) => products.set(number, 0));
  const wanted = new Map([...(query.tipo ?? []).map((kind) => [`tipo:${kind}`, 0]), ...vector(said, index)]);
  for (const [token, weight] of wanted) {
    const list = index.postings[token] ?? [];
    for (let at = 0; at < list.length; at += 2) {
      products.set(list[at], (products.get(list[at]) ?? 0) + weight * list[at + 1]);
    }
  }
  if (query.tipo?.length && query.territori?.length) {
    index.ids.forEach((_, number) => isOfTheFamilyThere(number, query, index) && products.set(number, products.get(number) ?? 0));
  }
  return [...products]
    .map(([number, product]) => {
      const words = Math.floor((index.query_text * Math.min(Math.floor(product / FULL), FULL)) / FULL);
      const score = Math.min(Math.max(words + evidence(number, query, index), 0), FULL);
      return { number, activity: index.ids[number], name: index.names[number], score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || (one.activity < other.activity ? -1 : 1))
    .slice(0, most);
}
