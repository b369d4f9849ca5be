// «Fra 12 giorni», «circa 5 mesi fa»: worked out when the page is read, from the day that stands there without a script.

import { romeDay } from "./elements.js";

const SOON = 30; // days, as in catalogue/deadlines.py
const words = document.querySelector("[data-due-words]")?.dataset;
const today = romeDay();

/** How many days after today a day comes; negative where it has passed. */
const daysUntil = (day) => Math.round((Date.parse(`${day}T00:00Z`) - Date.parse(`${today}T00:00Z`)) / 864e5);

/** How long ago a day was: days, then the nearest month, then a year and its halves, then whole years. */
function since(days) {
  if (days < 60) return days === 1 ? words.overDaysOne : words.overDaysMany.replace("{n}", days);
  if (days < 350) return words.overMonthsMany.replace("{n}", Math.round(days / 30.4375));
  if (days < 365) return words.overAlmost;
  if (days >= 456 && days < 730) return days < 640 ? words.overHalf : words.overAlmostTwo;
  const years = Math.floor(days / 365);
  return years === 1 ? words.overYearsOne : words.overYearsMany.replace("{n}", years);
}

for (const time of words ? document.querySelectorAll("time[data-due]") : []) {
  const days = daysUntil(time.dateTime);
  if (days > SOON) continue;
  const text = days < 0 ? since(-days) : [words.today, words.inDaysOne][days] ?? words.inDaysMany.replace("{n}", days);
  const badge = document.createElement("span");
  badge.className = days < 0 ? "due__badge due__badge--over" : "due__badge";
  badge.textContent = text;
  time.after(" ", badge);
}

// Of a call that says from when one can apply: that one can now, or that it opens later.
for (const note of document.querySelectorAll("[data-opens]")) {
  const { opens, until, open, shut } = note.dataset;
  if (today > until) continue;
  note.textContent = opens <= today ? open : shut;
  note.closest(".due__when")?.classList.toggle("due__when--shut", opens > today);
}
