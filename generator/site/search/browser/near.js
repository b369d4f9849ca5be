// Where few records hold all the words: those that hold some, that do what the words name, or hold words near them.

import { folded, readingsOf } from "../../../locale/browser/folding.js";
import { probablyMeant } from "../../../matching/browser/sentence.js";
import { EVERYTHING, LOOKED_AT, NOT_PAGES, dataOf, isWhole, recordsIn, searched, spoken, start, wordsOf } from "./engine.js";
import { needsIn } from "./needs.js";
import { form, isLike, stem } from "./words.js";

// What these weights and limits are worth, `python -m benchmarks.search` says.
const BESIDE = 0.3;
const NEED = { tipo: 2, richiesta: 2, offerta: 2, per: 1, tema: 0.7 };
const MOST_LOOSE = 32;
const FEW = 8;
const WORTH = 0.3;
const LITTLE_WORTH = 0.05;
const SHORTEST_FORM = 5;
const NOTHING = { results: [] };
// Ways in which things are done: beside a word that nobody knows they do not say which.
const GENERIC = new Set(
  "corso corsi lezione lezioni gruppo gruppi incontro incontri laboratorio attività progetto course class classes lessons cours curso clases curs"
    .split(" ").map(form),
);
// Whom everybody may mean; who has a need of their own («disabile», «dementia») says with that what is looked for.
const ANYBODY = new Set(
  "bambini bambino bambina bimbo bimba bimbi ragazzi ragazzo ragazza giovani adulti anziani anziano anziana famiglia donne donna uomini uomo children kids enfants niños"
    .split(" ").map(form),
);

/**
 * Records that hold some of the words, after those that hold all (`whole`). `meant` are the words that were searched,
 * `corrected` leads from each slip to the word in its place; words said `aside` name nothing and weigh little;
 * nothing is shown where less than half is understood.
 */
export async function loosened(words, filters, whole, aside = new Set()) {
  const within = filters.genere ? filters : { ...filters, genere: { any: NOT_PAGES } };
  const read = (await Promise.all(words.map((word) => readWord(word, within)))).map((word) => (aside.has(form(word.word)) ? { ...word, times: BESIDE } : word));
  const vocabulary = await spoken();
  const all = needsIn(vocabulary, read.map(({ word }) => word).filter((word) => !aside.has(form(word))));
  const isOfTerm = ({ word }) => all.some(({ name }) => name.includes(form(word)));
  const known = read.filter((word) => word.found?.results.length || isOfTerm(word));
  const isUnknown = known.length < words.length;
  const asked = isUnknown ? all.filter(({ name }) => !name.every((word) => GENERIC.has(word))) : all;
  const meant = known.map(({ word }) => word);
  const corrected = known.filter(({ instead }) => instead);
  const first = corrected.length ? await again(meant, filters) : whole;
  const strong = strongest(known.filter(({ word }) => !aside.has(form(word))), vocabulary.ofTerms);
  const needs = asked.map((need) => ({ ...need, isStrong: need.name.includes(strong) }));
  const isAboutSomething = needs.some(({ name }) => !isUnknown || !name.every((word) => ANYBODY.has(word)));
  const isAnswered = first.length || isAboutSomething || sureness(known, isUnknown) * 2 >= words.length;
  return {
    results: isAnswered ? merged([...known, ...(await held(needs, within))], words.length, first) : [],
    found: null,
    words: "",
    strict: first.length,
    meant: known.length === words.length ? meant : [],
    needs,
    looked: meant.join(" "),
    corrected: isAnswered ? new Map(corrected.map(({ instead, word }) => [instead, word])) : new Map(),
  };
}

/** All the words once those that were not known are corrected. */
async function again(words, filters) {
  const found = await searched(await start(), words, filters);
  return recordsIn(found) ? found.results.filter(isWhole) : [];
}

