// What the page shows, seen from the place asked for: what may be the same thing there, in the same town, elsewhere;
// and what that place has for the same need, which matters more to somebody there than another town does.

import { plain, reworded } from "../../locale/browser/folding.js";
import { judge } from "./closeness.js";
import { isOfTheFamily, isThere, levelOf, whereIs } from "./facets.js";
import { similar } from "./likeness.js";
import { needOf } from "./need.js";
import { load, queryOf, shown, slips } from "./similar.js";
import { completed, understood } from "./understood.js";

const MOST = 41; // forty are shown; one more tells that there are more
const NEAR = 3;
const GROUPS = ["here", "beside", "away"];

/**
 * The answer to what is asked: what was `read` in it and what is `found`. Where nobody does it as it is written, and a
 * word is a letter away from a known one with which somebody does, `meant` holds those words. Where nothing answers all
 * the words but the kind that they name is done, what is of that kind is the answer (`found.isByKind`).
 */
export async function answerTo(asked, index, ignored = new Set()) {
  const written = await answerAsWritten(asked, index, ignored);
  const better = isFound(written) ? [] : slips(written.read.text, index, ignored);
  if (!better.length) return answeredByKind(written);
  const words = new Map(better.map(([word, meant]) => [plain(word), meant]));
  const text = reworded(asked.text, (word) => words.get(word));
  const mended = await answerAsWritten({ ...asked, text }, index, ignored);
  return isFound(mended) ? { ...mended, meant: [...words.values()] } : answeredByKind(written);
}

/** The same answer; where nothing stands in it, what is of a kind that was named takes the place of what may help. */
function answeredByKind(answer) {
  const { found } = answer;
  if (isFound(answer) || found.kin.length || !GROUPS.some((name) => found.ofKind[name].length)) return answer;
  const known = new Set(GROUPS.flatMap((name) => found.ofKind[name].map(({ number }) => number)));
  const near = found.near.filter(({ number }) => !known.has(number));
  return { ...answer, found: { ...found, ...found.ofKind, near, isByKind: true } };
}

async function answerAsWritten(asked, index, ignored) {
  const read = understood(asked, index, ignored);
  return { read, found: await nearest(completed(asked, read)), meant: [] };
}

function isFound({ found: { here, beside, away } }) {
  return here.length + beside.length + away.length > 0;
}

/**
 * Activities by what they are to the question, best first: `here` (all, where no place is asked for), `beside`, `away`
 * may be the same thing; `kin` serves the same need there; `near` may help; `ofKind` are of a kind that was named, whatever
 * the other words, parted as the first three. `need`: the kinds that it is about.
 */
export async function nearest(asked) {
  const index = await load(asked.territories);
  const query = queryOf(asked);
  const { isAlike, isAbout } = judge(query, index);
  const groups = { here: [], beside: [], away: [], near: [] };
  for (const match of similar(query, index, Infinity, isAbout)) {
    groups[isAlike(match) ? whereIs(match.number, query, index) : "near"].push(match);
  }
  const need = needOf(query, index);
  const kin = kinOf({ ...query, tipo: need }, groups.here, index);
  const isKin = new Set(kin.map(({ number }) => number));
  const ofKind = ofTheKind(groups.near, query, index);
  groups.near = groups.near.filter(({ number }) => !isKin.has(number)).slice(0, NEAR);
  const told = (matches, close) => matches.slice(0, MOST).map((match) => ({ ...shown(match, query, index), close }));
  const answered = Object.fromEntries(Object.keys(groups).map((name) => [name, told(groups[name], name !== "near")]));
  const named = Object.fromEntries(GROUPS.map((name) => [name, told(ofKind.filter(({ number }) => whereIs(number, query, index) === name), true)]));
  return { ...answered, kin: kin.map((match) => shown(match, { ...query, tipo: need }, index)), ofKind: named, need };
}

/** Those of these that are first of all of a kind that was named, and not for other people. */
function ofTheKind(matches, query, index) {
  return matches.filter(({ number }) => query.tipo.includes(index.codes.tipo[number][0]) && !isForOthers(number, query, index));
}

function isForOthers(number, query, index) {
  return levelOf("destinatari", number, query, index) === index.weights.destinatari.length - 1;
}

/**
 * What the place asked for has of the same family of kinds, and is not the same thing; beside the same thing only what
 * is for the same people.
 */
function kinOf(query, here, index) {
  if (!query.tipo.length || !query.territori.length) return [];
  const known = new Set(here.map(({ number }) => number));
  const isKin = ({ number }) =>
    !known.has(number) &&
    isThere(number, query, index) &&
    isOfTheFamily(number, query.tipo, index) &&
    !(here.length && isForOthers(number, query, index));
  return similar(query, index, Infinity).filter(isKin).slice(0, MOST);
}

/** Networks that do one of these kinds in one of these places, nearest first; where none does, those it is a theme of. */
export function networksOn(kinds, places, { networks }) {
  const there = [...new Set(places.flatMap((code) => networks.there[code] ?? []))].map((number) => networks.known[number]);
  const isOfThese = (own) => own.some((kind) => kinds.includes(kind));
  const doing = there.filter(([, , done]) => isOfThese(done));
  return doing.length ? doing : there.filter(([, , , themed]) => isOfThese(themed));
}
