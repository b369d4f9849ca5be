// What a search means, beyond words: records that say it of themselves come first, and a place among the words is a place.

import { folded, meaningful, split } from "./search-engine.js";

const TERMS = new Set(["tipo", "tema", "destinatari", "territorio"]);
const NAMES = new Set(["attivita", "rete", "ente"]);
const SAID = 2;

/** A word without its last vowel: nearer than the engine's stem, for which «compagnia» is «compagno». */
function form(word) {
  const plain = folded(word);
  return plain.length > 3 ? plain.replace(/h?(io|[aeiou])$/, "") : plain;
}

function forms(...texts) {
  return new Set(split(texts.filter(Boolean).join(" ")).map(form));
}

/** An activity of the kind asked for, a subject, or a name that holds every word. */
function says(hit, genre, asked) {
  const { title, tipi, alias, dove } = hit.meta;
  const within = (said) => asked.every((one) => said.has(one));
  if (TERMS.has(genre)) return within(forms(title, alias));
  if (genre !== "attivita") return within(forms(title, dove));
  const kind = forms(title, tipi);
  return within(forms(title, tipi, alias, dove)) && asked.some((one) => kind.has(one));
}

/** Tell whether the words are how a kind of activity is called: where none of that kind is, it can be said. */
export function isKind(hit, words) {
  const asked = words.map(form).join(" ");
  const names = (hit.meta.tipi ?? "").split(" · ").map((name) => `${meaningful(name).map(form).join(" ")} `);
  return names.some((name) => name.startsWith(`${asked} `));
}

function isNamed(hit, genre, asked) {
  const name = [...new Set(meaningful(hit.meta.title).map(form))];
  const held = asked.every((one) => name.includes(one));
  return held && (name.length === asked.length || (asked.length > 1 && NAMES.has(genre)));
}

/** Give each hit its step: what is named as asked, then activities of that kind, then its subject, then the rest. */
export function weighed(hit, words) {
  const genre = hit.filters.genere?.[0];
  const asked = [...new Set(words.map(form))];
  const isSaid = asked.length > 0 && says(hit, genre, asked);
  hit.step = 0;
  if (isSaid && TERMS.has(genre)) hit.step = 1;
  if (isSaid && genre === "attivita") hit.step = 2;
  if (asked.length && isNamed(hit, genre, asked)) hit.step = 3;
  hit.isSaid = isSaid && NAMES.has(genre);
  if (isSaid) hit.weight *= SAID;
}

/** The longest name of a place among the words typed, where other words say what is looked for there. */
export function placeIn(chips, typed) {
  const asked = new Set(meaningful(typed).map(form));
  let best = null;
  for (const { dataset } of chips) {
    const name = meaningful(dataset.name.split(",")[0]).map(form); // «Fornaci, Valdoria»
    if (name.every((one) => asked.has(one)) && name.length > (best?.name.length ?? 0)) best = { name, dataset };
  }
  if (!best) return null;
  const { value, name, around } = best.dataset;
  const where = forms(name);
  const rest = meaningful(typed).filter((word) => !where.has(form(word)));
  if (!rest.length) return null;
  const told = typed.split(/\s+/).filter((word) => rest.includes(folded(word)));
  return { code: value, name, around: around.split(" ").filter(Boolean), rest: rest.join(" "), told: told.join(" ") };
}

/** What is done in the same town before what is done elsewhere. */
export function nearer(hits, { around }) {
  for (const hit of hits) {
    const shared = around.filter((code) => hit.filters.luogo?.includes(code)).length;
    if (shared) hit.weight *= 1 + shared / around.length;
  }
  return hits;
}
