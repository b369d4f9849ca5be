// What a text is about, and how far an activity agrees: twin of generator/matching/objects.py, whose lexicon and weights
// travel in the index (`objects`, `object_rules`). Whole numbers throughout; a test holds both to the same objects.

import { stem, wordsOf } from "./words.js";

const FULL = 1000;
const lexicons = new WeakMap();

/** The objects (by number) that a text speaks of, each with its weight. */
export function spokenOf(text, index) {
  const known = lexiconOf(index);
  const { shared, hint } = index.object_rules;
  const words = wordsOf(text, index);
  const stems = words.map((word) => stem(word, index.light));
  const met = new Set();
  const weights = new Map();
  for (let place = 0; place < stems.length; ) {
    const [length, found] = longestAt(place, words, stems, known);
    const run = stems.slice(place, place + length).join(" ");
    if (found.size && !met.has(run)) {
      met.add(run);
      const share = shared[Math.min(found.size, shared.length) - 1];
      for (const [object, weight] of found) weights.set(object, (weights.get(object) ?? 0) + (weight === hint ? share : weight));
    }
    place += length;
  }
  weights.delete(index.objects.codes.indexOf(":"));
  return weights;
}

/**
 * How a question stands to each activity. What it says outright is what it is about; else what it hints at, where that
 * is as much as a saying. `agreed`: how far an activity speaks of the same, per mille. `isSame`: far enough to be the
 * same thing. `isSaid`: the question names what it is about.
 */
export function judgeObjects(text, index) {
  const { close, object_rules: rules } = index;
  const spoken = [...spokenOf(text, index)];
  const said = spoken.filter(([, weight]) => weight >= rules.said);
  const isSaid = said.length > 0;
  const asked = isSaid ? said : spoken;
  const total = asked.reduce((sum, [, weight]) => sum + weight, 0);
  const query = new Map(asked.map(([object, weight]) => [object, Math.floor(Math.sqrt((weight * FULL * FULL) / total))]));
  const groups = new Set(asked.map(([object]) => groupOf(object, index)));
  const agreed = (number) => {
    const own = index.about[number] ?? [];
    let product = 0;
    for (let at = 0; at < own.length; at += 2) product += (query.get(own[at]) ?? 0) * own[at + 1];
    return Math.min(Math.floor(product / FULL), FULL);
  };
  const ofSaid = groups.size > 1 ? close.same_of_several : close.same;
  const bar = isSaid ? ofSaid : close.hinted;
  return { isSaid, agreed, isSame: (number) => total >= rules.sure && agreed(number) >= bar };
}

function groupOf(object, { objects }) {
  return objects.codes[object].split(":")[0];
}

function longestAt(place, words, stems, { runs, whole, beginnings, longest }) {
  for (let length = Math.min(longest.get(stems[place]) ?? 1, stems.length - place); length > 1; length -= 1) {
    const found = runs.get(stems.slice(place, place + length).join(" "));
    if (found) return [length, found];
  }
  const word = words[place];
  const found = new Map(runs.get(stems[place]));
  const others = [whole.get(word)];
  for (let end = 3; end <= word.length; end += 1) others.push(beginnings.get(word.slice(0, end)));
  for (const other of others) for (const [object, weight] of other ?? []) found.set(object, Math.max(weight, found.get(object) ?? 0));
  return [1, found];
}

/** The lexicon as it is looked up, made once of what the index holds. */
function lexiconOf(index) {
  // An index in parts is put together anew for each question, around the same lexicon.
  if (!lexicons.has(index.objects)) lexicons.set(index.objects, lexicon(index));
  return lexicons.get(index.objects);
}

function lexicon(index) {
  const known = { runs: new Map(), whole: new Map(), beginnings: new Map(), longest: new Map() };
  const { said, phrase, hint } = index.object_rules;
  index.objects.sayings.forEach((texts, object) => {
    texts.forEach((text, at) => {
      for (const saying of text ? text.split(",") : []) add(saying, object, at ? hint : said, known, at ? hint : phrase);
    });
  });
  return known;
}

/** Takes a saying in: a word as it is (`=word`), the beginning of words (`word*`), or a run of stems. */
function add(saying, object, weight, { runs, whole, beginnings, longest }, ofSeveral) {
  if (saying.endsWith("*")) return note(beginnings, saying.slice(0, -1), object, weight);
  if (saying.startsWith("=")) return note(whole, saying.slice(1), object, weight);
  const run = saying.split(" ");
  longest.set(run[0], Math.max(longest.get(run[0]) ?? 0, run.length));
  return note(runs, saying, object, run.length > 1 ? ofSeveral : weight);
}

function note(table, key, object, weight) {
  if (!table.has(key)) table.set(key, new Map());
  const known = table.get(key);
  if (!known.has(object)) known.set(object, weight);
}
