// What «Chi lo fa già?» reads in a sentence: the place, the people and the kind of activity, as codes for similarTo.
// What a field already says is not read again, and what somebody took away (`ignored`, codes) stays away.

import { placesIn, termsNamed, withoutPlaces } from "./sentence.js";
import { stemsOf } from "./words.js";

/** Codes of what is understood, and the `text` without the names of those places. */
export function understood({ text = "", territories = [], audiences = [] }, index, ignored = new Set()) {
  const isWanted = (code) => !ignored.has(code);
  const places = territories.length ? [] : placesIn(text, index.spoken, isWanted);
  const rest = withoutPlaces(text, places);
  return {
    text: rest,
    territories: [...new Set(places.flatMap(({ codes }) => codes))],
    audiences: audiences.length ? [] : peopleIn(text, index).filter(isWanted),
    kinds: kindsIn(rest, index).filter(isWanted),
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

/** The terms of one facet («tipo», «per»); words for planning («un nuovo corso») name none by themselves. */
function termsOf(wanted, text, index) {
  return termsNamed(stemsOf(text, index), index.phrases)
    .filter(({ facet }) => facet === wanted)
    .map((term) => ({ ...term, names: term.names.filter((name) => !index.intent.includes(name.join(" "))) }))
    .filter(({ names }) => names.length);
}

/** Whom the words speak of, the narrowest, where something is done for them; «everybody» says nothing. */
function peopleIn(text, index) {
  const people = termsOf("per", text, index).map(({ code }) => code);
  const known = people.filter((code) => index.labels.destinatari[code] && code !== "tutti");
  return known.filter((code) => !known.some((other) => index.above[other]?.includes(code)));
}

/** The kinds that the rarest words speak of, among those of some activity. */
function kindsIn(text, index) {
  const kinds = termsOf("tipo", text, index)
    .filter(({ code }) => index.labels.tipo[code])
    .map(({ code, names }) => ({ code, weight: rarityOf(new Set(names.flat()), index) }));
  const most = Math.max(...kinds.map(({ weight }) => weight));
  return kinds.filter(({ weight }) => weight === most).map(({ code }) => code);
}

/** How rare words are together; those that no activity holds are the rarest. */
function rarityOf(words, { rarity, rarest }) {
  return [...words].reduce((sum, word) => sum + (rarity[word] || rarest), 0);
}
