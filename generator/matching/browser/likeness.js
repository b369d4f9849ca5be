// The activities most like what somebody is writing: the browser's half of generator/matching/query.py.
// Python ships stems, postings and facets (generator/matching/index.py); here only the query is stemmed and weighed.
// Whole numbers throughout: both sides give the same ids and the same scores, and a test holds them to it.

import { isOfTheFamilyThere, level } from "./facets.js";
import { phrasesSaid, stemsOf } from "./words.js";

const FULL = 1000;

export function vector(stems, { phrases, places, rarity }) {
  const concepts = phrasesSaid(stems, phrases).flatMap((phrase) => phrases[phrase]);
  const known = [...new Set([...stems, ...concepts])].filter((token) => rarity[token] > 0 && !places.includes(token));
  const length = Math.floor(Math.sqrt(known.reduce((sum, token) => sum + rarity[token] ** 2, 0)));
  return new Map(known.map((token) => [token, Math.floor((rarity[token] * FULL) / length)]));
}

function evidence(number, query, index) {
  let total = 0;
  for (const [facet, weights] of Object.entries(index.weights)) {
    const { relations, codes } = index;
    const reached = level(query[facet] ?? [], codes[facet][number], relations[facet], weights.length - 1);
    const weight = weights[reached] ?? 0;
    total += facet === "territori" && index.inherited[number] ? Math.floor(Math.max(weight, 0) / 2) : weight;
  }
  return total;
}

// query: { text, tipo: [codes], territori: [codes], destinatari: [codes] }. Best first, equals by id.
// What `isAbout` it is compared though it shares no word.
export function similar(query, index, most = 10, isAbout = () => false) {
  const stems = stemsOf(query.text, index);
  const products = new Map();
  if (!stems.length && !query.tipo?.length) index.ids.forEach((_, number) => products.set(number, 0));
  const wanted = new Map([...(query.tipo ?? []).map((kind) => [`tipo:${kind}`, 0]), ...vector(stems, index)]);
  for (const [token, weight] of wanted) {
    const list = index.postings[token] ?? [];
    for (let at = 0; at < list.length; at += 2) {
      products.set(list[at], (products.get(list[at]) ?? 0) + weight * list[at + 1]);
    }
  }
  if (query.tipo?.length && query.territori?.length) {
    index.ids.forEach((_, number) => isOfTheFamilyThere(number, query, index) && products.set(number, products.get(number) ?? 0));
  }
  const isNamed = index.ids.map((_, number) => isAbout(number));
  isNamed.forEach((is, number) => is && !products.has(number) && products.set(number, 0));
  return [...products]
    .map(([number, product]) => {
      const words = Math.floor((index.query_text * Math.min(Math.floor(product / FULL), FULL)) / FULL);
      const score = Math.min(Math.max(words + evidence(number, query, index), 0), FULL);
      return { number, activity: index.ids[number], name: index.names[number], score };
    })
    .filter(({ number, score }) => score > 0 || isNamed[number])
    .sort((left, right) => right.score - left.score || (left.activity < right.activity ? -1 : 1))
    .slice(0, most);
}
