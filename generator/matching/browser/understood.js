// What «Chi lo fa già?» reads in a sentence: the place, the people and the kind of activity, as codes for similarTo.
// What a field already says is not read again, and what somebody took away (`ignored`, codes) stays away.

import { foldedWords } from "../../locale/browser/folding.js";
import { isLittle, placesIn, termsNamed, withoutPlaces } from "./sentence.js";
import { stemsOf } from "./words.js";

/** Remember what was worked out of the last thing it was asked about. */
function kept(work) {
  let [of, made] = [];
  return (about) => {
    if (about !== of) [of, made] = [about, work(about)];
    return made;
  };
}

const FOR_THEM = /^(per|ai|agli|alle|con|tra|fra)$/;

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

/**
 * The terms of one facet («tipo», «per»); words for planning («un nuovo corso») name none by themselves, nor do little
 * words: who «abita» there has no «abiti».
 */
function termsOf(wanted, text, index) {
  const words = foldedWords(text).filter((word) => !isLittle(word)).join(" ");
  const isName = (name) => !index.intent.includes(name.join(" ")) && isWhole(name, text, index);
  return termsNamed(stemsOf(words, index), index.phrases)
    .filter(({ facet }) => facet === wanted)
    .map((term) => ({ ...term, names: term.names.filter(isName) }))
    .filter(({ names }) => names.length);
}

/** A name of which one stem is left is said with a word that was left out: a roof alone is nobody «senza tetto». */
function isWhole(name, text, { halves }) {
  if (name.length > 1 || !Object.hasOwn(halves, name[0])) return true;
  return foldedWords(text).some((word) => halves[name[0]].includes(word));
}

/** The word before each that has one of these stems. */
function wordsBefore(stems, text, index) {
  const words = foldedWords(text);
  return words.flatMap((word, at) => (at > 0 && stems.includes(stemsOf(word, index)[0]) ? [words[at - 1]] : []));
}

/** Names of people alone, so that no longer name of another facet hides them. */
const peopleOf = kept((phrases) => Object.fromEntries(Object.entries(phrases).filter(([, concepts]) => concepts.some((concept) => concept.startsWith("per:")))));

/**
 * Whom the words speak of, the narrowest, where something is done for them; «everybody» says nothing. Those who lend a
 * hand are meant where it is for them: «avvocati volontari» do it. «Ginnastica per anziani» is the name of a kind, and
 * says for whom all the same.
 */
function peopleIn(text, index) {
  const isAfterFor = ({ names }) => wordsBefore(names.flat(), text, index).some((word) => FOR_THEM.test(word));
  const isForThem = (term) => !index.helpers.includes(term.code) || isAfterFor(term);
  const inside = termsOf("per", text, { ...index, phrases: peopleOf(index.phrases) }).filter(isAfterFor);
  const people = [...new Set([...termsOf("per", text, index).filter(isForThem), ...inside].map(({ code }) => code))];
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
