// What is open now, in a sentence: «Aperto adesso, fino alle 12», «Apre domani alle 9», «Comincia il 1° dicembre».
// Everything that carries a timetable (`data-times`, of a telephone `data-answers`) is told at once, and again each minute while the page is seen.

import { ROOT } from "../../addresses.js";
import { timetable } from "../../catalogue/browser/opening_times.js";
import { ADDED, DAYS, daysAfter, romeDay, unbroken } from "./elements.js";

const WORDS = new URL("dati/adesso.json", ROOT);
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
const WEEK = 7; // days in which a weekday is enough
const SOON = 2; // of what one can go to, the date is said from the day after tomorrow on
const PAUSE = 45; // days without a time after which a season is over
const OFTEN = 35; // what was not on for so long comes seldom, and has no last time
const YEAR = 400;
const NEXT = new Set(["on", "opens", "begins"]);
const ELIDED = /^(8|11)\b/; // l'8, dall'11

/**
 * Make `sentence(state, now, held, isBrief)` in a language, out of the texts of `now.*`; empty where there is nothing to say.
 * `held` tells how an activity is: `meets`, or behind a `door`; a `telephone` is answered; a seat, which only opens, has none.
 * In brief the next time is its day and hour alone: «Domani alle 9», `dated` with the date; `under` the day that is written above, its hours: «9–12»,
 * which are those of `openings`.
 */
export function speaker({ lang, texts, clock: pattern }) {
  const t = (key, values = {}) => texts[key].replace(/\{([a-z]+)\}/g, (_, name) => values[name]);
  const dated = (day, parts) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { timeZone: "UTC", ...parts }).format(new Date(`${day}T00:00Z`));
  const away = (day, now) => (Date.parse(day) - Date.parse(romeDay(now))) / DAY;
  const isOurs = !pattern; // other languages are written as the CLDR has them
  const comma = { ar: "، ", zh: "，" }[lang] ?? ", ";
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  function hour(time) {
    const [hours, minutes] = time.split(":");
    if (!isOurs) return pattern.replace("HH", hours).replace("H", Number(hours)).replace("mm", minutes);
    if (lang === "it") return minutes === "00" ? `${Number(hours)}` : `${Number(hours)}.${minutes}`;
    const clock = ((Number(hours) + 11) % 12) + 1;
    if (minutes === "00" && hours === "12") return "noon";
    return `${clock}${minutes === "00" ? "" : `:${minutes}`}${hours < 12 ? "am" : "pm"}`;
  }

  /** «alle 15», «all'1.30», «a mezzanotte», behind `at` or `to`. */
  function clock(side, time) {
    if (time === "00:00") return t(`${side}_midnight`);
    return t(time.startsWith("01") ? `${side}_one` : `${side}_hour`, { hour: hour(time) });
  }

  /** «1° dicembre», with the year where it is another. */
  function dayOf(day, now, parts = {}) {
    const isThisYear = day.slice(0, 4) === romeDay(now).slice(0, 4);
    if (!isOurs) {
      const whole = dated(day, { ...parts, day: "numeric", month: "long", year: isThisYear ? undefined : "numeric" });
      return lang === "fr" ? whole.replace(/\b1(?= )/, "1er") : whole;
    }
    const date = `${dated(day, { day: "numeric" }).replace(/^1$/, lang === "it" ? "1°" : "1")} ${dated(day, { month: "long" })}`;
    return isThisYear ? date : `${date} ${day.slice(0, 4)}`;
  }

  /** «oggi», «domani», «lunedì», «martedì 12 gennaio»: the date is said of what is at least so many days away. */
  function when(day, now, far = WEEK) {
    const days = away(day, now);
    if (days < 2) return t(days < 1 ? "today" : "tomorrow");
    const weekday = dated(day, { weekday: "long" });
    if (days < far) return weekday;
    return isOurs ? `${weekday} ${dayOf(day, now)}` : dayOf(day, now, { weekday: "long" });
  }

  /** What follows «Comincia» and «In corso fino», for a day, a month or a year. */
  function bound(key, day, now) {
    if (day.length === 4) return t(`${key}_year`, { when: day });
    if (day.length === 7) {
      const month = dated(`${day}-01`, { month: "long", year: "numeric" });
      return t(month.startsWith("a") ? `${key}_month_elided` : `${key}_month`, { when: month });
    }
    const whole = dayOf(day, now);
    return t(ELIDED.test(whole) ? `${key}_day_elided` : `${key}_day`, { when: whole });
  }

  const moment = ({ at, day }, now, far) => (at ? `${when(at.slice(0, 10), now, far)} ${clock("at", at.slice(11))}` : when(day, now, far));

  /** A door is open, a choir is on. */
  function open({ until }, now, held) {
    const meets = held === "meets";
    if (!until) return t(meets ? "on_always" : "open_always");
    const [day, time] = until.split("T");
    const days = away(day, now) - (time === "00:00");
    const values = { hour: clock("to", time), day: when(day, now) };
    return t(`${meets ? "on" : "open"}${days < 1 ? "" : "_until_day"}`, values);
  }

  /** Somebody answers the telephone, or will. */
  function answers(state, now) {
    if (state.kind === "open") return state.until ? t("answers", { hour: clock("to", state.until.slice(11)) }) : "";
    return state.kind === "opens" ? t("answers_next", { when: moment(state, now) }) : "";
  }

  const written = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

  /** The hours of an opening, as calendars say them: «9–12», «Dalle 15». */
  function range({ start, end }) {
    if (start === undefined) return t("some_hour");
    if (end === undefined) return t("since_hour", { hour: hour(written(start)) });
    return `${hour(written(start))}–${end === 24 * 60 && isOurs && lang === "it" ? 24 : hour(written(end))}`;
  }

  /** The next time is said in the same words of whatever one can go to, with its date: there may be none next week. */
  function next(state, now, held, isBrief, under, openings) {
    if (under && under === (state.at ?? state.day).slice(0, 10)) return openings.map(range).join(comma);
    if (isBrief) return capital(moment(state, now, isBrief === "dated" ? SOON : WEEK));
    return t(state.booked ? "booked" : held ? "meets" : "opens", { when: moment(state, now, held ? SOON : WEEK) });
  }

  /** Behind the last time before a pause: when it is on again. */
  const last = ({ again }, now) => (again ? bound("last", again.slice(0, 7), now) : again === "" && t("last"));

  const sentences = {
    open,
    today: ({ at }, now, held, isBrief, under) => (at ? t(under ? "since_hour" : "today_from", { hour: hour(at.slice(11)) }) : capital(t("today"))),
    opens: next,
    on: next,
    begins: ({ day }, now) => (day.length === 10 && away(day, now) < 2 ? t("begins", { when: when(day, now) }) : bound("begins", day, now)),
    running: ({ day }, now) => bound("running", day, now),
    over: () => t("over"),
  };

  return (state, now, held = "", isBrief = false, under = "", openings = []) => {
    const first = held === "telephone" ? answers(state, now) : (sentences[state.kind]?.(state, now, held, isBrief, under, openings) ?? "");
    return [first, !isBrief && last(state, now), state.appointment && (isBrief || !state.booked) && t("appointment"), state.unsure && t("holiday")].filter(Boolean).join(comma);
  };
}

