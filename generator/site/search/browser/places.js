// Who serves a place, as the index tells it (`_covers` in generator/site/search/metadata.py): what is done there, and what
// is done in a place around it.

const COVERS = "=";
const COUNTED = "-";

/** The places around each place that can be chosen, the nearest first. */
export function aroundPlaces(chips) {
  return new Map([...chips].map(({ dataset }) => [dataset.value, dataset.around.split(" ").filter(Boolean)]));
}

/** The values of the facet by which the records that serve these places are found. */
export function serving(codes, around) {
  return { any: codes.flatMap((code) => [code, ...(around.get(code) ?? []).map((whole) => COVERS + whole)]) };
}

/** How many serve each place, out of how many carry each value: what is counted both ways counts once. */
export function servingCounts(counts = {}, around) {
  const number = (value) => counts[value] ?? 0;
  const served = (code, wholes) => wholes.reduce((sum, whole) => sum + number(COVERS + whole), number(code) - number(COUNTED + code));
  return Object.fromEntries([...around].map(([code, wholes]) => [code, served(code, wholes)]));
}

/** What is done in the places chosen before what reaches them from further away, where both answer as well. */
export function ownFirst(hits, codes) {
  if (!codes?.length) return hits;
  for (const hit of hits) hit.isReaching = !codes.some((code) => hit.filters.luogo?.includes(code));
  return hits.sort((left, right) => right.step - left.step || left.isReaching - right.isReaching);
}
