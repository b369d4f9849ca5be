// What a sentence says by itself: the place, the people and the kind of activity, as codes for similarTo.
// What a field already says is not read again, and what somebody took away (`ignored`, codes) stays away.

import { runs, stems } from "./likeness.js";

const PLACE_BEFORE = new Set(
  "a ad al ai alla alle allo agli in nel nei nella nelle nello da dal dalla dalle di del dei della delle quartiere zona rione".split(" "),
);

/** Codes of what is understood, and the `text` without the names of those places. */
export function understood({ text = "", territories = [], audiences = [] }, index, ignored = new Set()) {
  const wanted = (codes) => codes.filter((code) => !ignored.has(code));
  const places = territories.length ? [] : placesIn(text, index, ignored);
  return {
    text: without(text, places),
    territories: [...new Set(places.flatMap(({ codes }) => codes))],
    audiences: audiences.length ? [] : wanted(peopleIn(text, index)),
    kinds: wanted(kindsIn(without(text, places), index)),
  };
}

/** The question with what was understood in it, as similarTo takes it. */
export function completed(asked, read) {
  return {
    text: read.text,
    kinds: read.kinds,
    territories: asked.territories?.length ? asked.territories : read.territories,
    audiences: asked.audiences?.length ? asked.audiences : read.audiences,
  };
}

/** Places by their whole names, longest first; of several sizes the smallest: «Fornaci», not the town around it. */
function placesIn(text, { spoken }, ignored) {
  const words = wordsOf(text);
  const found = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(spoken.longest, words.length - at); count > 0; count -= 1) {
      const name = words.slice(at, at + count).map(({ plain }) => plain).join(" ");
      if (!Object.hasOwn(spoken.places, name) || !isMeant(name, words, at, count, spoken)) continue;
      const codes = spoken.places[name].filter((code) => !ignored.has(code));
      const [from, to] = [words[at].from, words[at + count - 1].to];
      if (codes.length) found.push({ codes, from, to, size: Math.min(...codes.map((code) => spoken.known[code][0])) });
      at += count - 1;
      break;
    }
  }
  const smallest = Math.min(...found.map(({ size }) => size));
  return found.filter(({ size }) => size === smallest);
}

function without(text, places) {
  return places.reduceRight((said, { from, to }) => said.slice(0, from) + said.slice(to), text.normalize("NFC"));
}

/** A name that is also a common word («centro») is a place alone, with a capital, or where a place ends the sentence. */
function isMeant(name, words, at, count, { common }) {
  if (!common.includes(name)) return true;
  const before = words[at - 1];
  if (words.length === count) return true;
  if (at > 0 && /^\p{Lu}/u.test(words[at].written)) return true;
  return Boolean(before && PLACE_BEFORE.has(before.plain) && words[at + count - 1].ends);
}

function wordsOf(text) {
  const found = [...text.normalize("NFC").matchAll(/[\p{L}\p{N}]+/gu)];
  return found.map((one) => ({
    written: one[0],
    plain: one[0].toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""),
    from: one.index,
    to: one.index + one[0].length,
    ends: /^\s*($|[.,;:!?)])/.test(one.input.slice(one.index + one[0].length)),
  }));
}

/** Whom the words speak of, the narrowest, where something is done for them; «everybody» says nothing. */
function peopleIn(text, { labels, above, ...index }) {
  const found = [...support(text, "per:", index, isWhole).keys()].filter((code) => labels.destinatari[code] && code !== "tutti");
  return found.filter((code) => !found.some((other) => above[other]?.includes(code)));
}

/** The kinds that the rarest words speak of, among those of some activity. */
function kindsIn(text, index) {
  const found = [...support(text, "tipo:", index)].filter(([code]) => index.labels.tipo[code]);
  const most = Math.max(...found.map(([, weight]) => weight));
  return found.filter(([, weight]) => weight === most).map(([code]) => code);
}

/** Whether words are no part of others that say something of their own: «scuola» in «scuola di italiano» is no school. */
function isWhole(run, all) {
  const within = (other) => run.split(" ").every((stem) => other.split(" ").includes(stem));
  return !all.some((other) => other.length > run.length && within(other));
}

/** Code → how rare the words are that speak of it, together. */
function support(text, prefix, index, holds = () => true) {
  const said = new Map();
  const telling = (run, _, all) => !index.intent.includes(run) && holds(run, all);
  for (const run of runs(stems(text, index), index.phrases).filter(telling)) {
    for (const concept of index.phrases[run].filter((one) => one.startsWith(prefix))) {
      const code = concept.slice(prefix.length);
      said.set(code, new Set([...(said.get(code) ?? []), ...run.split(" ")]));
    }
  }
  const weigh = (stem) => index.rarity[stem] || index.rarest;
  return new Map([...said].map(([code, those]) => [code, [...those].reduce((sum, one) => sum + weigh(one), 0)]));
}
