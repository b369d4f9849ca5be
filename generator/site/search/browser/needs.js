// What a search asks for, in the terms of the vocabularies: kinds of activity, people, themes that records stand under.

import { meaningful, termsNamed } from "../../../matching/browser/sentence.js";
import { form } from "./words.js";

export const NOTICES = new Set(["richiesta", "offerta"]); // what a record seeks and offers

/** Let phrases speak of terms, by the names of each that the build wrote: facet, then code, then names. */
export function addPhrases(phrases, terms) {
  for (const [facet, codes] of Object.entries(terms)) {
    for (const [code, names] of Object.entries(codes)) {
      for (const name of names) {
        const phrase = [...new Set(meaningful(name).map(form))].sort().join(" ");
        if (phrase) phrases[phrase] = [...new Set([...(phrases[phrase] ?? []), `${facet}:${code}`])];
      }
    }
  }
}

/**
 * The terms that the words name: `facet`, `code`, and `name`, the stems of the longest of its names that was said.
 * A theme stands for the kinds of activity that share a name with it, where no kind is named: food is also a soup kitchen.
 */
export function needsIn({ phrases, kinds }, words) {
  const needs = termsNamed(words.map(form), phrases).map(({ facet, code, names }) => ({ facet, code, name: longestOf(names) }));
  const isKindNamed = (name) => needs.some((need) => need.facet === "tipo" && name.every((word) => need.name.includes(word)));
  const themes = needs.filter((need) => need.facet === "tema" && !isKindNamed(need.name));
  return [...needs, ...themes.flatMap(({ code, name }) => (kinds[code] ?? []).map((kind) => ({ facet: "tipo", code: kind, name, isImplied: true })))];
}

function longestOf(names) {
  return names.reduce((longest, name) => (name.length > longest.length ? name : longest));
}

/** Whether a record answers: 2 does what was asked, 1 is for those people or about that theme, 0 neither. */
export function answers(hit, needs) {
  const holds = ({ facet, code }) => hit.filters[facet]?.includes(code);
  const isKind = ({ facet }) => facet === "tipo";
  if (hit.filters.genere?.[0] === "attivita" && needs.some((need) => isKind(need) && holds(need))) return 2;
  if (needs.some((need) => NOTICES.has(need.facet) && holds(need))) return 2;
  return needs.some((need) => !isKind(need) && holds(need)) ? 1 : 0;
}

/** Where a kind of activity was named, only that kind is an answer. */
export function enough(needs) {
  return needs.some(({ facet, isImplied }) => facet === "tipo" && !isImplied) ? 2 : 1;
}
