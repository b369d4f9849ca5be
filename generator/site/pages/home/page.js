// What is on in the next days, as it is read: the reader's day is today, days gone by go away, and others take their place.

import { romeDay } from "../../parts/elements.js";

const DAY = 864e5;

const box = document.querySelector("[data-soon]");
const today = romeDay();
const tomorrow = new Date(Date.parse(`${today}T00:00Z`) + DAY).toISOString().slice(0, 10);
const said = { [today]: box.dataset.today, [tomorrow]: box.dataset.tomorrow };

let told = 0;
for (const day of box.querySelectorAll("[data-on]")) {
  const { on } = day.dataset;
  day.hidden = on < today || told >= Number(box.dataset.soon);
  if (!day.hidden) told += day.querySelectorAll("li").length;
  if (said[on]) day.querySelector("h3").prepend(`${said[on]}, `);
}
box.hidden = told === 0;
