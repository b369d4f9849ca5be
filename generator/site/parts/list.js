// A list narrowed, ordered and seen as one likes, in place. Chips that lead to pages become choices where the whole list can be held;
// choices stand in the address, the way it is seen is kept on the device alone, and on a page about violence neither is.

import { ROOT } from "../../addresses.js";
import { folded } from "../../locale/browser/folding.js";
import { LAST, dayName as nameOf, dayOf as groupOf, momentOf } from "./clock.js";
import { ADDED, DAYS, element, onceTold, ranked, romeDay } from "./elements.js";
import { restOf } from "./whole-list.js";

const VIEW = "vista";
const ABOUT_TO_SORT = "luogo-scelto"; // place.js puts what is near first
const OTHER_CHOICE = "quando-scelto"; // when.js leaves out what is not open then

const listing = document.querySelector(".listing");
const list = listing.querySelector(".cards");
const part = (name) => listing.querySelector(`[data-${name}]`);
const narrowing = document.querySelector("[data-narrowing]");
const rest = restOf(listing);
const isKept = () => !document.querySelector(".leave:not([hidden])");
const cards = () => [...list.querySelectorAll(":scope > .card")];
const facets = [...(narrowing?.querySelectorAll("[data-filter]") ?? [])];
const values = (text) => (text ?? "").split(" ").filter(Boolean);

/* How it is seen */

const [rows, ...rowsToo] = document.querySelectorAll("link[data-rows]");
const given = rows.media;
const isInRows = () => rows.media === "all" || (rows.media !== "not all" && matchMedia(rows.media).matches);

function remembered() {
  try {
    return localStorage.getItem(VIEW);
  } catch {
    return null; // storage may be forbidden: the choice then lasts as long as the page
  }
}

function see(view) {
  for (const link of [rows, ...rowsToo]) link.media = { elenco: "all", schede: "not all" }[view] ?? given;
  part("view").textContent = isInRows() ? part("view").dataset.toCards : part("view").dataset.toRows;
}

part("view").addEventListener("click", () => {
  const view = isInRows() ? "schede" : "elenco";
  see(view);
  try {
    if (isKept()) localStorage.setItem(VIEW, view);
  } catch {
    // as above
  }
});
const narrow = matchMedia("(max-width: 40em)");
const choosing = listing.querySelector(".choosing");
let wasUnfolded = false;

/** On a phone the choices wait behind their button; elsewhere there is none. */
function unfold() {
  if (choosing && !narrow.matches) choosing.open = true;
}

narrow.addEventListener("change", () => {
  see(kept());
  unfold();
});
unfold();
const kept = () => (listing.matches(".listing--short, .listing--few, [data-clock]") ? null : remembered()); // those have no button to go back
see(kept());

/* What is chosen */

const chosenOf = (facet) => [...facet.querySelectorAll('[aria-pressed="true"]')];
const fresh = narrowing?.querySelector("[data-fresh]");
let onlyFresh = null; // the button that takes the place of the link

/** Whether a card has one of the values that were chosen of a facet; a facet of which nothing is chosen asks nothing. */
function meets(card, facet, chosen = chosenOf(facet)) {
  if (!chosen.length) return true;
  const isPlace = facet.dataset.filter === "luogo";
  const own = values(isPlace ? card.dataset.places : card.dataset.about);
  return chosen.some(({ dataset }) => values(isPlace ? (dataset.inside ?? dataset.value) : dataset.value).some((value) => own.includes(value)));
}

const naming = document.querySelector("[data-naming]");
const typed = naming?.querySelector("input");
const wordsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const ASKED = "clock" in listing.dataset ? "h3, .card__kind, .card__summary, .card__facts dd" : "h3"; // a body is known by its name

/** Whether a name, of an activity all that its card says, holds the beginnings of all the words that were typed. */
function isNamed(card) {
  const asked = wordsOf(typed?.value ?? "");
  if (!asked.length) return true;
  const own = wordsOf([...card.querySelectorAll(ASKED)].map(({ textContent }) => textContent).join(" "));
  return asked.every((word) => own.some((one) => one.startsWith(word)));
}

const answering = narrowing && document.querySelector(".listbar > [data-answering]");
const isPressed = (button) => button?.getAttribute("aria-pressed") === "true";

/** Whether somebody answers at the number of a card now, by the reader's clock: `live.js` says it. */
const isAnswering = (card) => !isPressed(answering) || card.querySelector('.card__hours :is([data-always], [data-state="open"])');
const isFresh = (card) => !isPressed(onlyFresh) || "new" in card.dataset;

