// Where the reader is: asked once, kept on the device alone, and what serves that place comes first from then on.
// What storage holds may be anybody's: it is read as codes and one label, and becomes text, never markup.

import { ROOT } from "../../addresses.js";
import { ADDED, element, ranked } from "./elements.js";
import { restOf } from "./whole-list.js";

const KEY = "luogo";
const CODE = /^[a-z0-9][a-z0-9_-]{0,80}$/;
const MOST_IN_A_LIST = 80;
const CHANGED = "luogo-scelto";
const KM_A_DEGREE = 111.2;
const FAR_KM = 15;

const codes = (value) => (Array.isArray(value) ? value.filter((code) => typeof code === "string" && CODE.test(code)) : []);

/** The place remembered: its code, its label, the wider places around it and those inside; null for all places. */
export function place() {
  try {
    const { code, label, around, inside } = JSON.parse(localStorage.getItem(KEY));
    return CODE.test(code) && typeof label === "string" ? { code, label: label.slice(0, 160), around: codes(around), inside: codes(inside) } : null;
  } catch {
    return null; // nothing there, or storage is forbidden
  }
}

function remember(chosen) {
  const isKept = !document.querySelector(".leave:not([hidden])"); // of what is done on a page about violence nothing is kept
  try {
    if (!isKept) return;
    if (chosen) localStorage.setItem(KEY, JSON.stringify(chosen));
    else localStorage.removeItem(KEY);
  } catch {
    // the choice then lasts as long as the page
  } finally {
    document.dispatchEvent(new CustomEvent(CHANGED, { detail: chosen }));
  }
}

/** How near a place what is done in `places` is: 0 in it, then one more for each wider place that covers it. As `Geography.reach`. */
export function reach({ code, around, inside }, places) {
  if (places.some((other) => other === code || inside.includes(other))) return 0;
  const steps = places.map((other) => around.indexOf(other)).filter((step) => step >= 0);
  return steps.length ? 1 + Math.min(...steps) : Infinity;
}

/** Put what is near first in every list of cards and of places; as the page was written where no place is chosen. */
function orderCards(chosen) {
  for (const list of document.querySelectorAll(".cards, .answers__list, [data-nearest]")) {
    if (list.closest("[data-alphabet]")) continue;
    const groups = new Map([...list.querySelectorAll(":scope > [data-places]")].map((card) => [card, withTheSame(card)]));
    const steps = (card) => (chosen ? Math.min(...groups.get(card).flatMap(placesIn).map((places) => reach(chosen, places))) : 0);
    const cards = ranked([...groups.keys()], steps);
    list.append(...cards.flatMap((card) => groups.get(card)));
    if ("parted" in list.dataset) partFar(list, cards.find((card) => steps(card) === Infinity));
  }
}

/** A card, and what is the same in other places where it stands below. */
const withTheSame = (card) => (card.nextElementSibling?.matches("[data-same]") ? [card, card.nextElementSibling] : [card]);

const placesIn = (part) => [part, ...part.querySelectorAll("[data-places]")].flatMap(({ dataset }) => (dataset.places ? [dataset.places.split(" ")] : []));

/** What serves other places is not left out, for one may go there: it stands below these words. */
function partFar(list, first) {
  for (const old of list.querySelectorAll(":scope > .farther")) old.remove();
  first?.before(element("p", { className: "farther", textContent: document.querySelector("[data-place-picker]").dataset.elsewhere }));
}

/** Sections that belong to a place: the reader's first, what covers it next, what belongs to none; the others folded away. */
function orderSections(chosen) {
  const sections = [...document.querySelectorAll("section[data-place]")];
  if (sections.length < 2) return;
  const before = document.querySelector("details[data-elsewhere]");
  const anchor = before ?? sections[0];
  const place = document.createComment("");
  anchor.before(place);
  const distance = ({ dataset }) => (dataset.place ? reach(chosen, [dataset.place]) : Number.MAX_SAFE_INTEGER);
  const rank = (section) => (chosen ? distance(section) : 0);
  const sorted = ranked(sections, rank);
  const near = sorted.filter((section) => rank(section) !== Infinity);
  const far = sorted.filter((section) => rank(section) === Infinity);
  place.before(...near);
  before?.remove();
  if (far.length) {
    const words = document.querySelector("[data-place-picker]")?.dataset.elsewhere ?? "";
    const folded = element("details", { className: "section", dataset: { elsewhere: "" } }, element("summary", { textContent: words }));
    folded.open = near.length === 0;
    folded.append(...far);
    place.before(folded);
  }
  place.remove();
}

let isOrdered = false;

