// What is on in the next days, as it is read: the reader's day is today, days gone by go away, and others take their place.

import { daysAfter, romeDay } from "../../parts/elements.js";

const box = document.querySelector("[data-soon]");
const today = romeDay();
const tomorrow = daysAfter(today, 1);
const said = { [today]: box.dataset.today, [tomorrow]: box.dataset.tomorrow };

const days = [...box.querySelectorAll("[data-on]")];
let told = 0;
let brief = 0; // told by their number alone
for (const day of days) {
  const { on } = day.dataset;
  const isBrief = told >= Number(box.dataset.soon);
  day.hidden = on < today || brief >= Number(box.dataset.brief);
  if (on < today) continue;
  day.classList.toggle("soon__day--brief", isBrief);
  brief += isBrief;
  told += day.querySelectorAll(".soon__items > li").length;
  if (said[on]) day.querySelector("h3").prepend(`${said[on]}, `);
}
box.hidden = days.every((day) => day.hidden);
box.querySelector("[data-none]").hidden = days.some(({ dataset }) => dataset.on === today);
