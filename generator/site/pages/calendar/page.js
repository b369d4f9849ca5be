// A calendar as it is read: today is the reader's, choices narrow what stands there, and a month goes on one sheet.
// The page of this week was made on another day perhaps: where that was another week, the reader's own is put in its place.

import { ROOT } from "../../../addresses.js";
import { daysAfter, element, romeDay } from "../../parts/elements.js";

const box = document.querySelector("[data-calendar]");
const texts = box.dataset;
const form = box.querySelector("[data-filters]");
const FIELDS = ["luogo", "tema", "per"];
const DAY = 864e5;

const mondayOf = (day) => {
  const time = Date.parse(`${day}T00:00Z`);
  return new Date(time - ((new Date(time).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
};
const counted = (name, n) => (n === 1 ? texts[`${name}One`] : texts[`${name}Many`].replace("{n}", n));
const chosen = () => (form ? FIELDS.map((name) => form.elements[name]).filter((field) => field?.value) : []);

const isLeft = (today) => [...box.querySelectorAll("[data-day]:not(.day--empty)")].some((day) => day.dataset.day >= today);

/** Mark today, and fold away the days gone by where they would come first. */
function markDays() {
  const today = romeDay();
  dropTooLate(today);
  const isOngoing = isLeft(today);
  for (const link of box.querySelectorAll("[data-jump]")) link.parentElement.hidden = isOngoing && link.dataset.jump < today;
  for (const list of box.querySelectorAll("[data-days]")) {
    const days = [...list.querySelectorAll("[data-day]")];
    for (const day of days) {
      day.classList.toggle("day--past", day.dataset.day < today);
      if (day.dataset.day !== today) continue;
      day.classList.add("day--today");
      day.querySelector(".day__head").append(" ", element("span", { className: "day__today", textContent: texts.today }));
    }
    if (days.some((day) => day.dataset.day >= today)) list.classList.toggle("has-past", days.some((day) => day.dataset.day < today));
  }
  for (const list of box.querySelectorAll(".clashes")) {
    const dates = [...list.querySelectorAll("[data-on]")];
    for (const date of dates) date.hidden = date.dataset.on < today;
    list.hidden = dates.every((date) => date.hidden);
  }
  const over = box.querySelector("[data-over]");
  if (over) over.hidden = isLeft(today) || !box.querySelector(".day--today");
  for (const list of box.querySelectorAll(".weeks")) list.hidden = [...list.querySelectorAll("[data-day]:not(.day--empty)")].every((day) => day.dataset.day < today);
  for (const list of box.querySelectorAll(".has-past")) {
    const button = element("button", { type: "button", className: "chip days__past", textContent: texts.past });
    button.addEventListener("click", () => {
      list.classList.remove("has-past");
      button.remove();
    });
    list.before(button);
  }
  if (texts.calendar === "weeks" && texts.last < today) box.prepend(element("p", { className: "silence", textContent: texts.stale }));
}

/** What is still to come and can't be booked any more stands on no day. */
function dropTooLate(today) {
  for (const item of box.querySelectorAll("[data-book]")) {
    const day = item.closest("[data-day]");
    if (item.dataset.book >= today || day.dataset.day < today) continue;
    item.remove();
    recount(day);
  }
}

const WIDE = matchMedia("(min-width: 62em)");
const OPEN = 1; // the first day: the others are a tap away
const FEW = 12;
const AIRY = 4;
const NAMED = 2;
/** What is rare is named first, what is on as nearly every day last. */
const byWorth = (one, other) => Number(one.matches(".on--daily")) - Number(other.matches(".on--daily")) || Number(other.matches(".on--rare")) - Number(one.matches(".on--rare"));

/** On a phone the days after the first fold into what begins them: a week is seen at once, and a month too. */
function foldDays() {
  if (WIDE.matches) return;
  const days = [...box.querySelectorAll("[data-days] [data-day]:not(.day--empty)")];
  const ahead = days.filter((day) => !day.matches(".day--past"));
  for (const day of days) {
    const heading = day.querySelector(".day__head");
    const rows = [...day.querySelectorAll(".on")];
    const named = rows.toSorted(byWorth).slice(0, NAMED);
    const first = rows.filter((row) => named.includes(row)).map((row) => row.querySelector(".on__name, .on__what a").firstChild.textContent.trim()).join(", ");
    const rest = rows.length - NAMED;
    const words = rest > 0 ? counted("rest", rest).replace("{names}", first) : first;
    const button = element("button", { type: "button", className: "day__fold" }, ...heading.childNodes, element("span", { className: "day__rest", textContent: words }));
    button.addEventListener("click", () => unfold(day, day.classList.contains("day--folded")));
    heading.replaceChildren(button);
    unfold(day, ahead.indexOf(day) < OPEN && texts.calendar !== "month" && ahead.includes(day));
  }
}

function unfold(day, isOpen) {
  day.classList.toggle("day--folded", !isOpen);
  day.querySelector(".day__fold")?.setAttribute("aria-expanded", isOpen);
}

/** The week of the reader's day, where the page was made in another; the next one where nothing is left of it. */
async function bringThisWeek() {
  if (texts.current === undefined) return;
  const today = romeDay();
  const monday = mondayOf(today);
  if (texts.first !== monday) await bring(monday);
  const next = daysAfter(monday, 7);
  if (!box.querySelector("[data-over]") || isLeft(today) || next > texts.last || monday > texts.last) return;
  const day = box.querySelector(`[data-day="${today}"] .day__head`)?.textContent.trim().replace(/\s+/g, " ");
  await bring(next, true);
  if (day && texts.first !== today) box.querySelector(".calendar__now").after(element("p", { className: "calendar__today", textContent: texts.todayOver.replace("{day}", day) }));
}

/** Put another week here; without a network, or too late, that is said, but of one that is only to come. */
async function bring(monday, isAhead = false) {
  const address = new URL(`calendario/settimana/${monday}/`, ROOT);
  try {
    const answer = texts.last < monday ? null : await fetch(address);
    if (!answer?.ok) throw new Error(monday);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const link of page.querySelectorAll("[data-calendar] [href]")) link.setAttribute("href", new URL(link.getAttribute("href"), address).href);
    for (const part of ["[data-span]", ".calendar__bar", "[data-foot]"]) box.querySelector(part).replaceWith(document.importNode(page.querySelector(part), true));
  } catch {
    if (!isAhead) box.querySelector("[data-span]").prepend(element("p", { className: "silence", textContent: texts.stale }));
  }
}

function where(fields) {
  return fields.length === 1 && fields[0].name === "luogo" ? texts.inPlace : texts.withChoice;
}

/** Narrow to what is chosen; a day whose cell is full on paper says how many more there are. */
function narrow() {
  const fields = chosen();
  const isMet = (item) => fields.every((field) => item.dataset.under.split(" ").includes(field.value));
  const items = [...box.querySelectorAll("[data-under]")];
  for (const item of items) item.classList.toggle("unmet", !isMet(item));
  const left = items.filter((item) => !item.classList.contains("unmet"));
  for (const services of box.querySelectorAll("[data-services]")) services.classList.toggle("unmet", !left.some((item) => services.contains(item)));
  for (const day of box.querySelectorAll("[data-day]")) recount(day);
  // A month with little in it is written large: it hangs on a wall.
  for (const list of box.querySelectorAll(".month")) {
    const counts = [...list.querySelectorAll("[data-day]")].map((day) => day.querySelectorAll(".on:not(.unmet)").length);
    list.classList.toggle("month--airy", Math.max(...counts) <= AIRY);
  }
  for (const part of box.querySelectorAll(".clashes")) part.classList.toggle("unmet", fields.length > 0);
  const found = new Set(left.map((item) => item.querySelector("a").href)).size;
  form.querySelector("[data-status]").textContent = fields.length && found ? counted("found", found) : "";
  box.querySelector("[data-choice]").textContent = fields.map((field) => field.selectedOptions[0].textContent).join(" · ");
  if (fields.length && left.length <= FEW) for (const day of box.querySelectorAll(".day--folded")) unfold(day, true);
  silence(fields, left.length === 0);
  carry(fields);
}

function recount(day) {
  const items = [...day.querySelectorAll(".on:not(.unmet)")];
  const isEmpty = !items.length;
  day.classList.toggle("day--empty", isEmpty);
  box.querySelector(`[data-jump="${day.dataset.day}"]`)?.parentElement.classList.toggle("unmet", isEmpty);
  const most = Number(texts.onPaper);
  if (!most) return;
  const isFull = items.length > most + 1; // one more takes the line that would say so
  for (const [at, item] of items.entries()) item.classList.toggle("on--late", isFull && at >= most);
  const others = day.querySelector(".on__others");
  if (!others) return;
  others.textContent = isFull ? counted("others", items.length - most) : "";
  others.hidden = !isFull;
}

/** Nothing here leads somewhere: further ahead, and to all that is done there without hours. */
function silence(fields, isSilent) {
  const told = box.querySelector("[data-silence]");
  if (!told) return;
  told.hidden = !(fields.length && isSilent);
  const words = told.querySelector("p");
  words.dataset.text ??= words.textContent;
  words.textContent = words.dataset.text.replace("{where}", where(fields));
  const place = fields[0]?.selectedOptions[0].dataset.address;
  if (place) told.querySelector("[data-all]").href = place;
}

/** What is chosen goes along to other weeks and months, and stays in the address. */
function carry(fields) {
  const query = new URLSearchParams(fields.map((field) => [field.name, field.value])).toString();
  for (const link of box.querySelectorAll(".calendar__bar a, .calendar__steps a, a[rel='next']")) {
    const address = new URL(link.getAttribute("href"), location.href);
    address.search = query;
    link.href = address.href;
  }
  if (query !== location.search.slice(1)) history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
}

function offerChoices() {
  const asked = new URLSearchParams(location.search);
  for (const name of FIELDS) {
    const field = form.elements[name];
    if (field && [...field.options].some(({ value }) => value === asked.get(name))) field.value = asked.get(name);
  }
  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  const choosing = box.querySelector("[data-choosing]");
  choosing.hidden = false;
  choosing.open = WIDE.matches || chosen().length > 0;
  WIDE.addEventListener("change", () => {
    choosing.open ||= WIDE.matches;
  });
  box.querySelector("[data-narrower]").hidden = true;
  narrow();
}

function offerCopy() {
  for (const button of box.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.querySelector("[data-address]:is(code)").textContent);
      button.textContent = button.dataset.copied;
    });
  }
}

/** The day that the address names is unfolded and seen; «#oggi» is the reader's own. */
function goToDay() {
  const { hash } = location;
  const day = hash === "#oggi" ? box.querySelector(".day--today") : hash.startsWith("#giorno-") && document.getElementById(hash.slice(1));
  if (!day) return;
  if (day.matches(".day--past")) box.querySelector(".days__past")?.click();
  unfold(day, true);
  day.scrollIntoView();
}

await bringThisWeek();
markDays();
foldDays();
if (form) offerChoices();
offerCopy();
for (const button of box.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
addEventListener("hashchange", goToDay);
goToDay();
