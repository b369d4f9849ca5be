// Two choices that narrow what is on the page, in place; they stay in the address. Every text comes from the page.

const root = document.querySelector("[data-synergies]");
const status = root.querySelector("[data-status]");
const total = root.querySelector("[data-total]");
const clear = root.querySelector("[data-clear]");
const placePage = root.querySelector("[data-place-page]");
const filters = [...root.querySelectorAll("[data-filter]")];
const items = [...root.querySelectorAll("[data-temi]")];
const sections = [...root.querySelectorAll("[data-genere]")];
const OF_FILTER = { tema: "temi", luogo: "luoghi" };

const isShown = ({ dataset }) =>
  filters.every(({ value, dataset: { filter } }) => !value || dataset[OF_FILTER[filter]].split(" ").includes(value));

/** How many are shown, in the place of how many there are; the words after it, if any, agree with it. */
function count(number, part) {
  if (!number) return;
  number.dataset.all ??= number.textContent;
  const isNarrowed = filters.some(({ value }) => value);
  const shown = isNarrowed ? `${part.querySelectorAll("[data-temi]:not([hidden])").length}` : number.dataset.all;
  number.textContent = shown;
  const words = number.nextElementSibling;
  if (words) words.textContent = shown === "1" ? words.dataset.one : words.dataset.many;
}

function show() {
  const narrowed = filters.some(({ value }) => value);
  for (const item of items) item.hidden = narrowed && !isShown(item);
  const isEmpty = (part) => ![...part.querySelectorAll("[data-temi]")].some((item) => !item.hidden);
  for (const section of sections) {
    section.hidden = narrowed && isEmpty(section);
    count(section.querySelector("h2 small"), section);
    for (const rest of section.querySelectorAll(".synergies__rest")) {
      rest.open = narrowed;
      rest.hidden = isEmpty(rest);
    }
    for (const kind of section.querySelectorAll("[data-kind]")) {
      kind.hidden = isEmpty(kind);
      count(kind.querySelector("h3 small"), kind);
    }
  }
  for (const line of root.querySelectorAll(".brief a:has([data-one])")) {
    const part = document.getElementById(line.hash.slice(1));
    line.parentElement.hidden = narrowed && isEmpty(part);
    count(line.querySelector("strong"), part);
  }
  const shown = items.filter(({ hidden }) => !hidden).length;
  const message = shown ? status.dataset.shown.replace("{n}", shown).replace("{total}", items.length) : status.dataset.nothing;
  status.textContent = narrowed ? message : "";
  total.hidden = narrowed;
  clear.hidden = !narrowed;
  const place = filters.find(({ dataset }) => dataset.filter === "luogo")?.selectedOptions[0];
  placePage.hidden = !place?.dataset.page;
  if (place?.dataset.page) {
    const link = placePage.querySelector("a");
    link.href = place.dataset.page;
    link.textContent = placePage.dataset.title.replace("{place}", place.dataset.name);
  }
}

function remember() {
  const query = new URLSearchParams(location.search);
  for (const { value, dataset } of filters) {
    if (value) query.set(dataset.filter, value);
    else query.delete(dataset.filter);
  }
  history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

for (const filter of filters) {
  filter.addEventListener("change", () => {
    show();
    remember();
  });
}
clear.addEventListener("click", () => {
  for (const filter of filters) filter.value = "";
  show();
  remember();
  filters[0].focus();
});

// Not every browser opens by itself what holds the place that a link leads to.
root.querySelector(".brief")?.addEventListener("click", ({ target }) => {
  const place = document.getElementById(target.closest("a")?.hash.slice(1));
  if (place?.closest("details")) place.closest("details").open = true;
});

const asked = new URLSearchParams(location.search);
for (const filter of filters) {
  const value = asked.get(filter.dataset.filter);
  if ([...filter.options].some((option) => option.value === value)) filter.value = value;
}
show();
