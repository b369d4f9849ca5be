// «Quando?»: narrows the activities of a page to what is open now, on a day, or in a part of the day.
// It asks the timetables that the page carries; what carries none is counted apart, and shown when asked for.

import { fallsIn, timetable, weekdayOf } from "../../catalogue/browser/opening_times.js";
import { ADDED, daysAfter, element, romeDay, unbroken } from "./elements.js";
import { restOf } from "./whole-list.js";

const DAYS = ["lun", "mar", "mer", "gio", "ven", "sab", "dom"];
const MOST_CALLS = 2; // who can be called now, then who later today: a list follows
const PLACE_CHOSEN = "luogo-scelto"; // of place.js
const AHEAD = 28; // days looked at where any day will do: what happens once a month is among them
const FIELDS = { giorno: "day", fascia: "part" };

const box = document.querySelector("[data-when]");
const part = (name) => box.querySelector(`[data-${name}]`);
const timed = (item) => {
  const carrier = item.querySelector("[data-times]");
  return { item, times: carrier && timetable(JSON.parse(carrier.dataset.times)) };
};
const told = document.querySelector("[data-told]");
let items = [...document.querySelectorAll("[data-timed]")].map(timed);
const rest = restOf(box?.closest(".listing"));
let showsUnknown = false;

/** A link to where the name of an item leads. */
function linkTo(item) {
  const { href, textContent } = item.querySelector("h3 a");
  return element("a", { href, textContent });
}

/** The day that a choice means, as an ISO date: today, tomorrow, else the next of that name. */
function dayMeant(choice) {
  const today = romeDay();
  const ahead = { oggi: 0, domani: 1 }[choice];
  if (ahead !== undefined) return daysAfter(today, ahead);
  for (let days = 0; days < 7; days += 1) if (DAYS[weekdayOf(daysAfter(today, days))] === choice) return daysAfter(today, days);
  return today;
}

/** Whether a timetable answers to `{now, day, part}`, of which what is empty asks nothing. */
export function meets(times, { now, day, part: wanted }, moment = new Date()) {
  if (now) return times.stateAt(moment).kind === "open";
  const today = romeDay();
  const [first, last] = day ? [dayMeant(day), dayMeant(day)] : [today, daysAfter(today, AHEAD)];
  return times.occurrences(first, last).some((opening) => !wanted || fallsIn(opening, wanted));
}

const asked = () => ({ now: part("now").getAttribute("aria-pressed") === "true", day: part("day").value, part: part("part").value });

const isChosen = () => Object.values(asked()).some(Boolean);
const isOpenNow = ({ item, times }) => Boolean(times) && !item.hidden && !item.classList.contains("apart") && meets(times, { now: true });

function show() {
  const wanted = asked();
  const isAsked = isChosen();
  let [found, unknown] = [0, 0];
  for (const { item, times } of items) {
    const isMet = isAsked ? (times ? meets(times, wanted) : showsUnknown) : true;
    item.classList.toggle("unmet", !isMet);
    if (item.hidden || item.classList.contains("apart")) continue; // over by the reader's clock, or left out by another choice
    if (!times) unknown += 1;
    else if (isMet) found += 1;
  }
  hideEmptied();
  const counted = found === 1 ? box.dataset.foundOne : found ? box.dataset.foundMany.replace("{n}", found) : box.dataset.foundNone;
  const others = unknown === 1 ? box.dataset.unknownOne : box.dataset.unknownMany.replace("{n}", unknown);
  part("count").textContent = isAsked ? [counted, unknown ? others : ""].filter(Boolean).join(" ") : told ? "" : openNow();
  part("others").hidden = !isAsked || !unknown;
  part("clear").hidden = !isAsked;
  part("others").textContent = showsUnknown ? box.dataset.hide : box.dataset.show;
  tellCalls();
  rest.want("quando", isAsked);
  remember(wanted);
  document.dispatchEvent(new CustomEvent("quando-scelto"));
}