/** The rarest word among those that name what can be asked for. */
function strongest(known, ofTerms) {
  const isOfTerms = (word) => ofTerms.has(word) || (word.length >= SHORTEST_FORM && [...ofTerms].some((term) => term.startsWith(word)));
  const subjects = known.filter(({ word }) => isOfTerms(form(word)));
  const rarest = subjects.sort((left, right) => left.found.results.length - right.found.results.length).at(0);
  return rarest ? form(rarest.word) : "";
}

/**
 * How many words are understood: one that only stands in some text is half a word, one that only begins like others is none.
 * Where others are not known, neither «corso» nor «bambini» says what is looked for: that is nothing, and half a word.
 */
function sureness(known, isUnknown) {
  const worth = ({ word, isSubject, isWhole }) => {
    if (isUnknown && GENERIC.has(form(word))) return 0;
    return isSubject && !(isUnknown && ANYBODY.has(form(word))) ? 1 : isSubject || isWhole ? 0.5 : 0;
  };
  return known.reduce((sum, word) => sum + worth(word), 0);
}

/** A word as the catalogue says it: itself, or the nearest one it knows. */
async function readWord(word, filters) {
  const pagefind = await start();
  const search = (text) => searched(pagefind, [text], filters);
  const { words, stems, plain, phrases, right } = await spoken();
  const found = await search(word);
  const isSubject = plain.has(word) || (word.length >= SHORTEST_FORM && stems.has(stem(word)));
  if (isSubject || isBegun(word, words)) return { word, found, isSubject: true };
  const isTerm = form(word) in phrases; // people say it, whether or not a record does: «bread»
  const hits = await dataOf(found.results.slice(0, LOOKED_AT));
  const marked = wordsOf(hits, true);
  const isOfItsName = ({ meta }) => readingsOf(`${meta.title} ${meta.alias} ${meta.forma}`).includes(word);
  const isSaid = hits.some(isOfItsName);
  if (isTerm) return { word, found: isSaid || isLike(word, marked) ? found : NOTHING, isSubject: true, isTerm };
  if (isSaid || marked.some((written) => stem(written) === stem(word))) return { word, found, isWhole: true, isSubject: isSaid };
  const near = right.has(folded(word)) ? "" : probablyMeant(word, words); // a word of Italian is no slip of another
  if (near) return { word: near, found: await search(near), instead: word, isSubject: true };
  return { word, found: isLike(word, marked) ? found : NOTHING };
}

/** «Coordina» is no slip for «coordinare»: it is the same word in another form. */
function isBegun(word, words) {
  const beginning = stem(word);
  return beginning.length >= SHORTEST_FORM && words.some((known) => folded(known).startsWith(beginning));
}

/** What stands under the terms that the words name. */
export function held(needs, filters) {
  const search = async ({ facet, code, name, isStrong }) => {
    const found = await (await start()).search(EVERYTHING, { filters: { ...filters, [facet]: { any: [code] } } });
    return { found, name, times: NEED[facet] * (isStrong ? 1 : BESIDE) };
  };
  return Promise.all(needs.filter(({ facet }) => !(facet in filters)).map(search));
}

/** Records by how many of the words they hold, rare words counting more. */
function merged(read, asked, first) {
  const scores = new Map(first.map((result) => [result.id, { result, sum: 0, words: new Set() }]));
  for (const { found, word, name = [form(word)], times = 1 } of read) {
    const best = Math.max(...found.results.map(({ score }) => score)) || 1;
    const rarity = times / Math.log(found.results.length + 2);
    for (const result of found.results) {
      const record = scores.get(result.id) ?? { result, sum: 0, words: new Set() };
      if (!result.begins) record.result = result;
      record.sum += rarity * (0.4 + (0.6 * result.score) / best);
      for (const part of name) record.words.add(part);
      scores.set(result.id, record);
    }
  }
  const ranked = [...scores.values()].map(({ result, sum, words }) => ({ id: result.id, begins: result.begins, data: () => result.data(), score: (sum * words.size) / asked }));
  ranked.sort((left, right) => right.score - left.score);
  return ranked.filter(({ score }, at) => score >= ranked[0].score * (at < FEW ? LITTLE_WORTH : WORTH)).slice(0, MOST_LOOSE);
}
