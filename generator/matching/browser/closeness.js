// Whether an activity may be the very thing that somebody describes: worked out once for a question, asked of each.
// generator/weaving/index.py (CLOSE) says how much has to be answered, and benchmarks/who_does.py what that is worth.

import { levelOf } from "./facets.js";
import { runs, stems } from "./likeness.js";

const FULL = 1000;

/**
 * `isAlike`: it is of the very kind that was said, or answers enough of the words, for those people.
 * `isClose`: besides, it isn't elsewhere.
 */
export function judge(query, index) {
  const { needs, total } = whatToAnswer(query, index);
  const isApart = (facet, number) => levelOf(facet, number, query, index) === index.weights[facet].length - 1;
  const answers = (number) => {
    const got = needs.reduce((sum, { tokens, weight }) => (tokens.some((token) => holds(number, token, index)) ? sum + weight : sum), 0);
    const needed = isApart("tipo", number) ? index.close.other_kind : index.close.answered;
    return !total || Math.floor((got * FULL) / total) >= needed;
  };
  const isOfTheKind = (number) => levelOf("tipo", number, query, index) === 0;
  const isAlike = ({ number, score }) =>
    isOfTheKind(number) || (score >= index.close.score && !isApart("destinatari", number) && answers(number));
  return { isAlike, isClose: (one) => !isApart("territori", one.number) && isAlike(one) };
}

/** What an activity has to answer: rare words count more, unknown ones most; without words, the kind. */
function whatToAnswer(query, index) {
  const concepts = spokenOf(stems(query.text, index), index);
  const needs = toAnswer(query, concepts, index).map((stem) => ({
    tokens: [stem, ...(concepts.get(stem) ?? [])],
    weight: index.rarity[stem] > 0 ? index.rarity[stem] : index.rarest,
  }));
  if (!needs.length && query.tipo?.length) needs.push({ tokens: query.tipo.map((kind) => `tipo:${kind}`), weight: index.rarest });
  return { needs, total: needs.reduce((sum, { weight }) => sum + weight, 0) };
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
export function spokenOf(said, index) {
  const found = new Map();
  for (const run of runs(said, index.phrases)) {
    for (const stem of run.split(" ")) found.set(stem, [...(found.get(stem) ?? []), ...index.phrases[run]]);
  }
  return found;
}

/** A word that says what is done: no place, and no word for planning. */
export function counts(stem, index) {
  return !index.places.includes(stem) && !index.intent.includes(stem);
}

/** Whether an activity holds a token; its postings are numbers, rising, and weights by turns. */
export function holds(number, token, index) {
  const list = Object.hasOwn(index.postings, token) ? index.postings[token] : [];
  let [low, high] = [0, list.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[2 * middle] < number) low = middle + 1;
    else high = middle;
  }
  return list[2 * low] === number;
}
