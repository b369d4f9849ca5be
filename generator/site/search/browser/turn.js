// Whose turn it is where choices alone were made and all answers are alike: as generator/site/turns.py says, by a lot of the reader's day.

import { romeDay } from "../../parts/elements.js";

const TWO_32 = 2 ** 32;

/** A chance between 0 and 1 for a name on a day, the same all day (FNV-1a, then mixed as in MurmurHash3). */
function chance(day, name) {
  let mixed = 2166136261;
  for (const letter of `${day} ${name}`) mixed = Math.imul(mixed ^ letter.codePointAt(0), 16777619);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 2246822507);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3266489909);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / TWO_32;
}

/** Results in an order that says nothing of them, and all with one weight: the engine would put short texts first. */
export function byLot(results, day = romeDay()) {
  const drawn = results.map((result) => [chance(day, result.id), Object.assign(result, { score: 1 })]);
  return drawn.sort(([one], [other]) => one - other).map(([, result]) => result);
}

/** Who answers: an activity is its body's. */
function bodyOf({ url, filters }) {
  const steps = url.split("/").filter(Boolean);
  return filters.genere?.[0] === "attivita" ? steps.at(-2) : steps.at(-1);
}

/** Hits in rounds in which each body comes once, in an order drawn with the weight of one over what it runs. */
export function inTurn(hits, day = romeDay()) {
  const counts = new Map();
  for (const hit of hits) counts.set(bodyOf(hit), (counts.get(bodyOf(hit)) ?? 0) + 1);
  const late = (body) => -Math.log(chance(day, body) || 1 / TWO_32) * counts.get(body);
  const rounds = new Map();
  const turns = hits.map((hit) => {
    const body = bodyOf(hit);
    const round = rounds.get(body) ?? 0;
    rounds.set(body, round + 1);
    return [round, late(body), hit];
  });
  return turns.sort(([round, lateness], [other, otherLateness]) => round - other || lateness - otherLateness).map(([, , hit]) => hit);
}
