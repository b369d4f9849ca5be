// A map that shows one theme at a time: the numbers are those of the table under it, so the two can never differ.

import { element } from "../elements.js";

const STEPS = 5;
const SHADE = /^s\d$/;
const THREAD = /^thread-\d$/;

/** The shade of a number, as `step` of `places.py` gives it. */
const shade = (number, most) => (number > 0 && most > 0 ? Math.ceil((number * STEPS) / most) : 0);

const numberIn = (cell) => Number(cell.textContent.replace(/\D/g, "") || 0);
const swapped = (node, pattern, name) => {
  for (const old of [...node.classList]) if (pattern.test(old)) node.classList.remove(old);
  if (name) node.classList.add(name);
};

/** What each shade stands for, the palest first: the least and the most that are drawn with it. */
function tellShades(key, numbers) {
  if (!key) return;
  const most = Math.max(0, ...numbers);
  const held = new Map();
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const step = shade(number, most);
    held.set(step, [held.get(step)?.[0] ?? number, number]);
  }
  const told = [...held].flatMap(([step, [least, last]], at) => {
    const said = ` ${least === last ? least : `${least}–${last}`}`;
    return [at ? " " : "", element("span", {}, element("i", { className: `s${step}` }), said)];
  });
  key.replaceChildren(key.firstChild, ...told.filter(Boolean));
}

/** Fill a map with a column of its table; `hue` is the thread of the theme, empty for all themes. */
function fill(figure, details, column, hue) {
  const rows = new Map([...details.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row.cells]));
  const count = (code) => (rows.has(code) ? numberIn(rows.get(code)[column]) : 0);
  const areas = [...figure.querySelectorAll("a[data-place]")];
  const counted = areas.filter((link) => link.querySelector(".map__place"));
  const numbers = counted.map((link) => count(link.dataset.place));
  const most = Math.max(0, ...numbers);
  tellShades(figure.querySelector(".map__key"), numbers);
  for (const link of areas) {
    const number = count(link.dataset.place);
    const words = number === 1 ? details.dataset.one : details.dataset.many.replace("{n}", number);
    link.querySelector("title").textContent = `${rows.get(link.dataset.place)?.[0].textContent ?? ""}: ${words}`;
    const area = link.querySelector(".map__place");
    if (area) swapped(area, SHADE, `s${shade(number, most)}`);
  }
  for (const text of figure.querySelectorAll("text[data-of]")) {
    const number = text.querySelector(".map__number");
    if (number) number.textContent = count(text.dataset.of);
  }
  swapped(figure, THREAD, hue);
}

/** Put above a map, under what they are for, one button for each column of its table. */
function withLayers(figure, details) {
  const heads = [...details.querySelectorAll("thead th")].slice(1);
  const buttons = heads.map((head, at) => {
    const { layer = "", hue = "" } = head.dataset;
    const button = element("button", { type: "button", className: `chip ${hue}`, textContent: head.textContent, dataset: { layer } });
    button.setAttribute("aria-pressed", String(at === 0));
    button.addEventListener("click", () => show(at));
    return button;
  });
  function show(at) {
    buttons.forEach((button, own) => button.setAttribute("aria-pressed", String(own === at)));
    fill(figure, details, at + 1, heads[at].dataset.hue ?? "");
  }
  const chips = element("div", { className: "chips" }, ...buttons);
  if ("folds" in details.dataset) {
    const summary = element("summary", { textContent: details.dataset.label.replace(/\s*[:：]$/u, "") });
    figure.before(element("details", { className: "map__layers" }, summary, chips));
    return;
  }
  const label = element("p", { textContent: details.dataset.label, ariaHidden: "true" });
  const group = element("div", { className: "map__layers" }, label, chips);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", details.dataset.label);
  figure.before(group);
}

for (const details of document.querySelectorAll("[data-layers]")) {
  const figure = details.parentElement.querySelector(".map");
  if (figure) withLayers(figure, details);
}