/** What of a need there is tonight, or now, as its page says first: of what is looked for itself. */
async function tellNeed() {
  const { speakerHere } = await import("./live.js");
  const say = await speakerHere();
  const now = new Date();
  const own = items.filter(({ item }) => !item.hidden && !("beside" in item.dataset));
  const { tonightNone, tonightSome } = told.dataset;
  const isOn = (times) => meets(times, { now: true }, now) || (tonightNone && meets(times, { day: "oggi", part: "sera" }, now));
  const on = own.filter(({ times }) => times && isOn(times));
  const links = (those) => those.flatMap(({ item }, at) => [at ? ", " : "", linkTo(item)]);
  const sentence = ({ item, times }) => unbroken(say(times.stateAt(now), now, item.querySelector("[data-times]").dataset.held));
  if (tonightNone ? on.length : on.length === 1) {
    const [first] = on;
    told.replaceChildren(...(tonightNone ? [`${tonightSome} `, ...links(on), ". ", on.length > 1 ? "" : `${sentence(first)}.`] : [`${sentence(first)}: `, linkTo(first.item), "."]));
    return;
  }
  if (on.length) {
    told.textContent = box.dataset.openMany.replace("{n}", on.length);
    return;
  }
  const [next] = soonest(own);
  const running = own.find(({ times }) => times?.stateAt(now).kind === "running"); // one can ask any day
  if (!next && running && !tonightNone) {
    told.replaceChildren(`${sentence(running)}: `, linkTo(running.item), ".");
    return;
  }
  told.textContent = tonightNone ?? box.dataset.openNone;
  if (!next) return;
  const when = unbroken(say(next.state, now, "meets"));
  const isSubject = next.state.kind === "begins"; // «Notti al caldo comincia il 1° dicembre.»
  const asked = tonightNone ? "" : whomToAsk(next, say, now);
  told.append(...(isSubject ? [" ", linkTo(next.item), ` ${when.charAt(0).toLowerCase()}${when.slice(1)}.`] : [` ${when}, `, linkTo(next.item), "."]), ...asked);
}

/** Who shows the way before anything of what is asked for is on: those who are there now, or who are there first. */
function whomToAsk(next, say, now) {
  const guides = [...document.querySelectorAll("[data-shows-way]")].filter((item) => !item.hidden).map(timed);
  const here = guides.filter(({ times }) => times?.stateAt(now).kind === "open");
  const coming = soonest(guides).filter((each) => each.state.at && each.next < next.next);
  const first = here.length ? here : coming.filter((each) => each.next === coming[0].next);
  if (!first.length) return [];
  const when = here.length ? "" : unbroken(say(first[0].state, now, "", true));
  const lead = here.length ? told.dataset.askNow : told.dataset.askNext.replace("{when}", when);
  return [element("span", { className: "inneed__ask" }, `${lead} `, ...first.flatMap(({ item }, at) => [at ? ", " : "", linkTo(item)]), ".")];
}

/** How many are open now, where the page tells it: who needs something today should not have to look for it. */
function openNow() {
  if (!box.dataset.openNone) return "";
  const shown = items.filter(({ item }) => !item.hidden && !item.classList.contains("apart"));
  const open = shown.filter(isOpenNow).length;
  if (open) return open === 1 ? box.dataset.openOne : box.dataset.openMany.replace("{n}", open);
  const [next] = ahead(shown);
  // A list above which one reads whom to call begins with what is on next.
  if (next && !part("calls")) tellNext(shown, next);
  return next ? "" : box.dataset.openNone;
}

/** Those of which it is known when they are on next, the soonest first; what only tells the way to help comes last. */
function soonest(those) {
  return those
    .filter(({ times }) => times)
    .map((each) => ({ ...each, state: each.times.stateAt(new Date()), guides: "guides" in each.item.dataset }))
    .filter(({ state }) => state.kind !== "running" && (state.at ?? state.day))
    .map((each) => ({ ...each, next: each.state.at ?? each.state.day }))
    .sort((one, other) => one.guides - other.guides || (one.next < other.next ? -1 : one.next > other.next ? 1 : 0));
}

