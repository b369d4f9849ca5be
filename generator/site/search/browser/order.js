// What a search means, beyond words: records that say it of themselves come first, and a place among the words is a place.

import { foldedWords, wordsWithPlaces } from "../../../locale/browser/folding.js";
import { meaningful, placesIn, telling, withoutPlaces } from "../../../matching/browser/sentence.js";
import { reach } from "../../parts/place.js";
import { isOver } from "./card.js";
import { resembles } from "./engine.js";
import { NOTICES, answers, enough } from "./needs.js";
import { inTurn } from "./turn.js";
import { form, forms } from "./words.js";

const GENRES = { attivita: 1.5, rete: 1.2, ente: 1, pratica: 0.8, storia: 0.8, tema: 0.8, territorio: 0.8, destinatari: 0.8, tipo: 0.8, pagina: 0.2 };
// What nobody has confirmed for a year weighs less, what is over much less.
const OLD = 0.85;
const OVER = 0.3;
// Among what answers alike, whom one can call before whom one can only write to, and these before whom nobody can reach.
const [WRITTEN, MUTE] = [0.97, 0.94];
const TERMS = new Set(["tipo", "tema", "destinatari", "territorio"]);
const NAMES = new Set(["attivita", "rete", "ente"]);
const [SAID, CALLED] = [2, 3];
const [HERE, COVERS] = [4, 3];
const [KIND, BEGINS] = [2, 3];
export const NAMED = 4; // the step of a hit that is called as asked

/** An activity of the kind asked for, a subject, or a name that holds every word. */
export function says(hit, genre, asked) {
  const { title, tipi, alias, dove, forma, forme } = hit.meta;
  const isIn = (words) => asked.every((word) => words.has(word));
  if (TERMS.has(genre) || genre === "pagina") return isIn(forms(title, alias, forme));
  if (genre !== "attivita") return isIn(forms(title, dove, forma, forme));
  const kind = forms(title, tipi, forme);
  return isIn(forms(title, tipi, alias, dove, forme)) && asked.some((word) => kind.has(word));
}

/** Tell whether the words are how a kind of activity is called: where none of that kind is, it can be said. */
export function isKind(hit, words) {
  const asked = words.map(form).join(" ");
  const names = (hit.meta.tipi ?? "").split(" · ").map((name) => `${meaningful(name).map(form).join(" ")} `);
  return names.some((name) => name.startsWith(`${asked} `));
}

/** Tell whether a name holds every word, in whatever form. */
export function isCalled({ meta: { title, forme } }, asked) {
  const written = forms(title, forme);
  return asked.every((word) => written.has(word));
}

function isNamed(hit, genre, asked) {
  const name = [...new Set(telling(hit.meta.title).map(form))];
  return isCalled(hit, asked) && (name.length === asked.length || (asked.length > 1 && NAMES.has(genre)));
}

/** Tell whether a name, or else the name of a kind, begins with the word being written, the others being said. */
function begins(texts, asked, begun) {
  const words = forms(...texts);
  const isLonger = (word) => word !== begun && word.startsWith(begun);
  return texts.some((text) => foldedWords(text ?? "").some(isLonger)) && asked.every((word) => word === form(begun) || words.has(word));
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
function weighed(hit, words, needs, begun) {
  const genre = hit.filters.genere?.[0];
  const asked = [...new Set(words.map(form))];
  hit.isMeant = asked.length > 0 && says(hit, genre, asked);
  const answer = NAMES.has(genre) ? answers(hit, needs) : 0;
  hit.step = Math.max(stepOf(hit, genre, asked, begun), NAMES.has(genre) ? answers(hit, needs.filter(({ isStrong }) => isStrong)) : 0);
  hit.isSaid = hit.isMeant && NAMES.has(genre);
  hit.isAnswer = hit.isSaid || (answer > 0 && answer >= enough(needs));
  hit.isNotice = needs.some(({ facet, code }) => NOTICES.has(facet) && hit.filters[facet]?.includes(code));
  if (hit.isMeant) hit.weight *= isCalled(hit, asked) ? CALLED : SAID;
}

/** The place among the words typed, if it is one to choose (`chips`), where other words say what is looked for there. */
export function placeIn(chips, typed, gazetteer) {
  const named = placesIn(typed, gazetteer);
  const codes = new Set(named.flatMap((place) => place.codes));
  const chip = [...chips].find(({ dataset }) => codes.has(dataset.value));
  const outside = new Set(foldedWords(withoutPlaces(typed, named)));
  const rest = meaningful(typed).filter((word) => outside.has(word));
  if (!chip || !rest.length) return null;
  const { value, name, around } = chip.dataset;
  const asTyped = wordsWithPlaces(typed).filter((word) => rest.includes(word.plain)).map(({ written }) => written);
  return { code: value, name, around: around.split(" ").filter(Boolean), rest: rest.join(" "), restTyped: asTyped.join(" ") };
}

/** What is done in the same town before what is done elsewhere. */
export function nearer(hits, { around }) {
  for (const hit of hits) {
    const shared = around.filter((code) => hit.filters.luogo?.includes(code)).length;
    if (shared) hit.weight *= 1 + shared / around.length;
  }
  return hits;
}

/** What serves the reader's own place before what does not, among what answers alike. */
export function raised(hits, chosen) {
  if (!chosen) return hits;
  for (const hit of hits) {
    const steps = reach(chosen, hit.filters.posto ?? []);
    if (steps < Infinity) hit.weight *= steps ? COVERS : HERE;
  }
  return ordered(hits);
}

/** Load results: those that say it of themselves first, what is over and what nobody has confirmed for a year last. */
export async function loaded(results, { meant, needs, begun, looked, isOfDanger }) {
  const all = await Promise.all(results.map(async (result) => ({ result, hit: Object.assign(await result.data(), { weight: result.score }) })));
  const alike = all.filter(({ result, hit }) => resembles(result, hit));
  // A record about violence is near no other question for a word that happens to stand in it: «ospedale».
  const isInPlace = (hit) => !looked || isOfDanger || !hit.meta.pericolo || answers(hit, needs) > 0;
  const hits = (alike.length ? alike : all).map(({ hit }) => hit).filter(isInPlace);
  for (const hit of hits) {
    if (hit.meta.vecchia) hit.weight *= OLD;
    if (NAMES.has(hit.filters.genere?.[0]) && !hit.meta.chiama) hit.weight *= hit.meta.muta ? MUTE : WRITTEN;
    weighed(hit, meant, needs, begun);
    if (isOver(hit)) Object.assign(hit, { weight: hit.weight * OVER, step: 0, isSaid: false, isAnswer: false });
  }
  return ordered(meant.length || looked ? hits : inTurn(hits));
}

export function ordered(hits) {
  return hits.sort((left, right) => right.step - left.step || right.weight - left.weight);
}

/**
 * The kinds of what was found, in the order to show them: activities first, unless another kind is clearly meant. Who names people or a
 * subject looks for what is done, not for a name; the site's own pages come last, unless one is called just so.
 */
export function inOrder(byGenre, needs = []) {
  const first = (genre) => byGenre.get(genre)[0];
  const isLast = (genre) => genre === "pagina" && first(genre).step < NAMED;
  const isDone = (genre) => genre === "attivita" && needs.length > 0;
  const rank = (genre) => (GENRES[genre] ?? 0.5) * first(genre).weight;
  return [...byGenre.keys()].sort((left, right) => isLast(left) - isLast(right)
    || first(right).step - first(left).step || isDone(right) - isDone(left) || rank(right) - rank(left));
}
