// Narrows the kinds of activity to those whose name, another word for which, or an activity of which, holds what is typed.

import { folded as plain } from "../../../locale/browser/folding.js";

const field = document.querySelector("[data-kinds]");
const none = document.querySelector("[data-none]");
const families = [...document.querySelectorAll(".kinds__family")];
const folded = new Map();

function show() {
  const wanted = plain(field.value.trim());
  let found = 0;
  for (const family of families) {
    const isNamed = plain(family.querySelector("h2").textContent).includes(wanted);
    let left = 0;
    for (const row of family.querySelectorAll("li")) {
      row.hidden = !isNamed && !plain(`${row.textContent} ${row.dataset.also ?? ""}`).includes(wanted);
      left += !row.hidden;
    }
    family.hidden = !left;
    found += left;
    // What was folded opens while something is looked for, and folds again behind it.
    if (wanted && !folded.has(family)) folded.set(family, family.open);
    if (wanted) family.open = true;
    else if (folded.has(family)) {
      family.open = folded.get(family);
      folded.delete(family);
    }
  }
  none.textContent = found ? "" : none.dataset.none;
}

/** The button leads to the first that is left: on a phone the keyboard lies over it. */
function find(event) {
  event.preventDefault();
  show();
  document.querySelector(".kinds__family:not([hidden]) li:not([hidden]) > a")?.focus();
}

field.form.hidden = false;
field.addEventListener("input", show);
field.form.addEventListener("submit", find);
