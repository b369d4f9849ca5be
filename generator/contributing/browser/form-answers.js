// What the controls know of some answers: a contact, a date, a place that the catalogue does not have, a sentence.

import { existsOnCalendar, isEmpty, isoOf } from "../../checking/browser/data.js";
import { el } from "./form-dom.js";

const PRECISIONS = { 4: "anno", 7: "mese", 10: "data" };

/** Take the certain way of writing an answer; what is not understood stays as it was written, and is told. */
export function understood(text, { format }, { formats, contract: { rules } }) {
  const flaw = text && format ? formats.flawIn(text, format) : null;
  if (flaw?.fix && !flaw.hint) return flaw.fix;
  return format === "quando" && flaw?.hint === "words" ? besideItsDate(text, rules) : text;
}

/** Words stay, beside the date they tell: with none («domani»), or with one that no calendar has, they are no answer. */
function besideItsDate(text, { date, mesi }) {
  const words = `(?:[0-9]{1,2}°? )?(?:${mesi.join("|")}) ${date.anno}`;
  const figures = `(?:[0-9]{1,2}[/.-])?[0-9]{1,2}[/.-]${date.anno}`;
  const shapes = new RegExp(`(?<![0-9])(?:${date.anno}-[0-9]{2}(?:-[0-9]{2})?|${words}|${figures}|${date.anno})(?![0-9])`, "iu");
  const [written = ""] = shapes.exec(text) ?? [];
  const found = isoOf(written, mesi) || (isOnCalendar(written) ? written : "");
  return found ? { [PRECISIONS[found.length]]: found, testo: text } : text;
}

/** A year alone needs no calendar, a month and a day do. */
const isOnCalendar = (iso) => /^[0-9-]{4,10}$/.test(iso) && existsOnCalendar(`${iso}-01-01`.slice(0, 10));

const MOST_PLACES = 16;

/** The codes of the widest places, those of the next level too while they are few. */
export function widest(terms, levels) {
  const known = levels.filter((level) => terms.some(({ livello }) => livello === level));
  const of = (wanted) => terms.filter(({ livello }) => wanted.includes(livello)).map(({ codice }) => codice);
  const [both, first] = [of(known.slice(0, 2)), of(known.slice(0, 1))];
  return both.length && both.length <= MOST_PLACES ? both : first.slice(0, MOST_PLACES);
}

/**
 * Where a search finds no place: `{node, offer}`; `offer(true)` shows the widest, `offer(false)` gives them back to `list`.
 * `lineOf` makes or finds the line of a code.
 */
export function widerPlaces(terms, list, lineOf, { contract }) {
  const codes = widest(terms, contract.$defs.Term.properties.livello.enum);
  const node = el("ul", { class: "options" });
  const offer = (isLacking) => {
    list.append(...node.children);
    if (isLacking) node.append(...codes.map(lineOf));
  };
  return { node, offer };
}

// Characters: more do not fit a box of one line, and what is not seen is not corrected.
const LONG = 120;
// In a line, on a phone.
const LETTERS = 32;
const MOST_ROWS = 12;
// An address or a number, however long it may be.
const ALWAYS_SHORT = ["valore"];

export const isSentence = ({ format, type, most = 0 }, name) =>
  type === "text" && !format && most > LONG && !ALWAYS_SHORT.includes(name);

/** How many rows a text takes, as far as its letters tell. */
function rowsFor(text) {
  const rows = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / LETTERS)));
  return Math.min(MOST_ROWS, rows.reduce((sum, row) => sum + row));
}

/** A box that grows with what is written; Enter goes on, as on one line. */
export function sentenceBox(traits) {
  const box = el("textarea", { ...traits, rows: rowsFor(traits.value) });
  box.addEventListener("input", () => (box.rows = rowsFor(box.value)));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    box.form?.requestSubmit();
  });
  return box;
}

const THROUGH = "tramite";

/** Kinds that look alike: what is written cannot tell them apart, and leaves the one that stands there. */
const ALIKE = { email: ["email", "pec"], telefono: ["telefono", "fax", "whatsapp"], sito: ["sito", "social"] };

/** Make the parts of a contact follow each other; `dropHidden` takes away what is not an answer for this kind. */
export function contactParts(fields, value, { formats }) {
  const node = (key) => fields.get(key).node;
  const kind = () => node("tipo").querySelector("input:checked")?.value ?? "";
  followKind(node("valore").querySelector("input"), node("tipo"), kind, formats);
  const wasBoth = value?.tipo === THROUGH && !isEmpty(value.valore);
  const show = () => {
    node("valore").hidden = kind() === THROUGH && !wasBoth;
    node(THROUGH).hidden = kind() !== THROUGH && isEmpty(value?.[THROUGH]);
    node("interno").hidden = !["", "telefono", "fax"].includes(kind());
  };
  node("tipo").addEventListener("change", show);
  show();
  return function dropHidden(found) {
    for (const key of ["valore", "interno", THROUGH]) if (node(key).hidden) delete found[key];
    return found;
  };
}

/** Somebody who writes an e-mail address need not say that it is one, nor that the next is a telephone. */
function followKind(written, kinds, kind, formats) {
  let guessed = "";
  let isByHand = false;
  let isGuessing = false;
  const choose = (code) => {
    isGuessing = true;
    kinds.querySelector(`input[value="${code}"]`)?.click();
    isGuessing = false;
    guessed = code;
  };
  kinds.addEventListener("change", () => (isByHand ||= !isGuessing));
  written.addEventListener("change", () => {
    const guess = formats.contactKind(written.value.trim());
    if (isByHand) return;
    if (guess && !(ALIKE[guess] ?? [guess, "social"]).includes(kind())) choose(guess);
    else if (!guess && guessed) choose("");
  });
}