/** When something is on again after a day that is its last for weeks, empty where it never is; nothing where it goes on. */
export function pausedUntil(times, day) {
  const isOn = (first, last) => times.occurrences(daysAfter(day, first), daysAfter(day, last)).length > 0;
  if (isOn(1, PAUSE) || !isOn(-OFTEN, -1) || times.occurrences(day, day).length > 1) return undefined;
  return times.occurrences(daysAfter(day, PAUSE), daysAfter(day, YEAR))[0]?.day ?? "";
}

let here;

/** The speaker of the language of the page, whose words come once. */
export const speakerHere = () => (here ??= fetch(WORDS).then((words) => words.json()).then(speaker));

let telling;

/** Say every timetable of the page, now and each minute, whoever asks for it first. */
export const live = () => (telling ??= tellAll());

async function tellAll() {
  const sentence = await speakerHere().catch((failure) => {
    for (const place of document.querySelectorAll("[data-times]")) place.dataset.state = ""; // the plain words stand
    throw failure;
  });
  const read = new WeakMap(); // lists may grow: `whole-list.js`
  const timesOf = (place) => read.get(place) ?? read.set(place, timetable(JSON.parse(place.dataset.times ?? place.dataset.answers))).get(place);
  // A card that writes the very day says it once.
  const isWritten = (place, kind, text) => {
    const day = NEXT.has(kind) && /\d{1,2}°? \p{L}+/u.exec(text)?.[0];
    const before = place.previousElementSibling;
    return Boolean(day) && before?.localName === "dd" && before.textContent.includes(day);
  };
  /** The day that stands above a card, and what of that day is still to come. */
  const aboveOf = (place, times, { at }) => {
    const under = place.closest(".card, [data-under]").dataset.under ?? "";
    if (!/^\d/.test(under)) return [under];
    const from = at?.slice(0, 10) === under ? Number(at.slice(11, 13)) * 60 + Number(at.slice(14)) : 0;
    return [under, times.occurrences(under, under).filter(({ start = 0 }) => start >= from)];
  };
  const say = () => {
    const now = new Date();
    for (const place of document.querySelectorAll("[data-times], [data-answers]:not([data-signs])")) {
      const times = timesOf(place);
      const state = times.stateAt(now);
      const isClock = place.matches("[data-clock] .now"); // a list by the clock tells the next time alone
      const isBrief = "brief" in place.dataset || isClock;
      if (!isBrief && place.dataset.held === "meets" && NEXT.has(state.kind) && state.kind !== "begins") state.again = pausedUntil(times, (state.at ?? state.day).slice(0, 10));
      const told = sentence(state, now, place.dataset.answers ? "telephone" : place.dataset.held, place.dataset.brief === "unbooked" ? !state.booked && "dated" : isBrief, ...(isClock ? aboveOf(place, times, state) : []));
      const text = !isBrief && isWritten(place, state.kind, told) ? "" : unbroken(told);
      place.dataset.state = text && state.kind;
      place.dataset.at = state.at ?? state.day ?? "";
      if (place.textContent !== text) place.textContent = text;
    }
  };
  for (const event of [ADDED, DAYS]) document.addEventListener(event, say);
  say();
  document.documentElement.dataset.live = "";
  document.dispatchEvent(new CustomEvent("adesso"));
  setInterval(() => document.hidden || say(), MINUTE);
  document.addEventListener("visibilitychange", () => document.hidden || say());
}
