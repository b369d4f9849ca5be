// When something is open: twin of generator/catalogue/opening_times.py, which says what each part means.
// It reads `Timetable.plain`. Days are ISO dates, clocks those of Rome; a test holds both to the same answers.

const DAY_MINUTES = 24 * 60;
const MINUTE = 60 * 1000;
const DAY = DAY_MINUTES * MINUTE;
const HORIZON = 3000; // days: a 29 February is up to eight years away
const SEASONS = 400; // days
const FIXED = ["01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26"];
const SAINT_FRANCIS = ["10-04", "2026"]; // a holiday again since (L. 151/2025)
const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome", dateStyle: "short", timeStyle: "medium" });

const midnight = (day) => Date.parse(`${day}T00:00Z`);
const isoDay = (time) => new Date(time).toISOString().slice(0, 10);
const plus = (day, days) => isoDay(midnight(day) + days * DAY);
/** 0 is Monday. */
export const weekdayOf = (day) => (new Date(midnight(day)).getUTCDay() + 6) % 7;

/** What clocks in Rome show at an instant, in milliseconds as if that were UTC. */
const shown = (instant) => Date.parse(`${clock.format(instant).replace(" ", "T")}Z`);
const local = (instant) => new Date(shown(instant)).toISOString().slice(0, 16);

const offsets = new Map(); // day → how far clocks in Rome are ahead before it and after it: asking costs

/** The instant of some minutes after a midnight of Rome; of an hour shown twice the first, as in PEP 495. */
function instantOf(day, minutes) {
  const start = midnight(day);
  if (!offsets.has(day)) offsets.set(day, [start - DAY, start + 3 * DAY].map((near) => shown(near) - near));
  const ahead = Math.max(...offsets.get(day));
  const early = start + minutes * MINUTE - ahead;
  const later = early + ahead - Math.min(...offsets.get(day));
  return early === later || shown(early) - early === ahead ? early : later;
}

/** The day of Easter (Meeus, Jones and Butcher). */
function easter(year) {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return isoDay(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1));
}

const easters = new Map();
function fromEaster(day) {
  const year = day.slice(0, 4);
  if (!easters.has(year)) easters.set(year, midnight(easter(Number(year))));
  return (midnight(day) - easters.get(year)) / DAY;
}

export function isPublicHoliday(day) {
  const [saint, since] = SAINT_FRANCIS;
  return FIXED.includes(day.slice(5)) || (day.slice(5) === saint && day >= since) || [0, 1].includes(fromEaster(day));
}

const isBetween = (day, first, last) => {
  const written = day.slice(5);
  return first <= last ? first <= written && written <= last : written >= first || written <= last;
};

function isSchoolDay(day, [first, last]) {
  const away = fromEaster(day);
  return isBetween(day, first, last) && !isBetween(day, "12-24", "01-06") && !(away >= -3 && away <= 2);
}

function isClosed({ months = [], first = "", last = "" }, day) {
  if (months.includes(Number(day.slice(5, 7)))) return true;
  if (!first) return false;
  return first.length === 10 ? first <= day && (!last || day <= last) : isBetween(day, first, last || first);
}

function isSlotDay({ days = [], weeks, every = 1, since }, day) {
  if (!days.includes(weekdayOf(day)) || (since && day < since)) return false;
  if (weeks) {
    const nth = Math.ceil(Number(day.slice(8)) / 7);
    return weeks.includes(nth) || (weeks.includes(-1) && plus(day, 7).slice(5, 7) !== day.slice(5, 7));
  }
  const monday = (date) => midnight(date) / DAY - weekdayOf(date);
  return every === 1 || ((monday(day) - monday(since)) / 7) % every === 0;
}

const lastDayOf = (known) => {
  if (known.length === 10) return known;
  const [year, month = 12] = known.split("-").map(Number);
  return isoDay(Date.UTC(year, month, 0));
};

