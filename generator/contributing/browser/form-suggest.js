// Finding a term or a record by the words people type, and what is like them: few, near, in the order of likelihood.

import { foldedWords, readingsOf } from "../../locale/browser/folding.js";
import { el } from "./form-dom.js";
import { valueAt } from "./form-shape.js";

const LEAST = 3;
const EMPTY = new Set(
  "del della delle dei degli per con una uno gli alle agli and the nel nella che chi non senza".split(" "),
);

const tellingWords = (text) => foldedWords(text).filter((word) => word.length >= LEAST && !EMPTY.has(word));

/** What two forms of a word share: all but the ending that changes with number and gender. */
const stem = (word) => (word.length > 4 ? word.slice(0, Math.max(4, word.length - (word.length > 7 ? 2 : 1))) : word);

/** Return the codes of the few terms that a text speaks of, the likeliest first. */
export function suggested(text, terms, most = 3) {
  const stems = tellingWords(text).map(stem);
  if (!stems.length) return [];
  const scored = terms.map((term) => [scoreOf(term, stems), term.codice]).filter(([score]) => score > 0);
  return scored
    .sort(([left], [right]) => right - left)
    .slice(0, most)
    .map(([, code]) => code);
}

function scoreOf({ it, en, alias = [] }, stems) {
  const phrases = [it, en, ...alias].filter(Boolean);
  const scores = phrases.map((phrase, at) => {
    const words = tellingWords(phrase).map(stem);
    const hits = words.filter((word) =>
      stems.some((other) => other === word || (word.length > 4 && other.startsWith(word))),
    ).length;
    const isSaying = at >= phrases.length - alias.length;
    if (!hits || (isSaying && 2 * hits <= words.length)) return 0; // half a saying says something else: «ho paura di lui»
    return hits === words.length ? 10 * hits + 1 : Math.floor((4 * hits) / words.length);
  });
  const [first = 0, second = 0] = scores.sort((left, right) => right - left);
  return 2 * first + second;
}

/** The words of a name but for the title of a saint: «S. Eligio» is «Sant'Eligio». */
export function named(text) {
  const words = foldedWords(text);
  const others = words.filter((word) => !/^(ss?|san|sant[aoie]?)$/.test(word));
  return others.length ? others : words;
}

/** What a record is searched by. */
export const recordWords = ({ nome, altri_nomi = [] }) => [nome, ...altri_nomi].join(" ");

/** Return the items whose words hold every word typed, those that begin with them first. */
export function matching(typed, items, wordsOf, most = 8) {
  const wanted = named(typed);
  if (!wanted.length) return [];
  const begins = (words) => words.join(" ").startsWith(wanted.join(" "));
  const ranked = [];
  for (const item of items) {
    const itsWords = readingsOf(wordsOf(item)).join(" ");
    const padded = ` ${itsWords}`;
    const rank = [foldedWords(wordsOf(item)), named(wordsOf(item))].some(begins)
      ? 0
      : wanted.every((word) => padded.includes(` ${word}`))
        ? 1
        : wanted.every((word) => itsWords.includes(word))
          ? 2
          : 3;
    if (rank < 3) ranked.push([rank, item]);
  }
  return ranked
    .sort(([left], [right]) => left - right)
    .slice(0, most)
    .map(([, item]) => item);
}

/** The key of what is said of a search; where it was cut, another letter tells more. */
export const foundWords = (found, isCut, none = "form.found_none") =>
  isCut ? "form.found_more" : found.length ? "form.found" : none;

const WORDS_FOR_LIKENESS = ["nome", "titolo", "descrizione", "soluzione"];
const QUESTIONS_FOR_LIKENESS = ["nome", "descrizione", "tipo"];
const SIMILAR_SHOWN = 3;

/** A right answer for who does not know, and for what a list does not have. */
export const TO_BE_SAID = "da_precisare";

const around = ({ flow }, path) => valueAt(flow.records[0].data, path.slice(0, -1)) ?? {};

/** The name that a new record is given where it is asked for. */
function newName(app, path) {
  const isName = app.flow.records[0].isNew && path.join() === "nome";
  return (isName && around(app, path).nome) || "";
}

/** Records that have the name of a new one: whoever sees them may not need it. */
export function namesakes(app, path) {
  const name = newName(app, path);
  return name ? app.records.all().filter((record) => isNamesake(record, name)) : [];
}

/** Read what may have the name of a new record; without the network nobody is kept from going on. */
export const readNamesakes = (app, path) => app.records.find(newName(app, path)).catch(() => {});

/** Show beside a question what is like its answer. */
export async function nearby(app, path, aside) {
  const { t } = app;
  if (path.at(-3) === "attivita" && QUESTIONS_FOR_LIKENESS.includes(path.at(-1))) {
    const others = await alike(app, around(app, path));
    const links = others.map(({ name, operator, address }) => [`${name} · ${operator}`, address]);
    aside.replaceChildren(...listOf(t("form.similar"), links));
  } else {
    const same = namesakes(app, path).map((record) => [record.nome, `#scheda=${record.id}`]);
    aside.replaceChildren(...listOf(t("form.maybe_here"), same));
  }
}

async function alike({ flow, similar }, activity) {
  const [record] = flow.records;
  const text = WORDS_FOR_LIKENESS.map((word) => activity[word] ?? "")
    .join(" ")
    .trim();
  if (text.length <= 3) return [];
  const found = await similar({
    text,
    kinds: [activity.tipo ?? []].flat().filter((code) => code !== TO_BE_SAID),
    territories: [activity.territori ?? record.data.territori ?? []].flat(),
    audiences: [activity.destinatari ?? []].flat(),
  });
  return found.filter(({ id }) => id !== `${record.id}/${activity.id}`).slice(0, SIMILAR_SHOWN);
}

function isNamesake({ nome, altri_nomi = [] }, written) {
  const plain = (text) => named(String(text)).join(" ");
  const name = plain(written);
  return (
    name.length > 3 &&
    [nome, ...altri_nomi].some((other) => plain(other) === name || (name.length > 6 && plain(other).includes(name)))
  );
}

const listOf = (title, links) =>
  links.length
    ? [
        el("p", {}, el("strong", {}, title)),
        el(
          "ul",
          {},
          links.map(([label, href]) =>
            el("li", {}, el("a", href.startsWith("#") ? { href } : { href, target: "_blank", rel: "noopener" }, label)),
          ),
        ),
      ]
    : [];
