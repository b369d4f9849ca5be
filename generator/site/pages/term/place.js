// What is done at a place, day by day by the reader's clock: the page may have been made some days ago. A subject narrows it.

import { LAST, dayName, dayOf, momentOf } from "../../parts/clock.js";
import { DAYS, element, onceTold, ranked, romeDay } from "../../parts/elements.js";
import { grouped } from "../../parts/grouped.js";

const days = document.querySelector(".days");
const nothing = document.querySelector("[data-nothing-today]");
const around = document.querySelector("#arriva > details");
const chips = [...document.querySelectorAll(".families a")];
const rows = [...(days?.querySelectorAll(".agenda__row") ?? [])];
const nowOf = (row) => row.querySelector(".now")?.dataset;
const moment = (row) => ("last" in row.dataset ? LAST : momentOf(nowOf(row)));

/** Rows under their days; of many the first days are seen at once, as the page was written. */
function tellDays() {
  if (!days) return;
  const held = grouped(ranked(rows, moment), (row) => dayOf(moment(row)));
  const atFirst = Number(days.dataset.atFirst ?? Infinity);
  let seen = 0;
  const told = [...held].flatMap(([day, those]) => {
    const behind = seen >= atFirst ? " days__behind" : "";
    seen += those.filter(({ hidden }) => !hidden).length;
    for (const row of those) row.dataset.under = day;
    const list = element("ul", { className: `agenda agenda--day${behind}`, dataset: { day } }, ...those);
    return [element("h3", { className: `days__day${behind}`, textContent: dayName(day, days.dataset) }), list];
  });
  days.replaceChildren(...told);
  document.dispatchEvent(new CustomEvent(DAYS));
}

const order = () => rows.map((row) => `${moment(row)}${row.hidden}`).join();

/** Whether what is done here, or a desk that this page sends to, is on today. */
function isOnToday() {
  const today = romeDay();
  const timed = [...document.querySelectorAll(".days .now, .ask [data-times]")];
  return timed.some(({ dataset: { state, at } }) => state === "open" || state === "today" || (at ?? "").startsWith(today));
}

let before;

function follow() {
  if (before !== (before = `${romeDay()}${order()}`)) tellDays();
  for (const soon of document.querySelectorAll(".around__soon")) soon.hidden = soon.dataset.on < romeDay();
  if (nothing) nothing.hidden = isOnToday();
}

/** A subject that the address names, where there are so many that one chooses: what is of others waits. */
function narrow() {
  const asked = location.hash.slice(1);
  const chosen = chips.find(({ hash }) => asked && hash === `#${asked}`);
  for (const chip of chips) chip.toggleAttribute("aria-current", chip === chosen);
  for (const row of rows) row.classList.toggle("apart", Boolean(chosen) && row.dataset.family !== asked);
  days?.classList.toggle("days--chosen", Boolean(chosen));
  if (asked === "arriva" && around) around.open = true;
}

for (const chip of chips) {
  chip.addEventListener("click", (event) => {
    event.preventDefault(); // one stays where one chose; chosen again, it is taken off
    const { pathname, search } = location;
    history.replaceState(history.state, "", chip.hasAttribute("aria-current") ? `${pathname}${search}` : chip.hash);
    narrow();
  });
}
addEventListener("hashchange", narrow);
document.addEventListener("quando-scelto", () => {
  if (around && document.querySelector("[data-when] [data-clear]:not([hidden])")) around.open = true;
});
narrow();
onceTold(follow);