/** How many each choice would leave, the choices of its own facet aside: only said once the whole list was read. */
function count(known) {
  for (const facet of facets) {
    const others = known.filter((card) => isFresh(card) && isAnswering(card) && isNamed(card) && facets.every((other) => other === facet || meets(card, other)));
    for (const chip of facet.querySelectorAll("button")) {
      const number = others.filter((card) => meets(card, facet, [chip])).length;
      chip.dataset.count = number;
      chip.querySelector("span").textContent = number;
    }
    facet.querySelector("[data-chosen]").textContent = chosenOf(facet).length || "";
  }
}

const RANKS = {
  nome: () => 0,
  recapito: (card) => (card.querySelector('.card__call [href^="tel:"]') ? 0 : 1),
  fresche: (card) => -(Date.parse(card.dataset.known) || 0),
};
const name = (card) => folded(card.dataset.filed ?? card.querySelector("h3").textContent.trim()).replace(/[^\p{L}\p{N} ]/gu, "").trim();
const written = part("listbar").dataset.written;
let lastOrder = written;

function sort(order) {
  if (order === written) {
    list.append(...ranked(cards(), () => 0));
    if (order !== lastOrder) document.dispatchEvent(new CustomEvent(ADDED)); // what is near comes first again
  } else {
    const byName = cards().map((card) => [name(card), card]).sort(([left], [right]) => (left > right) - (left < right)).map(([, card]) => card);
    const rank = new Map(byName.map((card) => [card, RANKS[order](card)]));
    list.append(...byName.sort((left, right) => (rank.get(left) > rank.get(right)) - (rank.get(left) < rank.get(right))));
  }
  lastOrder = order;
}

/* By the clock: what is on stands in the order that its cards tell, which changes as the day goes on. As `by_clock`. */

/** When a card says that it is on next; what rests or nobody reaches is last. */
const moment = (card) => ("last" in card.dataset ? LAST : momentOf(card.querySelector(".now")?.dataset));

function byClock() {
  if (!("clock" in listing.dataset)) return;
  const before = ranked(cards(), () => 0);
  const numbers = before.map(({ dataset }) => dataset.written);
  const after = ranked(before, moment);
  if (after.every((card, at) => card === before[at])) return;
  if (!Number(listing.querySelector("[data-sheets]")?.dataset.before)) rest.want("ore", true); // what is on first may stand on a further page
  after.forEach((card, at) => { card.dataset.written = numbers[at]; });
  if (lastOrder !== written) return;
  list.append(...after);
  document.dispatchEvent(new CustomEvent(ADDED)); // what is near comes first again
}

/* Days: each stands before the first card of it, with its name, so that the cards say the hour alone. */

const wholes = JSON.parse(listing.dataset.wholes ?? "{}"); // by day: where the calendar tells all of it, in words
const { dayToday, dayNothing, dayGoesOn, goesOn, quiet, quietAt, quietWords } = listing.dataset;
let areTold = false; // before `live.js` has spoken nobody knows what is on when

const dayOf = (card) => groupOf(moment(card));
const dayName = (day) => nameOf(day, listing.dataset);

/** Where cards stand by the clock, days stand among them: not by another rule, nor once what is near comes first. */
function tellDays(isByClock) {
  if (!dayToday || !(areTold || !isByClock)) return;
  const seen = isByClock ? cards().filter((card) => isLeft(card) && card.checkVisibility()) : [];
  const days = seen.map(dayOf);
  const isFirst = list.classList.contains("whole") || !Number(listing.querySelector("[data-sheets]")?.dataset.before);
  const isInOrder = seen.every((card, at) => !at || moment(seen[at - 1]) <= moment(card));
  for (const old of list.querySelectorAll(":scope > :is(.day, .day__whole)")) old.remove();
  listing.classList.toggle("by-day", isByClock && isInOrder);
  for (const card of cards()) delete card.dataset.under;
  if (isByClock && isInOrder) {
    seen.forEach((card, at) => {
      card.dataset.under = days[at];
      if (days[at] === days[at - 1]) return;
      const isGoingOn = !at && !isFirst && goesOn === days[at];
      const textContent = isGoingOn ? dayGoesOn.replace("{day}", dayName(days[at])) : dayName(days[at]);
      card.before(element("p", { className: "day", id: `giorno-${days[at]}`, textContent }), ...(isGoingOn || (isFirst && !at) ? [] : wholeDay(days[at])));
    });
    const isWhole = seen.length && isFirst && !listing.querySelector(".apart, .unmet");
    if (isWhole && quiet === romeDay() && days[0] !== quiet) list.querySelector(".day").before(element("p", { className: "day" }, `${dayNothing.replace("{day}", dayName(quiet))} `, element("a", { href: quietAt, textContent: quietWords })));
  }
  tellJumps(isByClock && isInOrder);
  document.dispatchEvent(new CustomEvent(DAYS));
}

