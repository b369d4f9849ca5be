// What a text says that it should not: the same rules as `personal_data.py` and `better_words.py`, out of the same data.

import { keyOf } from "./data.js";

/** What no record may hold, as `reading/yaml_reader.py` has it, and halves of letters, which no file can: see there. */
export const HIDDEN =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\uffa0\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}\p{Surrogate}]/u;

/** Find the answers that no file could hold: E003 a character that nobody sees, E034 a letter that was lost. */
export function unreadable(value, path = []) {
  if (value !== null && typeof value === "object") {
    return Object.entries(value).flatMap(([key, part]) => unreadable(part, [...path, Array.isArray(value) ? Number(key) : key]));
  }
  const hidden = HIDDEN.exec(value)?.[0].codePointAt().toString(16).toUpperCase().padStart(4, "0");
  const key = keyOf(path);
  if (hidden) return [{ code: "E003", path, values: { name: `U+${hidden}`, key }, hint: "" }];
  return String(value).includes("\ufffd") ? [{ code: "E034", path, values: { key }, hint: "" }] : [];
}

/** Make the functions that look into texts, out of the `rules` of schema.json. */
export function textRules(rules) {
  const names = new Set(rules.nomi);
  const offices = new Set(rules.uffici);
  const every = (pattern) => new RegExp(pattern, "gu");

  function personalIn(text) {
    const found = [];
    const spot = (code, match) => found.push({ code, start: match.index, end: match.index + match[0].length });
    for (const [code, pattern] of Object.entries(rules.personali)) {
      for (const match of text.matchAll(every(pattern))) spot(code, match);
    }
    for (const match of text.matchAll(every(rules.nascita.sempre))) spot("E303", match);
    for (const match of text.matchAll(every(rules.nascita.persona))) {
      if (names.has(match[1].toLowerCase())) spot("E303", match);
    }
    if (text.includes("@")) {
      for (const match of text.matchAll(every(rules.email))) if (isOfAPerson(match[0])) spot("W304", match);
    }
    for (const match of text.matchAll(every(rules.titoli))) {
      const before = text.slice(Math.max(0, match.index - 40), match.index);
      if (!every(rules.prima_dei_titoli).test(before)) spot("W306", match);
    }
    return found.sort((left, right) => left.start - right.start || (left.code < right.code ? -1 : 1));
  }

  function isOfAPerson(address) {
    const [local, domain] = address.toLowerCase().split("@");
    const parts = local.split(/[._%+-]+/).map((part) => part.replace(/^[0-9]+|[0-9]+$/g, ""));
    const words = parts.filter(Boolean);
    if (!words.length || words.some((word) => offices.has(word))) return false;
    if (words.length === 1) return names.has(words[0]) && rules.caselle.includes(domain);
    if (words.length === 2 && Math.min(...words.map((word) => word.length)) === 1) {
      const [initial, surname] = [...words].sort((left, right) => left.length - right.length);
      return surname.length > 2 && !(initial === "s" && names.has(surname));
    }
    return words.slice(0, 2).some((word) => names.has(word));
  }

  function isAPerson(text) {
    const found = new RegExp(`^(?:${rules.persona})$`, "u").exec(text);
    const words = (found ?? []).slice(1).filter(Boolean).map((word) => word.toLowerCase());
    return words.length > 0 && names.has(words[0]) && !words.some((word) => offices.has(word));
  }

  function mask(text) {
    let masked = text;
    for (const { start, end } of personalIn(text)) {
      masked = masked.slice(0, start) + "•".repeat(end - start) + masked.slice(end);
    }
    return masked;
  }

  function betterWords(text) {
    const bare = text.replace(/«[^»]*»|“[^”]*”|"[^"]*"/g, (quoted) => " ".repeat(quoted.length));
    const uncapitalised = bare.slice(0, 1).toLowerCase() + bare.slice(1);
    const found = new Map();
    for (const { modello, meglio } of rules.parole) {
      for (const [words] of uncapitalised.matchAll(every(modello))) {
        if (![...found.keys()].some((longer) => longer.includes(words))) found.set(words, meglio);
      }
    }
    return [...found];
  }

  const hasStreet = (text) => every(rules.strada).test(text);
  return { personalIn, isAPerson, mask, betterWords, hasStreet };
}
