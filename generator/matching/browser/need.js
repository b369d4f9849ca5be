// The need behind a question that names no kind of activity: what those who use its words do.

import { counts, spokenOf } from "./closeness.js";
import { isOfTheFamily } from "./facets.js";
import { stemsOf } from "./words.js";

const LEAST_SHARE = 0.5;

/** The kinds that were said; or else those of the family to which most activities with these words belong. */
export function needOf(query, index) {
  if (query.tipo.length) return query.tipo;
  const holders = holdersOf(query.text, index);
  const kinds = [...new Set(holders.flatMap(({ numbers }) => numbers.flatMap((number) => index.codes.tipo[number])))].sort();
  const shares = kinds.map((kind) => [kind, shareOf(kind, holders, index)]);
  const most = Math.max(...shares.map(([, share]) => share));
  if (!(most >= LEAST_SHARE)) return [];
  const [best] = shares.find(([, share]) => share === most);
  return kinds.filter((kind) => kind === best || index.relations.tipo[best]?.[kind] !== undefined);
}

/** For each word that says what is done, how rare it is and the activities that use it. */
function holdersOf(text, index) {
  const stems = stemsOf(text, index);
  const concepts = spokenOf(stems, index);
  // A part of the index knows how rare all words are, and who uses those of its own activities.
  const isKnown = (stem) => Object.hasOwn(index.postings, stem) && index.rarity[stem] > 0 && counts(stem, index) && !concepts.has(stem);
  return [...new Set(stems)].filter(isKnown).map((stem) => ({
    weight: index.rarity[stem],
    numbers: index.postings[stem].filter((_, at) => at % 2 === 0),
  }));
}

/** How much of the words is used by activities of the family of this kind. */
function shareOf(kind, holders, index) {
  const total = holders.reduce((sum, { weight }) => sum + weight, 0);
  const used = holders.reduce((sum, { weight, numbers }) => {
    const inTheFamily = numbers.filter((number) => isOfTheFamily(number, [kind], index));
    return sum + (weight * inTheFamily.length) / numbers.length;
  }, 0);
  return used / total;
}
