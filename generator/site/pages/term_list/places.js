// «In che via abiti?»: what is typed is looked for among the streets and houses of each place; one chooses the place.

import { folded } from "../../../locale/browser/folding.js";
import { element } from "../../parts/elements.js";
import { askWhere, choices } from "../../parts/place.js";

const form = document.querySelector("[data-where]");
const field = form.querySelector("input");
const answers = form.querySelector("ul[data-found]");
const none = form.querySelector("[data-none]");
const MOST = 6;
const NAMED = 2;
const SHORTEST = 3;
// What streets are called by, articles, the number of a house: they find nothing by themselves.
const COMMON = /^(?:v|via|viale|vicolo|vico|piazza|piazzetta|piazzale|corso|largo|salita|strada|d|l|n|il|lo|la|i|gli|le|di|del|dello|della|dei|degli|delle|dell|al|alla|\d.*)$/;

const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
const places = [...form.querySelectorAll("[data-known] > li")].map((row) => {
  const link = row.querySelector("a");
  const names = [link.textContent, ...[...row.querySelectorAll("span")].map(({ textContent }) => textContent)];
  return { link, names: names.map((name) => [name, wordsOf(name)]) };
});

/** The places of which a name holds every word typed, or its beginning: those whose own name does first. */
function found() {
  const typed = wordsOf(field.value).filter((word) => !COMMON.test(word));
  if (typed.join("").length < SHORTEST) return null;
  const holds = ([, words]) => typed.every((word) => words.some((other) => other.startsWith(word)));
  return places
    .map(({ link, names }) => ({ link, own: holds(names[0]), by: names.slice(1).filter(holds).map(([name]) => name) }))
    .filter(({ own, by }) => own || by.length)
    .sort((one, other) => other.own - one.own);
}

function show() {
  const hits = found();
  answers.replaceChildren(...(hits ?? []).slice(0, MOST).map(({ link, by }) => {
    const row = element("li", {}, link.cloneNode(true));
    if (by.length) row.append(" ", element("small", { textContent: by.slice(0, NAMED).join(", ") }));
    return row;
  }));
  none.hidden = !hits || hits.length > 0;
}

field.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  const links = answers.querySelectorAll("a");
  if (links.length === 1) links[0].click();
  else links[0]?.focus();
});

/** «Usa la mia posizione» leads to the nearest place of the list; where one is stays on the device. */
function offerNear(near) {
  const listed = new Map([...form.querySelectorAll("[data-known] > li")].map((row) => [row.dataset.code, row.querySelector("a")]));
  const known = async () => Object.fromEntries(Object.entries(await choices()).filter(([code]) => listed.has(code)));
  askWhere(near.querySelector("button"), near.querySelector("small"), near.dataset, known, (code) => listed.get(code).click());
  near.hidden = false;
}

const near = form.querySelector("[data-near]");
if (near && navigator.geolocation) offerNear(near);
form.hidden = false;
if (field.value) show(); // one came back