/** Without a place nothing is put in order, unless one was forgotten: this script may come after a reader chose another order. */
function order(chosen) {
  if (!chosen && !isOrdered) return;
  isOrdered = Boolean(chosen);
  orderCards(chosen);
  orderSections(chosen);
}

/** Call `act` with the place now, and with each other one that is chosen. */
export function following(act) {
  act(place());
  document.addEventListener(CHANGED, ({ detail }) => act(detail));
}

export async function choices() {
  const answer = await fetch(new URL("dati/luoghi.json", ROOT));
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function chooser(known, texts) {
  const entries = Object.entries(known);
  const chosen = (code) => ({ code, label: known[code][0], around: known[code][1], inside: entries.filter(([, [, around]]) => around.includes(code)).map(([other]) => other) });
  const here = locator(known, texts, (code) => remember(chosen(code)));
  if (entries.length <= MOST_IN_A_LIST) {
    const list = element("select", { id: "dove-sono" }, element("option", { value: "", textContent: texts.choose }),
      ...entries.map(([code, [label]]) => element("option", { value: code, textContent: label })));
    list.addEventListener("change", () => list.value && remember(chosen(list.value)));
    return [list, ...here];
  }
  const input = element("input", { id: "dove-sono", autocomplete: "off" });
  input.setAttribute("list", "dove-elenco");
  const list = element("datalist", { id: "dove-elenco" }, ...entries.map(([, [label]]) => element("option", { value: label })));
  input.addEventListener("change", () => {
    const found = entries.find(([, [label]]) => label.toLowerCase() === input.value.trim().toLowerCase());
    if (found) remember(chosen(found[0]));
  });
  return [input, list, ...here];
}

/** The place whose point is nearest, by code, among those that hold no other with a point; none where all are far. */
function nearestTo({ latitude, longitude }, known) {
  const pointed = Object.entries(known).filter(([, [, , point]]) => point);
  const holding = new Set(pointed.flatMap(([, [, around]]) => around));
  const east = Math.cos((latitude * Math.PI) / 180);
  const away = ([, [, , [lat, lon]]]) => KM_A_DEGREE * Math.hypot(lat - latitude, (lon - longitude) * east);
  const [nearest] = pointed.filter(([code]) => !holding.has(code)).sort((left, right) => away(left) - away(right));
  return nearest && away(nearest) <= FAR_KM ? nearest[0] : null;
}

/** «Usa la mia posizione»: only when it is tapped, only where places have points; where one is stays on the device. */
function locator(known, texts, choose) {
  if (!navigator.geolocation || !Object.values(known).some(([, , point]) => point)) return [];
  const button = element("button", { type: "button", className: "chip", textContent: texts.here });
  const status = element("small", { role: "status" });
  askWhere(button, status, texts, () => known, choose);
  return [" ", button, " ", status];
}

/** A tap on the button chooses the nearest of the known places, or says in `status` why none. */
export function askWhere(button, status, texts, known, choose) {
  const found = async ({ coords }) => {
    try {
      const code = nearestTo(coords, await known());
      if (code) choose(code);
      else status.textContent = texts.hereFar;
    } catch {
      status.textContent = texts.failed;
    }
  };
  button.addEventListener("click", () => {
    status.textContent = "";
    navigator.geolocation.getCurrentPosition(found, () => {
      status.textContent = texts.hereUnknown;
    }, { timeout: 10_000, maximumAge: 300_000 });
  });
}

function setUp(picker) {
  const part = (name) => picker.querySelector(`[data-${name}]`);
  const ask = async () => {
    part("asked").hidden = true;
    try {
      part("choices").replaceChildren(element("label", { htmlFor: "dove-sono", textContent: picker.dataset.label }), ...chooser(await choices(), picker.dataset));
      part("choices").querySelector("select, input").focus();
    } catch {
      part("choices").textContent = picker.dataset.failed;
      part("asked").hidden = false;
    }
  };
  part("ask").addEventListener("click", ask);
  part("change").addEventListener("click", ask);
  part("forget").addEventListener("click", () => remember(null));
  following((chosen) => {
    part("choices").replaceChildren();
    part("asked").hidden = false;
    part("none").hidden = Boolean(chosen);
    part("chosen").hidden = !chosen;
    part("name").textContent = chosen?.label ?? "";
  });
  picker.hidden = false;
}

for (const picker of document.querySelectorAll("[data-place-picker]")) setUp(picker);
const rest = restOf(document.querySelector(".listing:not([data-alphabet])"));
following((chosen) => {
  order(chosen);
  rest.want("luogo", Boolean(chosen));
});
document.addEventListener(ADDED, () => order(place()));
