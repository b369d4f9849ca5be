// The box of a sentence: one line where it is short, as many as it needs where it is not; one sentence all the same.

import { el } from "./form-dom.js";

const LONG = 120; // characters: more do not fit a box of one line, and what is not seen is not corrected
const LETTERS = 32; // in a line, on a phone
const MOST_ROWS = 12;
const ALWAYS_SHORT = ["valore"]; // an address or a number, however long it may be

export const isSentence = ({ format, type, most = 0 }, name) =>
  type === "text" && !format && most > LONG && !ALWAYS_SHORT.includes(name);

/** How many rows a text takes, as far as its letters tell. */
function rowsFor(text) {
  const rows = text.split("\n").map((line) => Math.max(1, Math.ceil(line.length / LETTERS)));
  return Math.min(MOST_ROWS, rows.reduce((sum, one) => sum + one));
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
