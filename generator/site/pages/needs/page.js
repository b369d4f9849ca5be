// What is sought and offered by what it is and where: one kind and one place at a time. The choice stays in the address.

const KEYS = { way: "cosa", place: "dove" };

const box = document.querySelector("[data-ways]");
const buttons = [...box.querySelectorAll("button")];
const places = box.querySelector("select");
const status = box.querySelector("[role=status]");
const items = [...document.querySelectorAll("[data-way]")];
const parts = [...document.querySelectorAll(".needs :is(section, .shelf):has([data-way])")];
const jumps = [...document.querySelectorAll(".needs__jumps li")].map((line) => ({
  line,
  part: document.getElementById(line.firstElementChild.hash.slice(1)),
  number: line.lastElementChild,
  all: line.lastElementChild.textContent,
}));
const chosen = { way: "", place: "" };

const rests = [...document.querySelectorAll(".needs__rest")];

const shownIn = (part) => part.querySelectorAll("[data-way]:not(.apart, [hidden])").length;

function isAsked({ dataset }, around) {
  if (chosen.way && dataset.way !== chosen.way) return false;
  return !chosen.place || (dataset.places ?? "").split(" ").some((place) => around.includes(place));
}

function show() {
  const isNarrowed = chosen.way !== "" || chosen.place !== "";
  const around = places?.selectedOptions[0]?.dataset.around?.split(" ") ?? [];
  for (const button of buttons) button.setAttribute("aria-pressed", button.value === chosen.way);
  for (const item of items) item.classList.toggle("apart", !isAsked(item, around));
  for (const part of parts) part.classList.toggle("apart", isNarrowed && !shownIn(part));
  for (const rest of rests) {
    rest.open = isNarrowed;
    rest.classList.toggle("apart", isNarrowed && !shownIn(rest));
  }
  for (const { line, part, number, all } of jumps) {
    if (!parts.includes(part)) continue;
    number.textContent = isNarrowed ? shownIn(part) : all;
    line.hidden = part.classList.contains("apart");
  }
  const shown = document.querySelectorAll(".notice:not(.apart, [hidden])").length;
  status.textContent = isNarrowed ? status.dataset.shown.replace("{n}", shown) : "";
  status.classList.toggle("unseen", shown > 0); // who sees no list is told why
}

function keep() {
  const query = new URLSearchParams(location.search);
  for (const [name, key] of Object.entries(KEYS)) {
    if (chosen[name]) query.set(key, chosen[name]);
    else query.delete(key);
  }
  history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
}

function choose(name, value) {
  chosen[name] = value;
  show();
  keep();
}

/** Unfold what holds the notice that a link leads to: not every browser does by itself. */
function unfold() {
  const notice = document.getElementById(location.hash.slice(1));
  const rest = notice?.closest(".needs__rest");
  if (!rest || rest.open) return;
  rest.open = true;
  notice.scrollIntoView();
}

box.hidden = false;
box.addEventListener("click", ({ target }) => {
  const way = target.closest("button")?.value;
  if (way !== undefined) choose("way", way);
});
places?.addEventListener("change", () => choose("place", places.value));
const asked = new URLSearchParams(location.search);
const [way, place] = Object.values(KEYS).map((key) => asked.get(key));
if (buttons.some(({ value }) => value && value === way)) chosen.way = way;
if (places && [...places.options].some(({ value }) => value && value === place)) {
  chosen.place = place;
  places.value = place;
}
if (chosen.way || chosen.place) show();
addEventListener("hashchange", unfold);
unfold();