/** Read what a page carries of a `quando`: `{occurrences(first, last), stateAt(date)}`. */
export function timetable(plain) {
  const { slots = [], months, school, closures = [], specials = [], yearly, holidays, patron } = plain;
  const first = plain.since ? `${plain.since}-01-01`.slice(0, 10) : "0001-01-01";
  const last = plain.until ? lastDayOf(plain.until) : "9999-12-31";
  const isOccasion = Boolean(yearly) || first === last;
  const isRecurring = slots.some(({ days }) => days);
  const isSeldom = slots.length > 0 && slots.every(({ weeks }) => weeks?.length); // between its months it has a next time, not a beginning

  const isTheDay = (day) => (yearly ? day.endsWith(yearly) : first === last && day === first);
  const isInSeason = (day) => (!months || months.includes(Number(day.slice(5, 7)))) && (!school || isSchoolDay(day, school));

  function usualOn(day) {
    const own = isOccasion ? isTheDay(day) && (slots.length ? slots : [{}]) : slots.filter((slot) => isSlotDay(slot, day));
    if (!own.length || !isInSeason(day) || closures.some((closure) => isClosed(closure, day))) return [];
    const isHoliday = !isOccasion && (isPublicHoliday(day) || (patron && day.endsWith(patron)));
    if (isHoliday && holidays === "closed") return [];
    return own.map(({ start, end, appointment, notice }) => opening(day, start, end, appointment, Boolean(isHoliday && !holidays), notice));
  }

  function openingsOn(day) {
    const ofDay = specials.filter((special) => day.endsWith(special.day));
    const whole = ofDay.filter((special) => special.day.length === 10);
    const here = whole.length ? whole : ofDay;
    if (here.some(({ closed }) => closed)) return [];
    const own = here.filter(({ start, end }) => start !== undefined && end !== undefined);
    if (own.length) return own.map(({ start, end }) => opening(day, start, end)).sort(byOrder);
    return here.reduce((openings, special) => cut(openings, day, special), usualOn(day).sort(byOrder));
  }

  function occurrences(from, to) {
    const found = [];
    const end = to < last ? to : last;
    for (let day = from > first ? from : first; day <= end; day = plus(day, 1)) found.push(...openingsOn(day));
    return found;
  }

  function next(now, today) {
    const end = [plus(today, HORIZON), last].sort()[0];
    for (let day = today > first ? today : first; day <= end; day = plus(day, 1)) {
      const isAhead = (each) => (each.start === undefined ? day > today : startOf(each) > now) && day >= plus(today, each.notice);
      const found = openingsOn(day).find(isAhead);
      if (found) return found;
    }
    return null;
  }

  function ahead(found, today) {
    if (!found) return null;
    const when = found.start === undefined ? { day: found.day } : { at: local(startOf(found)) };
    const marks = { appointment: found.appointment, unsure: found.unsure, booked: found.notice > 0 };
    if (isOccasion) return { kind: "on", ...when, ...marks };
    if (today < first && plain.since) return { kind: "begins", day: plain.since.length === 10 ? found.day : plain.since };
    if (!isInSeason(today) && !isSeldom) return { kind: "begins", day: found.day };
    return { kind: found.start === undefined ? "on" : "opens", ...when, ...marks };
  }

  function withoutOpenings(today) {
    if (today > last) return { kind: "over" };
    if (isRecurring) return { kind: plain.until ? "over" : "unknown" };
    if (today < first) return { kind: "begins", day: plain.since };
    if (!isInSeason(today)) return seasonToCome(today);
    if (isOccasion || specials.length) return { kind: specials.length && !yearly ? "over" : "unknown" };
    return plain.since && plain.until ? { kind: "running", day: plain.until } : { kind: "unknown" };
  }

  function seasonToCome(today) {
    for (let days = 1; days <= SEASONS; days += 1) {
      const day = plus(today, days);
      if (day > last) break;
      if (isInSeason(day)) return { kind: "begins", day: school ? day : day.slice(0, 7) };
    }
    return { kind: "over" };
  }

  function stateAt(date) {
    const now = date.getTime();
    const today = local(now).slice(0, 10);
    const near = occurrences(plus(today, -1), plus(today, 8)).filter(({ notice }) => !notice);
    return openNow(near, now) ?? onToday(near, now, today) ?? ahead(next(now, today), today) ?? withoutOpenings(today);
  }

  return { occurrences, stateAt };
}

/** Parts of the day, from their first minute to the one that is no longer theirs; an evening goes on after midnight. */
const PARTS_OF_DAY = { mattina: [0, 13 * 60], pomeriggio: [13 * 60, 18 * 60], sera: [18 * 60, 2 * DAY_MINUTES] };

/** Whether an opening is in a part of the day: an hour of it, or all where it is shorter; without an end, where it begins. */
export function fallsIn({ start, end = start + 1 }, part) {
  const [first, until] = PARTS_OF_DAY[part];
  return start !== undefined && Math.min(end, until) - Math.max(start, first) >= Math.min(end - start, 60);
}

const opening = (day, start, end, appointment = false, unsure = false, notice = 0) => ({ day, start, end, appointment, unsure, notice });
const startOf = ({ day, start = 0 }) => instantOf(day, start);
const endOf = ({ day, end }) => instantOf(day, end);
const byOrder = (one, other) => startOf(one) - startOf(other);

function openNow(near, now) {
  const timed = near.filter(({ start, end }) => start !== undefined && end !== undefined);
  const spans = timed.map((each) => ({ ...each, from: startOf(each), to: endOf(each) })).sort((one, other) => one.from - other.from);
  const current = spans.filter(({ from, to }) => from <= now && now < to);
  if (!current.length) return null;
  let end = Math.max(...current.map(({ to }) => to));
  for (const { from, to } of spans) if (from <= end) end = Math.max(end, to);
  return {
    kind: "open",
    until: end - now > 7 * DAY ? "" : local(end),
    appointment: current.every(({ appointment }) => appointment),
    unsure: current.every(({ unsure }) => unsure),
  };
}

function onToday(near, now, today) {
  const found = near.find((each) => {
    const hasBegun = each.start === undefined || (each.end === undefined && startOf(each) <= now);
    return each.day === today && hasBegun && (each.end === undefined || now < endOf(each));
  });
  if (!found) return null;
  const { appointment, unsure } = found;
  return { kind: "today", at: found.start === undefined ? "" : local(startOf(found)), appointment, unsure };
}

/** What an exception with one hour alone leaves of the usual openings of its day. */
function cut(openings, day, special) {
  if (!openings.length && special.start !== undefined) return [opening(day, special.start)];
  return openings
    .map(({ start, end, appointment, notice }) => {
      const begin = special.start === undefined ? start : Math.max(start ?? 0, special.start);
      const stop = special.end === undefined ? end : Math.min(end ?? special.end, special.end);
      return opening(day, begin, stop, appointment, false, notice);
    })
    .filter(({ start, end }) => start === undefined || end === undefined || start < end);
}
