// What a search asks for, in the words of the vocabularies: kinds of activity, people, themes that records stand under.

import { form, meaningful } from "./words.js";

/** The names of each term as sets of words, made once of what the build wrote: facet, then code, then names. */
export function namesOf(terms) {
  return Object.entries(terms).flatMap(([facet, held]) =>
    Object.entries(held).map(([code, names]) => ({ facet, code, names: names.map((name) => [...new Set(meaningful(name).map(form))]) })),
  );
}

function longest(names, asked) {
  const said = names.filter((name) => name.length && name.every((one) => asked.has(one)));
  return said.reduce((best, name) => (name.length > best.length ? name : best), []);
}

/** Tell whether another need is said by these words and more: «spesa a casa» is not about houses. */
function isPart(need, needs) {
  return needs.some((other) => other.said.length > need.said.length && need.said.every((one) => other.said.includes(one)));
}

/**
 * The terms that the words name: `facet`, `code`, and `said`, the words that name it.
 * A theme stands for the kinds of activity that share a name with it, where no kind is named: food is also a soup kitchen.
 */
export function needsIn(named, kindsOf, words) {
  const asked = new Set(words.map(form));
  const found = named.map(({ facet, code, names }) => ({ facet, code, said: longest(names, asked) })).filter((one) => one.said.length);
  const needs = found.filter((one) => !isPart(one, found));
  const isKindSaid = (said) => needs.some((one) => one.facet === "tipo" && said.every((word) => one.said.includes(word)));
  const themes = needs.filter((one) => one.facet === "tema" && !isKindSaid(one.said));
  return [...needs, ...themes.flatMap(({ code, said }) => (kindsOf[code] ?? []).map((kind) => ({ facet: "tipo", code: kind, said, isImplied: true })))];
}

/** Whether a record answers: 2 does what was asked, 1 is for those people or about that theme, 0 neither. */
export function answers(hit, needs) {
  const holds = (one) => hit.filters[one.facet]?.includes(one.code);
  const kinds = needs.filter((one) => one.facet === "tipo");
  if (hit.filters.genere?.[0] === "attivita" && kinds.some(holds)) return 2;
  const others = needs.filter((one) => one.facet !== "tipo");
  return others.some(holds) ? 1 : 0;
}

/** Where a kind of activity was named, only that kind is an answer. */
export function enough(needs) {
  return needs.some((one) => one.facet === "tipo" && !one.isImplied) ? 2 : 1;
}
