// The days of a calendar, as the pages of the site tell them: those of the narrowest thing that is asked for, the rest left out.

import { ROOT } from "../../../addresses.js";
import { readPage } from "../../parts/record-page.js";

export const USUAL_DAYS = 7;
export const MOST_DAYS = 28;
const CODE = /^[a-z0-9][a-z0-9_-]{0,80}$/;
const SECTIONS = { rete: "reti", luogo: "territori", tema: "temi", per: "destinatari" };
const WEEK = 7 * 864e5;

/** What is asked, out of what somebody wrote: codes alone, the narrowest first. */
export function wantedIn(options) {
  return Object.keys(SECTIONS).map((name) => [name, options.get(name)]).filter(([, code]) => CODE.test(code ?? ""));
}

/** Where the site has the calendar of what is asked, as near as one page comes. */
export function pageOf(wanted) {
  if (!wanted.length) return "calendario/";
  const [[name, code]] = wanted;
  return `${SECTIONS[name]}/${code.replaceAll("_", "-")}/calendario/`;
}

const plus = (day, time) => new Date(Date.parse(`${day}T00:00Z`) + time).toISOString().slice(0, 10);
const weekday = (day) => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7;

/** The pages that hold the days from one to another: a term or a network has one, everything a page for each week. */
async function pagesOf(wanted, first, last) {
  if (wanted.length) return [await readPage(pageOf(wanted))];
  const mondays = [];
  for (let monday = plus(first, (-weekday(first) * WEEK) / 7); monday <= last; monday = plus(monday, WEEK)) mondays.push(monday);
  return Promise.all(mondays.map((monday) => readPage(`calendario/settimana/${monday}/`)));
}

/** The days on which something is, from `today` on, `count` at most in the calendar; null where there is no such calendar. */
export async function daysOf(wanted, today, count) {
  const last = plus(today, (count - 1) * (WEEK / 7));
  const pages = (await pagesOf(wanted, today, last)).filter(Boolean);
  if (!pages.length) return null;
  const rest = wanted.slice(1).map(([, code]) => code);
  return pages.flatMap(({ page, address }) => [...page.querySelectorAll("[data-day]")].map((day) => kept(day, rest, new URL(address, ROOT))))
    .filter((day) => day.dataset.day >= today && day.dataset.day <= last && day.querySelector(".on"));
}

function kept(day, rest, base) {
  for (const item of day.querySelectorAll("[data-under]")) if (!rest.every((code) => item.dataset.under.split(" ").includes(code))) item.remove();
  for (const link of day.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), base).href;
  for (const beside of day.querySelectorAll(".on__beside")) beside.remove();
  return document.importNode(day, true);
}
