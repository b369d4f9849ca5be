// Chips that narrow what is on the page, in place; the choice stays in the address. Every text comes from the page.

const root = document.querySelector("[data-synergies]");
const status = root.querySelector("[data-status]");
const clear = root.querySelector("[data-clear]");
const narrowing = root.querySelector("[data-narrowing]");
const filters = [...root.querySelectorAll("[data-filter]")];
const items = [...root.querySelectorAll(".duo")];
const sections = [...root.querySelectorAll("[data-genere]")];

const filterNamed = (name) => filters.find(({ dataset }) => dataset.filter === name);

function chosen(name) {
  const filter = filterNamed(name);
  return filter ? [...filter.querySelectorAll('[aria-pressed="true"]')].map((chip) => chip.dataset.value) : [];
}

function press(name, values) {
  const filter = filterNamed(name);
  for (const chip of filter?.querySelectorAll("button") ?? []) {
    chip.setAttribute("aria-pressed", values.includes(chip.dataset.value));
  }
  if (filter && values.length) narrowing.open = true;
}

function show() {
  const themes = chosen("tema");
  let shown = 0;
  for (const section of sections) {
    let here = 0;
    for (const item of section.querySelectorAll(".duo")) {
      item.hidden = themes.length > 0 && !themes.some((theme) => item.dataset.temi.split(" ").includes(theme));
      here += !item.hidden;
    }
    shown += here;
    section.hidden = themes.length > 0 && here === 0;
    const jump = root.querySelector(`.jumps [href="#${section.id}"]`);
    if (jump) jump.parentElement.hidden = section.hidden;
    const isEmpty = (part) => ![...part.querySelectorAll(".duo")].some((item) => !item.hidden);
    for (const rest of section.querySelectorAll(".synergies__rest")) {
      if (themes.length > 0) rest.open = true;
      rest.hidden = isEmpty(rest);
    }
    for (const kind of section.querySelectorAll("[data-kind]")) kind.hidden = isEmpty(kind);
  }
  const message = shown ? status.dataset.shown.replace("{n}", shown).replace("{total}", items.length) : status.dataset.nothing;
  status.textContent = themes.length ? message : "";
  clear.hidden = !themes.length;
}

function remember() {
  const query = new URLSearchParams(location.search);
  query.delete("tema");
  for (const value of chosen("tema")) query.append("tema", value);
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

root.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-filter] button");
  if (!chip && !event.target.closest("[data-clear] button")) return;
  if (chip) chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") !== "true");
  else for (const filter of filters) press(filter.dataset.filter, []);
  show();
  remember();
});

for (const { dataset } of filters) press(dataset.filter, new URLSearchParams(location.search).getAll(dataset.filter));
if (narrowing) {
  if (matchMedia("(min-width: 62em)").matches) narrowing.open = true;
  narrowing.dataset.ready = "";
}
show();
