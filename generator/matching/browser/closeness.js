// Whether an activity may be the very thing that somebody describes: worked out once for a question, asked of each.
// generator/matching/index.py (CLOSE) says how much has to be answered, and benchmarks/who_does.py what that is worth.

import { levelOf } from "./facets.js";
import { meaningfulStems } from "./sentence.js";
import { phrasesSaid, stemsOf } from "./words.js";

const FULL = 1000;

/**
 * `isAlike`: it is about the very object that was said, or of the very kind, or answers enough of the words, for those
 * people; what is about another object of the same sort (a choir, where a guitar was said) is not.
 * `isClose`: besides, it isn't elsewhere.
 */
export function judge(query, index) {
  const { needs, total } = whatToAnswer(query, index);
  const asked = objectsIn(query.text, index);
  const isApart = (facet, number) => levelOf(facet, number, query, index) === index.weights[facet].length - 1;
  const share = (number) => {
    if (!total) return FULL;
    const got = needs.reduce((sum, { tokens, weight }) => (tokens.some((token) => holds(number, token, index)) ? sum + weight : sum), 0);
    return Math.floor((got * FULL) / total);
  };
  const needed = (number, object) => {
    if (object === OTHER) return index.close.other_object;
    if (levelOf("tipo", number, query, index) === 0) return index.close.kind;
    return isApart("tipo", number) ? index.close.other_kind : index.close.answered;
  };
  const isAlike = ({ number, score }) => {
    const object = objectOf(number, asked, index);
    if (object === APART) return false;
    if (object === SAME) return !isApart("destinatari", number);
    if (levelOf("tipo", number, query, index) === 0) return share(number) >= needed(number, object);
    return score >= index.close.score && !isApart("destinatari", number) && share(number) >= needed(number, object);
  };
  return { isAlike, share, isClose: (match) => !isApart("territori", match.number) && isAlike(match) };
}

const [SAME, APART, OTHER, UNSAID] = ["same", "apart", "other", ""];

/** How what an activity is about stands to what was asked: the same, another of its sort, another, or unsaid. */
function objectOf(number, asked, index) {
  if (!asked.length) return UNSAID;
  const [about, mentioned] = [index.about[number] ?? [], index.mentioned[number] ?? []];
  const known = asked.filter((object) => about.includes(object));
  const groups = (objects) => new Set(objects.map((object) => object.split(":")[0]));
  if (known.length && groups(known).size === groups(asked).size) return SAME;
  if (known.length || asked.some((object) => mentioned.includes(object))) return OTHER;
  return [...groups(asked)].some((group) => groups(about).has(group)) ? APART : OTHER;
}

/** What a text is about, as objects.py reads it: the longest saying wins. */
export function objectsIn(text, index) {
  const sayings = index.sayings_of_objects;
  const longest = Math.max(...Object.keys(sayings).map((saying) => saying.split(" ").length));
  const stems = stemsOf(text, index);
  const named = new Set();
  for (let at = 0; at < stems.length; at += 1) {
    for (let count = Math.min(longest, stems.length - at); count > 0; count -= 1) {
      const saying = stems.slice(at, at + count).join(" ");
      if (!Object.hasOwn(sayings, saying)) continue;
      sayings[saying].forEach((object) => named.add(object));
      at += count - 1;
      break;
    }
  }
  named.delete(":");
  return [...named];
}

/** What an activity has to answer: rare words count more, unknown ones most; without words, the kind. */
function whatToAnswer(query, index) {
  const concepts = spokenOf(stemsOf(query.text, index), index);
  const needs = toAnswer(query, concepts, index).map((stem) => ({
    tokens: [stem, ...(concepts.get(stem) ?? [])],
    weight: index.rarity[stem] > 0 ? index.rarity[stem] : index.rarest,
  }));
  if (!needs.length && query.tipo?.length) needs.push({ tokens: query.tipo.map((kind) => `tipo:${kind}`), weight: index.rarest });
  return { needs, total: needs.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Words for the people asked for are weighed as people, where a kind or a word that nobody uses has to be answered. */
function toAnswer({ text, tipo, destinatari }, concepts, index) {
  const words = meaningfulStems([...new Set(stemsOf(text, index))].filter((stem) => counts(stem, index)), index);
  const asked = new Set((destinatari ?? []).map((code) => `per:${code}`));
  const isPeople = (spoken) => spoken.every((concept) => concept.startsWith("per:")) && spoken.some((concept) => asked.has(concept));
  const others = words.filter((stem) => !concepts.has(stem) || !isPeople(concepts.get(stem)));
  const isUsed = (stem) => index.rarity[stem] > 0 || concepts.has(stem);
  return tipo?.length || !others.every(isUsed) ? others : words;
}

/** The concepts that each stem, alone or with those beside it, speaks of. */
export function spokenOf(stems, index) {
  const concepts = new Map();
  for (const phrase of phrasesSaid(stems, index.phrases)) {
    for (const stem of phrase.split(" ")) concepts.set(stem, [...(concepts.get(stem) ?? []), ...index.phrases[phrase]]);
  }
  return concepts;
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