/** An activity stands under its first day alone: where all of a later day is. A choice is not that of the calendar. */
function wholeDay(day) {
  if (!wholes[day] || listing.querySelector(".apart, .unmet")) return [];
  const [address, textContent] = wholes[day];
  return [element("p", { className: "day__whole" }, element("a", { href: new URL(address, ROOT).href, textContent }))];
}

const dayJumps = listing.querySelector(".jumps");
const shortNames = new Map([...(dayJumps?.querySelectorAll("a") ?? [])].map((link) => [link.dataset.jump, link.textContent]));

function shortName(day) {
  if (shortNames.has(day)) return shortNames.get(day);
  const { lang } = document.documentElement;
  const said = new Intl.DateTimeFormat(lang, { timeZone: "UTC", weekday: "short", day: "numeric" }).format(new Date(`${day}T00:00Z`));
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** A way to each day: to the page where it begins, or to where it stands once the whole list is here. */
function tellJumps(isByDay) {
  if (!dayJumps) return;
  dayJumps.hidden = !isByDay;
  if (!isByDay) return;
  if (!list.classList.contains("whole")) {
    for (const link of dayJumps.querySelectorAll("a")) link.parentElement.hidden = link.dataset.jump < romeDay();
    return;
  }
  const held = [...new Set(cards().filter(isLeft).map(dayOf))].filter((day) => day !== "last");
  const links = held.map((day) => element("li", {}, element("a", { className: "chip", href: `#giorno-${day}`, textContent: shortName(day), dataset: { jump: day } })));
  dayJumps.querySelector("ul").replaceChildren(...links);
}

dayJumps?.addEventListener("click", () => {
  if (!list.classList.contains("whole")) return;
  list.classList.add("all"); // what is jumped to is seen
  more();
  tellDays(lastOrder === written);
});

const jumps = document.querySelector(".letters");
const givenJumps = [...(jumps?.querySelectorAll("li") ?? [])];

/** Letters stand before the first card of each wherever the list is an alphabet now, with a way to each of them. */
function letter(order) {
  for (const old of list.querySelectorAll(":scope > .letter")) old.remove();
  const found = new Map();
  for (const card of order === "nome" ? cards().filter((card) => !card.classList.contains("apart") && !card.hidden) : []) {
    const first = name(card)[0]?.toUpperCase() ?? "";
    const said = /\p{L}/u.test(first) ? first : "0–9";
    if (found.has(said)) continue;
    const id = `lettera-${said === "0–9" ? "numeri" : said.toLowerCase()}`;
    found.set(said, id);
    card.before(element("p", { className: "letter", id, textContent: said }));
  }
  if (!jumps) return;
  jumps.hidden = !found.size;
  const here = [...found].map(([said, id]) => element("li", {}, element("a", { href: `#${id}`, textContent: said })));
  jumps.querySelector("ul").replaceChildren(...(list.classList.contains("whole") || !givenJumps.length ? here : givenJumps));
}

jumps?.addEventListener("click", () => {
  if (!list.classList.contains("whole")) return;
  list.classList.add("all"); // what is jumped to is seen
  more();
  tellDays(lastOrder === written);
});

const rests = list.querySelector(":scope > [data-rests]");

/** What is at rest stands last under its heading, in the order that is written: elsewhere its card says it. */
function tellRests(isWritten) {
  if (!rests) return;
  rests.remove();
  const seen = cards().filter(isLeft);
  const first = seen.findIndex(({ dataset }) => "resting" in dataset);
  if (isWritten && first >= 0 && seen.slice(first).every(({ dataset }) => "resting" in dataset)) seen[first].before(rests);
}

let isShowing = false;

function show() {
  if (isShowing) return;
  isShowing = true;
  byClock();
  const order = part("order").value;
  const isNarrowed = facets.some((facet) => chosenOf(facet).length) || isPressed(onlyFresh) || isPressed(answering) || Boolean(typed?.value.trim());
  const isChanged = isNarrowed || order !== written;
  rest.want("scelte", isChanged);
  if (isChanged || lastOrder !== written || list.querySelector(".apart")) {
    for (const card of cards()) card.classList.toggle("apart", !(isFresh(card) && isAnswering(card) && isNamed(card) && facets.every((facet) => meets(card, facet))));
    sort(order);
    letter(order);
    count(cards());
  }
  part("rule").textContent = part("rule").dataset[order];
  tell(isNarrowed);
  tellChosen();
  more();
  tellDays(order === written);
  tellRests(order === written);
  remember(order);
  isShowing = false;
}

const isLeft = (card) => !card.matches(".apart, .unmet") && !card.hidden;

/** On the button that folds the choices away: how many are made. */
function tellChosen() {
  if (!choosing) return;
  const made = [...choosing.querySelectorAll('[aria-pressed="true"], select')].filter((choice) => choice.value || choice.matches("button"));
  choosing.querySelector("summary [data-chosen]").textContent = made.length ? `(${made.length})` : "";
  if (made.length && !wasUnfolded) choosing.open = true; // what the address asks for is seen
  wasUnfolded = true;
}

function tell(isNarrowed) {
  const told = part("narrowed");
  const known = cards().filter((card) => !card.hidden);
  const left = known.filter(isLeft).length;
  const clear = element("button", { type: "button", className: "chip", textContent: told.dataset.clear });
  clear.addEventListener("click", () => {
    for (const chip of [...facets.flatMap(chosenOf), ...[onlyFresh, answering].filter(Boolean)]) chip.setAttribute("aria-pressed", false);
    if (typed) typed.value = "";
    show();
    if (choosing && !typed) choosing.open = true; // where the focus goes is seen
    (typed ?? narrowing.querySelector("summary, button")).focus();
  });
  // What closed, and a network at rest, is counted neither here nor in the headline.
  const counted = known.filter((card) => !card.querySelector(".card__summary--over") && !("resting" in card.dataset));
  const words = left ? told.dataset.some.replace("{n}", counted.filter(isLeft).length).replace("{total}", counted.length) : told.dataset.none;
  told.replaceChildren(...(isNarrowed ? [element("span", { textContent: words }), clear] : []));
}

/** Of a whole list as many are seen first as a page holds: the button shows the others. */
function more() {
  const box = part("more");
  const isWhole = list.classList.contains("whole");
  if (!isWhole) list.classList.remove("all");
  list.classList.toggle("first", isWhole && !list.classList.contains("all"));
  const unseen = list.classList.contains("first") ? cards().filter((card) => isLeft(card) && !card.checkVisibility()).length : 0;
  box.hidden = !unseen;
  box.querySelector("button").textContent = unseen === 1 ? box.dataset.one : box.dataset.many.replace("{n}", unseen);
}

part("more").querySelector("button").addEventListener("click", () => {
  const next = cards().find((card) => isLeft(card) && !card.checkVisibility());
  list.classList.add("all");
  more();
  tellDays(lastOrder === written);
  next?.querySelector("a").focus();
});

/** The choices stand in the address: back from a record the list is as it was. */
function remember(order) {
  if (!isKept()) return;
  const query = new URLSearchParams(location.search);
  for (const facet of facets) {
    query.delete(facet.dataset.filter);
    for (const { dataset } of chosenOf(facet)) query.append(facet.dataset.filter, dataset.value);
  }
  for (const [key, value] of [["nuove", isPressed(onlyFresh) ? "si" : ""], ["risponde", isPressed(answering) ? "adesso" : ""], ["ordine", order === written ? "" : order], ["nome", typed?.value.trim()]]) {
    if (value) query.set(key, value);
    else query.delete(key);
  }
  const text = query.toString();
  if (text !== location.search.slice(1)) history.replaceState(history.state, "", `${location.pathname}${text && `?${text}`}${location.hash}`);
}

/** A link to a page becomes a choice here. */
function asChoice(link, wasChosen) {
  const button = element("button", { type: "button", className: link.className, dataset: { ...link.dataset } });
  button.setAttribute("aria-pressed", wasChosen);
  button.append(...link.childNodes);
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", !isPressed(button));
    show();
  });
  link.replaceWith(button);
  return button;
}

