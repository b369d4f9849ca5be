// What scripts of several pages share. Elements made in code: what a record says only ever becomes text, never markup.

// What lists say of themselves, here so that a page without one need not read `whole-list.js`.
export const ADDED = "schede-aggiunte";
export const DAYS = "giorni-detti"; // cards stand under their days: `list.js`

/** An element with its properties (`dataset` too) and children; what is null or empty is left out. */
export function element(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const made = Object.assign(document.createElement(name), plain);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** Elements by rank, the lowest first; those of one rank as the page was written, whatever the order they stand in now. */
export function ranked(elements, rank) {
  elements.forEach((item, at) => { item.dataset.written ??= at; });
  const before = (left, right) => (rank(left) > rank(right)) - (rank(left) < rank(right));
  return [...elements].sort((left, right) => before(left, right) || left.dataset.written - right.dataset.written);
}

/** The day in Rome, as 2026-12-01. */
export const romeDay = (now = new Date()) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(now);

/** So many days after a day, as 2026-12-01. */
export const daysAfter = (day, days) => new Date(Date.parse(`${day}T00:00Z`) + days * 864e5).toISOString().slice(0, 10);

/** Do it once `live.js` has said what is open now: at once where it has, for either script may come first. */
export function onceTold(act) {
  document.addEventListener("adesso", act);
  if ("live" in document.documentElement.dataset) act();
}

/** A text of which no number begins a line: «alle 9», «28 novembre». */
export const unbroken = (text) => text.replace(/ (?=\d)|(?<=\b\d{1,2}°?) (?=\p{L})/gu, "\u00A0");
