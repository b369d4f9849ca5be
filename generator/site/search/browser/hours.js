// When an activity is on, out of the signs beside its result (`search/hours.py`), said as on the cards of lists.

import { timetable } from "../../../catalogue/browser/opening_times.js";
import { unbroken } from "../../parts/elements.js";

const SLOT = /^zzq(..)(...)(...)(?:w(\d+))?(a)?(?:n(\d+))?$/;
const HELD = { zzhd: "door", zzhr: "", zzht: "telephone" };
const UNSAID = "fff";
const LAST_WEEK = 6;

const bitsOf = (hex) => [...Array(16).keys()].filter((bit) => (parseInt(hex, 16) >> bit) & 1);
const dateOf = (digits) => digits.replace(/^(\d{4})(\d\d)?(\d\d)?$/, (_, ...parts) => parts.slice(0, 3).filter(Boolean).join("-"));
const minutes = (hex) => (hex === UNSAID ? undefined : parseInt(hex, 16));

function slotOf([, days, start, end, weeks, appointment, notice]) {
  const slot = { days: bitsOf(days), start: minutes(start), end: minutes(end) };
  if (weeks) slot.weeks = [...weeks].map(Number).map((week) => (week === LAST_WEEK ? -1 : week));
  if (appointment) slot.appointment = true;
  if (notice) slot.notice = Number(notice);
  return slot;
}

/** What a page would carry of it: `{plain, held}`. `conventions` are those of the catalogue: `{school, patron}`. */
export function hoursIn(signs, { school, patron }) {
  const plain = { slots: [], closures: [], patron };
  let held = "meets";
  const read = {
    d: (rest) => { plain.since = dateOf(rest); },
    u: (rest) => { plain.until = dateOf(rest); },
    y: (rest) => { plain.yearly = rest.length === 4 ? `${rest.slice(0, 2)}-${rest.slice(2)}` : rest; },
    m: (rest) => { plain.months = bitsOf(rest); },
    c: (rest) => plain.closures.push({ months: bitsOf(rest) }),
    s: () => { plain.school = school; },
    f: (rest) => { plain.holidays = rest; },
  };
  for (const sign of signs.split(" ")) {
    const slot = SLOT.exec(sign);
    if (slot) plain.slots.push(slotOf(slot));
    else if (sign in HELD) held = HELD[sign];
    else read[sign[2]]?.(sign.slice(3));
  }
  return { plain, held };
}

const HOURS_OF = new Set(["opens", "on"]);

/** The next time with its hours: «Martedì 24 novembre, 9–12»; empty where they are not known, or one books a first date. */
function nextTime(state, times, sentence, now, held) {
  const [day, time = ""] = (state.at ?? state.day ?? "").split("T");
  if (!HOURS_OF.has(state.kind) || state.booked || !time || held === "telephone") return "";
  const from = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const openings = times.occurrences(day, day).filter(({ start }) => start >= from);
  if (!openings.length) return "";
  const { kind, at } = state;
  const told = [sentence({ kind, day }, now, held, "dated"), sentence({ kind, at, day }, now, held, true, day, openings)].join(", ");
  return [told, sentence({ ...state, kind: "" }, now, held, true)].filter(Boolean).join(" · ");
}

/** Say in each of these places what its signs mean now; of a door whose season has not begun, first that it is `closed`. */
export async function sayHours(places, conventions, closed) {
  if (!places.length) return;
  const { speakerHere } = await import("../../parts/live.js");
  const sentence = await speakerHere();
  const now = new Date();
  for (const place of places) {
    const { plain, held } = hoursIn(place.dataset.signs, conventions);
    const times = timetable(plain);
    const state = times.stateAt(now);
    const isBrief = "brief" in place.dataset;
    const text = (!isBrief && nextTime(state, times, sentence, now, held)) || sentence(state, now, held, isBrief);
    const isClosed = held === "door" && state.kind === "begins";
    place.dataset.state = text && state.kind;
    place.dataset.next = state.kind === "open" ? "" : (state.at ?? state.day ?? "~"); // after every day
    place.textContent = unbroken(text && isClosed ? `${closed} ${text}` : text);
  }
}
