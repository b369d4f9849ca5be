// When something is on next by the clock of its reader, and the day that it stands under: for lists by day and hour. As `days.by_clock`.

import { daysAfter, romeDay, unbroken } from "./elements.js";

const WEEK = 6; // days ahead, as `_THIS_WEEK`
const ON_NEXT = ["open", "today", "opens", "on", "begins"];
export const LAST = "~";

export const daysAhead = (days) => daysAfter(romeDay(), days);

/** When it is on next, as 2026-12-01T09:00, out of what `live.js` told; what tells no day comes after this week. */
export function momentOf({ state, at } = {}) {
  if (state === "open" || (state === "today" && !at)) return romeDay();
  return (ON_NEXT.includes(state) && at) || `${daysAhead(WEEK)}~`;
}

/** What a moment stands under: its day, `none` where none is told, `later` or `last`. */
export function dayOf(when) {
  if (when === LAST) return "last";
  if (when.endsWith("~")) return "none";
  return when.length >= romeDay().length && when < `${daysAhead(WEEK)}~` ? when.slice(0, 10) : "later";
}

/** «Oggi, domenica 22 novembre», «Martedì 24 novembre», or what stands under no day of this week. */
export function dayName(day, { dayToday, dayTomorrow, dayNone, dayLater, dayLast }) {
  const group = { none: dayNone, later: dayLater, last: dayLast }[day];
  if (group) return group;
  const { lang } = document.documentElement;
  const date = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" }).format(new Date(`${day}T00:00Z`));
  const said = { [daysAhead(0)]: dayToday, [daysAhead(1)]: dayTomorrow }[day]?.replace("{day}", date) ?? date;
  return unbroken(said.charAt(0).toUpperCase() + said.slice(1));
}
