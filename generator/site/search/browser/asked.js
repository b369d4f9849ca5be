// What a search says before any record is looked at: a need, that it cannot wait, and choices that were typed in words
// («gratis», «in carrozzina», «9 anni»). Names are in parole.json (search/asked.py); nothing typed is dropped in silence.

import { evened, folded, foldedWords, wordsWithPlaces } from "../../../locale/browser/folding.js";
import { strongWords } from "../../../matching/browser/sentence.js";
import { incidental } from "./incidental.js";
import { form } from "./words.js";

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;
const YEARS = /(?<![\p{L}\p{N}])(\d{1,3}) ?(?:anni|anno|years?(?: old)?|ans|años|ani|років|роки|سنوات|سنة|岁)(?![\p{L}\p{N}])/giu;
const MOST_NEEDS = 2;
const DANGER = "1522"; // whoever looks for it may have to leave in a hurry: generator/site/parts/emergency.py

/** Where a name is said: whole words, whatever their ending; in writing without spaces, anywhere. */
function spansOf(name, words, text) {
  if (UNSPACED.test(name)) {
    const at = text.indexOf(folded(name));
    return at < 0 ? [] : [{ from: at, to: at + name.length }];
  }
  const parts = foldedWords(name).map(form);
  if (!parts.length) return [];
  const isHere = (at) => parts.every((part, step) => words[at + step].form === part);
  return words.slice(0, Math.max(0, words.length - parts.length + 1))
    .map((_, at) => at)
    .filter(isHere)
    .map((at) => ({ from: words[at].from, to: words[at + parts.length - 1].to }));
}

const isInside = (span, others) => others.some(({ from, to }) => from <= span.from && span.to <= to && to - from > span.to - span.from);

/** The needs that are named, the longest name first: «scuola di italiano» is no school. One that asks only for help asks for nothing else. */
function needsNamed(needs, words, text) {
  const isBare = !strongWords(text).length;
  const said = needs.flatMap((need) => need.names
    .filter((name) => isBare || UNSPACED.test(name) || strongWords(name).length)
    .flatMap((name) => spansOf(name, words, text).map((span) => ({ need, span }))));
  const spans = said.map(({ span }) => span);
  const kept = said.filter(({ span }) => !isInside(span, spans));
  kept.sort((left, right) => right.span.to - right.span.from - (left.span.to - left.span.from) || left.span.from - right.span.from);
  return [...new Set(kept.map(({ need }) => need))].slice(0, MOST_NEEDS);
}

/** The needs that cannot wait; a word that asks for help alone («aiuto») does only where nothing else is asked. */
function needsAtOnce(needs, words, text) {
  const isBare = !strongWords(text).length;
  const isSaid = (word) => (isBare || UNSPACED.test(word) || strongWords(word).length) && spansOf(word, words, text).length;
  return needs.filter(({ urgent }) => urgent.some(isSaid));
}

function choicesTyped(choices, words, text) {
  const named = choices.flatMap((choice) => choice.names.flatMap((name) => spansOf(name, words, text).map((span) => ({ choice, span }))));
  for (const age of text.matchAll(YEARS)) {
    const choice = choices.find(({ years }) => years && years[0] <= age[1] && age[1] <= years[1]);
    if (choice) named.push({ choice, span: { from: age.index, to: age.index + age[0].length } });
  }
  const spans = named.map(({ span }) => span);
  return named.filter(({ span }) => !isInside(span, spans));
}

/**
 * Read what was typed: `text` without the words of the choices, the `choices` (facet, value, label), the `needs` (code, label,
 * address), and the `numbers` to call at once, which stand below where what calls for them is only said beside another need
 * (`isBeside`). `ignored` holds the choices that the reader took off, as `facet:value`.
 */
export function understood(typed, { needs, choices }, ignored = new Set()) {
  const text = evened(typed);
  const lower = folded(text).length === text.length ? folded(text) : text.toLowerCase();
  const words = wordsWithPlaces(text).map((word) => ({ ...word, form: form(word.plain) }));
  const typedChoices = choicesTyped(choices, words, lower).filter(({ choice }) => !ignored.has(keyOf(choice)));
  const urgent = needsAtOnce(needs, words, lower);
  const named = needsNamed(needs, words, lower);
  const aside = incidental(lower);
  const isAside = (need) => need.urgent.every((word) => aside.has(form(word)) || !spansOf(word, words, lower).length);
  const [besides, atOnce] = [urgent.filter(isAside), urgent.filter((need) => !isAside(need))];
  const asked = named.filter((need) => !besides.includes(need));
  const isBeside = aside.size > 0 && asked.length > 0 && !atOnce.length && besides.length > 0;
  return {
    text: without(text, typedChoices.map(({ span }) => span)),
    choices: [...new Set(typedChoices.map(({ choice }) => choice))],
    needs: isBeside ? [asked[0], besides[0]] : [...new Set([...urgent, ...named])].slice(0, MOST_NEEDS),
    isBeside,
    numbers: [...new Map(urgent.flatMap(({ numbers }) => numbers).map((number) => [number[0], number])).values()],
  };
}

export const isDangerous = (need) => need.numbers.some(([number]) => number === DANGER);

export const keyOf = ({ facet, value }) => `${facet}:${value}`;

function without(text, spans) {
  const last = (left, right) => right.from - left.from;
  return [...spans].sort(last).reduce((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, text).replace(/ {2,}/g, " ").trim();
}

/** Filters with the choices that were typed: all of those of one kind must hold, what was pressed by hand stays. */
export function withChoices(filters, choices) {
  const joined = { ...filters };
  for (const { facet, value } of choices) {
    const pressed = joined[facet]?.any ?? [];
    if (pressed.includes(value)) continue;
    joined[facet] = { ...joined[facet], all: [...(joined[facet]?.all ?? []), value] };
  }
  return joined;
}

/**
 * Filters that let by, too, what does not say: whether it is free, whether one can get in with a wheelchair. Null where nothing
 * asks for what may be left unsaid.
 */
export function withDoubts(filters, doubts) {
  const { any, all = [] } = filters.accesso ?? {};
  const asked = [...(any ? [any] : []), ...all.map((value) => [value])];
  if (!asked.flat().some((value) => doubts[value])) return null;
  const either = asked.map((values) => ({ any: [...new Set(values.flatMap((value) => [value, ...(doubts[value] ?? []).slice(0, 1)]))] }));
  return { ...filters, accesso: either.length > 1 ? { all: either } : either[0] };
}

/** Filters that leave out only what says the contrary of these choices: that it costs. */
export function notAgainst(filters, choices, doubts) {
  const contrary = choices.filter(({ facet }) => facet === "accesso").flatMap(({ value }) => (doubts[value] ?? []).slice(1));
  return contrary.length ? { ...filters, accesso: { ...filters.accesso, none: contrary } } : filters;
}

/** In writing without spaces, the names of terms that stand in it, as words; other texts stay. */
export function spaced(typed, phrases) {
  if (!UNSPACED.test(typed)) return typed;
  const text = folded(typed);
  const names = Object.keys(phrases).filter((phrase) => UNSPACED.test(phrase) && text.includes(phrase));
  const longest = names.filter((name) => !names.some((other) => other !== name && other.includes(name)));
  return longest.length ? longest.join(" ") : typed;
}
