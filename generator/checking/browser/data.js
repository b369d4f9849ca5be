// Plain data and dates: what `records/plain.py`, `records/dates.py`, `plain_values.py` and `findings.py` say of each.

const isList = Array.isArray;

export const isText = (value) => typeof value === "string";
export const isGroup = (value) => value !== null && typeof value === "object" && !isList(value);
export const trimmed = (value) => (isText(value) ? value.trim() : "");
export const whole = (pattern) => new RegExp(`^(?:${pattern})$`, "u");

export function isEmpty(value) {
  if (isText(value)) return !value.trim();
  if (isList(value)) return value.every(isEmpty);
  return isGroup(value) ? Object.values(value).every(isEmpty) : value === undefined || value === null;
}

export function inside(value, keys) {
  if (isEmpty(value)) return [];
  if (isList(value)) return value.flatMap((item) => inside(item, keys));
  if (!keys.length) return [value];
  return isGroup(value) ? inside(value[keys[0]], keys.slice(1)) : [];
}

export const has = (data, key) => inside(data, key.split(".")).length > 0;

export const keyOf = (path) => path.findLast(isText) ?? "";

export function short(text) {
  const letters = [...text.trim().split(/\s+/u).join(" ")];
  return letters.length <= 60 ? letters.join("") : `${letters.slice(0, 57).join("")}…`;
}

function exists(year, month, day) {
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
  return year >= 1 && day >= 1 && day <= days;
}

export const existsOnCalendar = (iso) => exists(...iso.split("-").map(Number));

// Months may stand in two languages, twelve after twelve.
export function isoOf(text, months) {
  const [figures, words] = partsOf(text, months);
  if (figures) return iso(Number(figures[3]), Number(figures[2]), Number(figures[1] ?? 0));
  return words ? iso(Number(words[3]), (months.indexOf(words[2]) % 12) + 1, Number(words[1] ?? 0)) : "";
}

export const isWrittenAsADay = (text, months) => partsOf(text, months).some(Boolean);

function partsOf(text, months) {
  const written = text.trim().toLowerCase().split(/\s+/u).join(" ");
  const words = new RegExp(`^(?:([0-9]{1,2})°? )?(${months.join("|")}) ([0-9]{4})$`);
  return [/^(?:([0-9]{1,2})[/.-])?([0-9]{1,2})[/.-]([0-9]{4})$/.exec(written), words.exec(written)];
}

function iso(year, month, day) {
  if (!exists(year, month, day || 1)) return "";
  const parts = [String(year).padStart(4, "0"), ...(day ? [month, day] : [month]).map((part) => String(part).padStart(2, "0"))];
  return parts.join("-");
}

export function writtenDate(value, months) {
  const text = isGroup(value) ? value[["data", "mese", "anno"].find((key) => !isEmpty(value[key]))] : value;
  const known = isoOf(trimmed(text), months) || trimmed(text);
  return /^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$/.test(known) ? known : "";
}

export const earliest = (date) => `${date}-00-00`.slice(0, 10);
export const latest = (date) => `${date}-99-99`.slice(0, 10);

export function slug(text) {
  const ascii = text.replace(/['’]/g, " ").normalize("NFKD").replace(/[^\0-\x7f]/g, "");
  const words = ascii.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 80).replace(/^-+|-+$/g, "");
}
