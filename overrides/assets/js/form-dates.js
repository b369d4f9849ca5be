// What is written in a box, as a record says it: a date in the order of the calendar, words beside the date they tell.

import { existsOnCalendar, isoOf } from "./check-data.js";

const PRECISIONS = { 4: "anno", 7: "mese", 10: "data" };

/** Take the certain way of writing an answer; what is not understood stays as it was written, and is told. */
export function understood(text, { format }, { formats, contract: { rules } }) {
  const flaw = text && format ? formats.flawIn(text, format) : null;
  if (flaw?.fix && !flaw.hint) return flaw.fix;
  return format === "quando" && flaw?.hint === "words" ? besideItsDate(text, rules) : text;
}

/** Words stay, beside the date they tell: with none («domani»), or with one that no calendar has, they are no answer. */
function besideItsDate(text, { date, mesi }) {
  const words = `(?:[0-9]{1,2}°? )?(?:${mesi.join("|")}) ${date.anno}`;
  const figures = `(?:[0-9]{1,2}[/.-])?[0-9]{1,2}[/.-]${date.anno}`;
  const shapes = new RegExp(`(?<![0-9])(?:${date.anno}-[0-9]{2}(?:-[0-9]{2})?|${words}|${figures}|${date.anno})(?![0-9])`, "iu");
  const [written = ""] = shapes.exec(text) ?? [];
  const found = isoOf(written, mesi) || (isOnCalendar(written) ? written : "");
  return found ? { [PRECISIONS[found.length]]: found, testo: text } : text;
}

/** A year alone needs no calendar, a month and a day do. */
const isOnCalendar = (iso) => /^[0-9-]{4,10}$/.test(iso) && existsOnCalendar(`${iso}-01-01`.slice(0, 10));