/** What is on at a known hour, the soonest first. */
const ahead = (shown) => soonest(shown).filter(({ item, state }) => state.at && item.querySelector("h3 a"));

/** Where nothing is open now: when something that helps is on next, and all that then is, who only tells the way among it. */
async function tellNext(shown, next) {
  const then = new Map(ahead(shown).filter((other) => other.next === next.next).map(({ item }) => [item.querySelector("h3 a").textContent, item]));
  const { speakerHere } = await import("./live.js");
  const sentence = unbroken((await speakerHere())(next.state, new Date(), "meets"));
  if (isChosen() || part("count").textContent) return; // somebody has chosen meanwhile
  for (const item of then.values()) {
    item.dataset.next = ""; // what is told here is not folded away below
    item.closest(".done")?.classList.add("done--open");
  }
  part("count").append(`${sentence}, `, ...[...then.values()].flatMap((item, at) => [at ? ", " : "", linkTo(item)]), ".");
}

/** Those of some cards that serve the place the reader chose; all where none is chosen, or none serves it. */
async function servingHere(those) {
  if (!document.querySelector("[data-place-picker]")) return those;
  const { place, reach } = await import("./place.js");
  const chosen = place();
  const near = chosen ? those.filter(({ dataset }) => !dataset.places || reach(chosen, dataset.places.split(" ")) !== Infinity) : those;
  return near.length ? near : those;
}

/** Where nothing is open: who answers the telephone now, then who will later today, each with the place it serves. */
async function tellCalls() {
  const told = part("calls");
  if (!told) return;
  const isWanted = () => !isChosen() && !items.some(isOpenNow);
  told.hidden = true;
  if (!isWanted()) return;
  const served = JSON.parse(box.dataset.served);
  const callable = await servingHere(items.map(({ item }) => item).filter((item) => !item.hidden && !("beside" in item.dataset) && answering(item) && !item.closest("#piu-avanti")));
  const { speakerHere } = await import("./live.js");
  const say = await speakerHere();
  if (!isWanted()) return; // somebody has chosen meanwhile
  const now = new Date();
  const calls = new Map(); // one number, one row
  for (const item of callable) {
    const { call, hours } = answering(item);
    if (calls.has(call.href)) continue;
    const state = hours.dataset.answers ? timetable(JSON.parse(hours.dataset.answers)).stateAt(now) : { kind: "open" };
    const at = state.kind === "open" ? "" : state.kind === "opens" ? state.at : "9";
    const said = unbroken(say(state, now, "telephone")) || hours.textContent;
    if (at < daysAfter(romeDay(now), 1)) calls.set(call.href, { item, call, at, said });
  }
  const those = [...calls.values()].sort((one, other) => (one.at > other.at) - (one.at < other.at));
  const rows = those.slice(0, MOST_CALLS).map(({ item, call, said }) => {
    const where = served[item.dataset.places] ?? "";
    const number = call.querySelector(".reach__number").cloneNode(true);
    const button = element("a", { href: call.href, className: "button button--quiet", ariaLabel: call.textContent.trim() }, number);
    return element("li", {}, linkTo(item), " ", element("small", { textContent: [where, said].filter(Boolean).join(" · ") }), " ", button);
  });
  told.querySelector("ul").replaceChildren(...rows);
  told.hidden = !rows.length;
}

/** The number of a card and when it is answered; nothing where either is not known. */
function answering(item) {
  const [call, hours] = [".card__call > [href^='tel:']", ".card__call :is([data-answers], [data-always])"].map((each) => item.querySelector(each));
  return call && hours ? { call, hours } : null;
}