const query = new URLSearchParams(location.search);
for (const facet of facets) {
  const wanted = query.getAll(facet.dataset.filter);
  for (const link of facet.querySelectorAll("a.chip")) asChoice(link, wanted.includes(link.dataset.value));
}
if (fresh) onlyFresh = asChoice(fresh, query.get("nuove") === "si");
if (answering) {
  answering.setAttribute("aria-pressed", query.get("risponde") === "adesso");
  answering.hidden = false;
  const ask = () => isPressed(answering) && import("./live.js").then(({ live }) => live()); // else nothing may be seen that begins it
  ask();
  answering.addEventListener("click", () => {
    answering.setAttribute("aria-pressed", !isPressed(answering));
    ask();
    show();
  });
}
const offered = [...part("order").options].map(({ value }) => value);
if (offered.includes(query.get("ordine"))) part("order").value = query.get("ordine");
part("order").addEventListener("change", show);
if (naming) {
  typed.value = query.get("nome") ?? "";
  typed.addEventListener("input", show);
  naming.hidden = false;
}
part("listbar").hidden = false;
for (const event of [ADDED, OTHER_CHOICE]) document.addEventListener(event, () => queueMicrotask(show)); // after place.js, whichever came first
function again() {
  if (isPressed(answering)) show();
  byClock();
  tellDays(lastOrder === written);
}
document.addEventListener("visibilitychange", () => document.hidden || setTimeout(again)); // hours later it may be another day
document.addEventListener(ABOUT_TO_SORT, () => setTimeout(show)); // once place.js is done
show();
onceTold(() => {
  areTold = true;
  again();
});
