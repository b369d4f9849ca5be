// What a search means, beyond words: records that say it of themselves come first, and a place among the words is a place.

import { answers, enough } from "./needs.js";
import { folded, form, forms, meaningful, split, telling } from "./words.js";

const TERMS = new Set(["tipo", "tema", "destinatari", "territorio"]);
const NAMES = new Set(["attivita", "rete", "ente"]);
const SAID = 2;
const [KIND, BEGINS, NAMED] = [2, 3, 4];

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
  const name = [...new Set(telling(hit.meta.title).map(form))];
  const held = asked.every((one) => name.includes(one));
  return held && (name.length === asked.length || (asked.length > 1 && NAMES.has(genre)));
}

/** Tell whether a name, or else the name of a kind, begins with the word being written, the others being said. */
function begins(texts, asked, begun) {
  const said = forms(...texts);
  const isLonger = (one) => one !== begun && one.startsWith(begun);
  return texts.some((text) => split(text ?? "").some(isLonger)) && asked.every((one) => one === form(begun) || said.has(one));
}

function stepOf(hit, genre, asked, begun) {
  const { title, tipi } = hit.meta;
  if (asked.length && isNamed(hit, genre, asked)) return NAMED;
  if (begun && begins([title], asked, begun)) return BEGINS;
  if (begun && genre === "attivita" && begins([title, tipi], asked, begun)) return KIND;
  if (!hit.isMeant) return 0;
  return genre === "attivita" ? KIND : Number(TERMS.has(genre));
}

/**
 * Give each hit its step: what is named as asked or as the word being `begun`, then activities of that kind, then its subject,
 * then the rest. Where words were let go, what answers the terms that the words name.
 */
export function weighed(hit, words, needs, begun) {
  const genre = hit.filters.genere?.[0];
  const asked = [...new Set(words.map(form))];
  hit.isMeant = asked.length > 0 && says(hit, genre, asked);
  const answer = NAMES.has(genre) ? answers(hit, needs) : 0;
  hit.step = Math.max(stepOf(hit, genre, asked, begun), NAMES.has(genre) ? answers(hit, needs.filter((one) => one.isStrong)) : 0);
  hit.isSaid = hit.isMeant && NAMES.has(genre);
  hit.isAnswer = hit.isSaid || (answer > 0 && answer >= enough(needs));
  if (hit.isMeant) hit.weight *= SAID;
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
