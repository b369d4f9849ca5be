// How far the codes of a question and of an activity agree: the browser's half of generator/matching/profiles.py.
// Levels are numbers, best first, as index.weights lists them.

const FAMILY = 2;
const CONTAINS = 1;
const SIBLINGS = 3;

/** The best level between the codes asked for and those of an activity; -1 where either side is silent. */
export function level(asked, own, relations, last) {
  let best = -1;
  for (const here of asked) {
    for (const there of own) {
      const between = here === there ? 0 : (relations[here]?.[there] ?? last);
      best = best < 0 ? between : Math.min(best, between);
    }
  }
  return best;
}

/** The level of one facet of an activity. */
export function levelOf(facet, number, query, index) {
  const last = index.weights[facet].length - 1;
  return level(query[facet] ?? [], index.codes[facet][number], index.relations[facet], last);
}

/** The same place, one that holds it, or one inside it. */
export function isThere(number, query, index) {
  const reached = levelOf("territori", number, query, index);
  return reached >= 0 && reached <= CONTAINS;
}

/** What the places asked for have of the same family of kinds: it may serve, whatever its words. */
export function isOfTheFamilyThere(number, query, index) {
  return isThere(number, query, index) && levelOf("tipo", number, query, index) === FAMILY;
}

/** Where an activity is, as seen from the place asked for: `here`, `beside` it in the same town, or `away`. */
export function whereIs(number, query, index) {
  const reached = levelOf("territori", number, query, index);
  if (reached <= CONTAINS) return "here"; // also where no place is asked for: what is missing counts nothing
  return reached <= SIBLINGS ? "beside" : "away";
}

/** One of these kinds, or of their family. */
export function isOfTheFamily(number, kinds, index) {
  const reached = levelOf("tipo", number, { tipo: kinds }, index);
  return reached >= 0 && reached <= FAMILY;
}