/** No heading and no way to a part of the page is left over where all that it held is gone. */
function hideEmptied() {
  const isGone = (item) => item.hidden || item.matches(".unmet, .farther") || (item.matches("[data-same]") && [...item.querySelectorAll("li")].every(isGone));
  const lists = new Set(items.map(({ item }) => item.parentElement));
  for (const list of lists) {
    const isEmpty = [...list.children].every(isGone);
    list.classList.toggle("unmet", isEmpty);
    const [before, after] = [list.previousElementSibling, list.nextElementSibling];
    if (before?.matches("h3")) before.classList.toggle("unmet", isEmpty);
    if (after?.matches(".more")) after.classList.toggle("unmet", isEmpty);
    const section = list.closest("section");
    if (!section || section.contains(box)) continue;
    section.classList.toggle("unmet", [...section.querySelectorAll(".cards, .answers__list, .agenda")].every((other) => other.classList.contains("unmet")));
    const id = section.id || list.id;
    for (const link of id ? document.querySelectorAll(`li > a[href="#${CSS.escape(id)}"]`) : []) {
      link.parentElement.classList.toggle("unmet", section.classList.contains("unmet"));
    }
  }
}

/** The choice stands in the address: back from a record it is as it was. */
function remember({ now, day, part: wanted }) {
  if (document.querySelector(".leave:not([hidden])")) return; // of what is done on a page about violence nothing is kept
  const query = new URLSearchParams(location.search);
  for (const [name, value] of [["giorno", now ? "adesso" : day], ["fascia", wanted]]) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const written = query.toString();
  if (written !== location.search.slice(1)) history.replaceState(history.state, "", `${location.pathname}${written && `?${written}`}${location.hash}`);
}

/** A day of the week that has come near since the address was written. */
const near = (choice) => (DAYS.includes(choice) ? ["oggi", "domani"].find((day) => dayMeant(day) === dayMeant(choice)) ?? choice : choice);

function restore() {
  const query = new URLSearchParams(location.search);
  part("now").setAttribute("aria-pressed", query.get("giorno") === "adesso");
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = near(query.get(name) ?? "");
    part(field).value = [...part(field).options].some((option) => option.value === value) ? value : "";
  }
}

function offerDays() {
  const lang = document.documentElement.lang || "it";
  const today = romeDay();
  for (let days = 2; days < 7; days += 1) {
    const day = daysAfter(today, days);
    const name = new Intl.DateTimeFormat(lang, { timeZone: "UTC", weekday: "long", day: "numeric" }).format(new Date(`${day}T00:00Z`));
    part("day").append(element("option", { value: DAYS[weekdayOf(day)], textContent: name.charAt(0).toUpperCase() + name.slice(1) }));
  }
}

function setUp() {
  offerDays();
  restore();
  part("now").addEventListener("click", () => {
    const isPressed = part("now").getAttribute("aria-pressed") === "true";
    part("now").setAttribute("aria-pressed", !isPressed);
    for (const field of Object.values(FIELDS)) part(field).value = "";
    show();
  });
  for (const field of Object.values(FIELDS)) {
    part(field).addEventListener("change", () => {
      part("now").setAttribute("aria-pressed", false);
      show();
    });
  }
  part("clear").addEventListener("click", () => {
    part("now").setAttribute("aria-pressed", false);
    for (const field of Object.values(FIELDS)) part(field).value = "";
    show();
    part(part("day").hidden ? "part" : "day").focus();
  });
  part("others").addEventListener("click", () => {
    showsUnknown = !showsUnknown;
    show();
  });
  document.addEventListener(PLACE_CHOSEN, tellCalls);
  document.addEventListener(ADDED, () => {
    items = [...document.querySelectorAll("[data-timed]")].map(timed);
    show();
  });
  box.hidden = false;
  show();
}

if (box && told) tellNeed();
if (box && (rest.left || items.filter(({ times }) => times).length >= Number(box.dataset.least))) setUp();
