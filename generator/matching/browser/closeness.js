// Whether an activity may be the very thing that somebody describes: worked out once for a question, asked of each.
// generator/matching/index.py (CLOSE) says how much has to be answered, and benchmarks/who_does.py what that is worth.

import { levelOf } from "./facets.js";
import { judgeObjects } from "./objects.js";
import { meaningfulStems } from "./sentence.js";
import { phrasesSaid, stemsOf } from "./words.js";

const FULL = 1000;

/**
 * `isAlike`: it is about what was said, or, where that names nothing known, of the very kind; or it answers enough of
 * the words; and it is for those people. `isClose`: besides, it isn't elsewhere. `isAbout`: so surely about what was said
 * that they need share no word.
 */
export function judge(query, index) {
  const { needs, total } = whatToAnswer(query, index);
  const objects = judgeObjects(query.text, index);
  const isApart = (facet, number) => levelOf(facet, number, query, index) === index.weights[facet].length - 1;
  // Where it is known what is meant, only the words themselves answer, and not the kind that they are of.
  const answers = ({ tokens }, number) => (objects.isSaid ? tokens.slice(0, 1) : tokens).some((token) => holds(number, token, index));
  const share = (number) => {
    if (!total) return FULL;
    const got = needs.reduce((sum, need) => (answers(need, number) ? sum + need.weight : sum), 0);
    return Math.floor((got * FULL) / total);
  };
  const isCalled = calledBy(query, index);
  const needed = (number) => {
    const { close } = index;
    if (objects.isSaid) return close.all_words;
    if (levelOf("tipo", number, query, index) === 0) return close.kind;
    return isApart("tipo", number) ? close.other_kind : close.answered;
  };
  const isAlike = ({ number, score }) => {
    if (isApart("destinatari", number)) return false;
    const isOfTheKind = levelOf("tipo", number, query, index) === 0;
    const isForThem = levelOf("destinatari", number, query, index) === 0;
    const answered = share(number);
    const isBorneOut = isOfTheKind || isForThem || answered >= index.close.all_words;
    if (objects.isSame(number, { isBorneOut, isWhollySo: isOfTheKind && isForThem })) return true;
    // It speaks of it beside something else: photographs on a wall are no course.
    if (objects.isSaid && objects.agreed(number) >= index.close.mentioned) return false;
    if (!isOfTheKind && score < index.close.score) return false;
    return answered >= needed(number) || (answered >= index.close.answered && isCalled(number));
  };
  return { isAlike, share, isAbout: objects.isSurely, isClose: (match) => !isApart("territori", match.number) && isAlike(match) };
}

/** Tells whether all the words of an activity's name that say something were said. */
function calledBy({ text }, index) {
  const said = new Set(stemsOf(text, index));
  return (number) => {
    const name = meaningfulStems(stemsOf(index.names[number], index), index).filter((stem) => counts(stem, index));
    return name.length > 0 && name.every((stem) => said.has(stem));
  };
}

/** What an activity has to answer: rare words count more, unknown ones most; without words, the kind. */
function whatToAnswer(query, index) {
  const concepts = spokenOf(stemsOf(query.text, index), index);
  const needs = toAnswer(query, concepts, index).map((stem) => ({
    tokens: [stem, ...withoutPeople(concepts.get(stem) ?? [], query)],
    weight: index.rarity[stem] > 0 ? index.rarity[stem] : index.rarest,
  }));
  if (!needs.length && query.tipo?.length) needs.push({ tokens: query.tipo.map((kind) => `tipo:${kind}`), weight: index.rarest });
  return { needs, total: needs.reduce((sum, { weight }) => sum + weight, 0) };
}

/** People are weighed as people: a word that means something besides is answered by that. */
function withoutPeople(concepts, { destinatari }) {
  const others = concepts.filter((concept) => !destinatari?.some((code) => concept === `per:${code}`));
  return others.length ? others : concepts;
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
