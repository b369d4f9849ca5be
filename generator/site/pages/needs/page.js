// What is sought and offered by what it is: one kind at a time, in place. The choice stays in the address.

const KEY = "cosa";

const box = document.querySelector("[data-ways]");
const buttons = [...box.querySelectorAll("button")];
const status = box.querySelector("[role=status]");
const items = [...document.querySelectorAll("[data-way]")];
const parts = [...document.querySelectorAll(".needs :is(section, .shelf):has([data-way])")];
const jumps = [...document.querySelectorAll(".needs__jumps li")].map((line) => ({
  line,
  part: document.getElementById(line.firstElementChild.hash.slice(1)),
  number: line.lastElementChild,
  all: line.lastElementChild.textContent,
}));

const shownIn = (part) => part.querySelectorAll("[data-way]:not(.apart, [hidden])").length;

function show(way) {
  for (const button of buttons) button.setAttribute("aria-pressed", button.value === way);
  for (const item of items) item.classList.toggle("apart", way !== "" && item.dataset.way !== way);
  for (const part of parts) part.classList.toggle("apart", way !== "" && !shownIn(part));
  for (const { line, part, number, all } of jumps) {
    if (!parts.includes(part)) continue;
    number.textContent = way ? shownIn(part) : all;
    line.hidden = part.classList.contains("apart");
  }
  status.textContent = way ? status.dataset.shown.replace("{n}", document.querySelectorAll(".notice:not(.apart, [hidden])").length) : "";
}

function choose({ target }) {
  const way = target.closest("button")?.value;
  if (way === undefined) return;
  show(way);
  const query = new URLSearchParams(location.search);
  if (way) query.set(KEY, way);
  else query.delete(KEY);
  history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

box.hidden = false;
box.addEventListener("click", choose);
const asked = new URLSearchParams(location.search).get(KEY);
if (buttons.some(({ value }) => value && value === asked)) show(asked);
