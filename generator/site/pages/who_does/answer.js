// What the page answers, in sentences: about the place asked for first, then about what there is elsewhere.

import { reach } from "../../parts/place.js";

const SERVING = ["here", "reaching"];
const ENOUGH = 5;
const MOST = 40;
const LONGEST = 60;

/** The headings and activities to show, in order: what serves the same need in that place comes before other towns. */
export function grouped(found, texts) {
  const headings = { ...texts, here: found.reaching.length ? texts.inPlace : texts.close };
  const wanted = numberOf(found, SERVING) < ENOUGH ? [...SERVING, "beside", "kin", "away"] : SERVING;
  const names = numberOf(found, wanted) < ENOUGH ? [...wanted, "near"] : wanted;
  const shown = names.filter((name) => found[name].length);
  // The sentence above says it already.
  const isSaid = (name, at) => (name === "here" && !found.reaching.length) || (name === "kin" && at === 0);
  return shown.map((name, at) => ({ heading: headings[name], isSaid: isSaid(name, at), activities: found[name].slice(0, MOST) }));
}

/**
 * What serves the places asked for, parted as `Geography.reach` tells: `here` is done in one of them, `reaching` covers
 * them from around. In each group what can be reached stands before what can't.
 */
export function parted(found, asked, read, index) {
  const places = placesOf(asked, read).map((code) => ({ code, around: index.around[code] ?? [], inside: insideOf(code, index) }));
  const isDoneThere = ({ number }) => !places.length || places.some((place) => reach(place, index.codes.territori[number]) === 0);
  const groups = { ...found, here: found.here.filter(isDoneThere), reaching: found.here.filter((activity) => !isDoneThere(activity)) };
  const isSilent = ({ number }) => Number(index.doors[index.door[number]]?.office ?? index.door[number] < 0);
  const inOrder = (activities) => [...activities].sort((left, right) => isSilent(left) - isSilent(right));
  return { ...groups, ...Object.fromEntries([...SERVING, "beside", "kin", "away", "near"].map((name) => [name, inOrder(groups[name])])) };
}

function insideOf(whole, { around }) {
  return Object.keys(around).filter((code) => around[code].includes(whole));
}

function numberOf(found, names) {
  return names.reduce((sum, name) => sum + found[name].length, 0);
}

/** One sentence on what was found; `missing` are the words that nobody uses. */
export function summary(found, { asked, read, missing }, index, texts) {
  const where = placesOf(asked, read).map((code) => index.spoken.known[code]?.[1] ?? code).join(", ");
  const filled = (text) => text.replace("{words}", () => wordsOf(asked, read, index)).replace("{place}", () => where);
  if (found.isByKind && found.here.length) return texts.byKind;
  if (found.here.length) return filled([counted(found.here.length, where, texts), reaching(found, texts)].filter(Boolean).join(" "));
  if (found.reaching.length) return filled((found.reaching.length === 1 ? texts.onlyReachingOne : texts.onlyReachingMany).replace("{n}", found.reaching.length));
  if (found.beside.length || (found.away.length && !found.kin.length)) return filled(texts.elsewhere);
  if (found.kin.length) return filled(texts.kinOnly);
  return missing.length ? texts.nothing : texts.none;
}

/** Whether anything at all may answer: the same thing somewhere, or what serves the same need there. */
export function isAnswered(found) {
  return numberOf(found, [...SERVING, "beside", "kin", "away"]) > 0;
}

/** The places asked for: chosen, else read in the words. */
export function placesOf(asked, read) {
  return asked.territories.length ? asked.territories : read.territories;
}

/** How many more come from around. */
function reaching(found, texts) {
  const number = found.reaching.length;
  return number ? (number === 1 ? texts.alsoReachingOne : texts.alsoReachingMany).replace("{n}", number) : "";
}

function counted(number, where, texts) {
  if (number > MOST) return texts.most.replace("{n}", MOST);
  const [single, plural] = where ? [texts.oneHere, texts.manyHere] : [texts.one, texts.many];
  return number === 1 ? single : plural.replace("{n}", number);
}

/** What is looked for, in few words: who asks with none asks for people. */
function wordsOf({ text, audiences }, read, { labels }) {
  if (text.length > LONGEST) return `${text.slice(0, LONGEST).replace(/\s+\S*$/u, "")}…`;
  return text || [...audiences, ...read.audiences].map((code) => labels.destinatari[code]).join(", ");
}
