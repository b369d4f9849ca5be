// What a text says that it should not: the same rules as `personal_data.py`, `personal_names.py`, `protected_places.py`
// and `better_words.py`, out of the same data.

import { isGroup, keyOf, trimmed } from "./data.js";

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
  const { segno, specie, regole } = rules.persone;
  const kindOf = new Map(Object.entries(specie).flatMap(([kind, lines]) => lines.join(" ").split(" ").map((word) => [word, kind])));
  const isName = (word) => /[NA]/.test(kindOf.get(word));
  const every = (pattern) => new RegExp(pattern, "gu");
  const spot = (code, match) => ({ code, start: match.index, end: match.index + match[0].length });
  const touches = (spotted, { start, end }) => spotted.some((known) => start < known.end && known.start < end);
  const isYes = (value) => rules.si.includes(trimmed(value).toLowerCase());

  function personalIn(text, reading = "testo") {
    const found = [];
    const seek = (code, pattern, holds = () => true) => {
      for (const match of text.matchAll(every(pattern))) if (holds(match)) found.push(spot(code, match));
    };
    for (const [code, pattern] of Object.entries(rules.personali)) seek(code, pattern);
    seek("E303", rules.nascita.sempre);
    for (const { start, end } of peopleIn(text, "riga")) {
      const birth = new RegExp(`^(?:${rules.nascita.dopo})`, "u").exec(text.slice(end));
      if (birth) found.push({ code: "E303", start, end: end + birth[0].length });
    }
    seek("W304", rules.email, ([address]) => isOfAPerson(address));
    seek("W306", rules.titoli, ({ index }) => !every(rules.prima_dei_titoli).test(text.slice(Math.max(0, index - 40), index)));
    const people = reading ? peopleIn(text, reading).filter((name) => !touches(found, name)) : [];
    found.push(...people.map((name) => ({ code: reading === "ufficio" ? "W306" : "W311", ...name })));
    return found.sort((left, right) => left.start - right.start || (left.code < right.code ? -1 : 1));
  }

  function peopleIn(text, reading) {
    const tokens = [...text.matchAll(every(segno))];
    const kinds = tokens.map(([token]) => kind(token)).join("");
    const spans = [...(reading === "ufficio" ? regole.riga : []), ...regole[reading]].flatMap((rule) =>
      [...kinds.matchAll(every(rule))].map((match) => [spot("", match).end - match[1].length, spot("", match).end]),
    );
    const names = spans.sort(([a, b], [c, d]) => a - c || d - b);
    return names.reduce((kept, [first, last]) => {
      const name = { start: tokens[first].index, end: spot("", tokens[last - 1]).end };
      return touches(kept, name) ? kept : [...kept, name];
    }, []);
  }

  function kind(token) {
    const word = token.toLowerCase().replace("’", "'");
    if (word === token.toUpperCase()) return "|";
    const isCapital = token[0] !== word[0];
    if (isCapital && token[1] === "." && !kindOf.has(word)) return token.length <= 4 ? "I" : "H";
    const known = kindOf.get(word) ?? kindOf.get(word.replace(/\.$/, ""));
    if (known) return isCapital ? known[0] : known.at(-1);
    return !isCapital ? "x" : token.length > 1 && token.length <= 5 && token === token.toUpperCase() ? "H" : "W";
  }

  function placesIn(value, arePlaces) {
    if (Array.isArray(value)) return value.flatMap((part) => placesIn(part, arePlaces));
    const inner = isGroup(value) ? Object.entries(value).flatMap(([key, part]) => placesIn(part, key === "luoghi")) : [];
    return isGroup(value) && arePlaces ? [value, ...inner] : inner;
  }

  const inWords = (text) => text.toLowerCase().replace(/[^a-z0-9à-öø-ÿ]+/g, " ").trim();

  const hasAddress = (text) => rules.indirizzi.certi.some((pattern) => every(pattern).test(text));

  function openAddresses(record) {
    const places = placesIn(record);
    const open = places.filter(({ riservato }) => !isYes(riservato));
    const written = open.flatMap(({ nome, indirizzo, localita }) => [hasAddress(trimmed(nome)) && nome, indirizzo, localita]);
    return open.length < places.length ? written.map(trimmed).filter(Boolean).map(inWords).join(" | ") : null;
  }

  function hiddenIn(text, openly) {
    const found = [];
    for (const [code, patterns] of [["E308", rules.indirizzi.certi], ["W312", rules.indirizzi.forse]]) {
      for (const match of patterns.flatMap((pattern) => [...text.matchAll(every(pattern))])) {
        const isOpen = ` ${openly} `.includes(` ${inWords(match[0])} `);
        if (!isOpen && !touches(found, spot(code, match))) found.push(spot(code, match));
      }
    }
    return found;
  }

  function isOfAPerson(address) {
    const [local, domain] = address.toLowerCase().split("@");
    const parts = local.split(/[._%+-]+/).map((part) => part.replace(/^[0-9]+|[0-9]+$/g, ""));
    const words = parts.filter(Boolean);
    if (!words.length || words.some((word) => rules.uffici.includes(word))) return false;
    if (words.length === 1) return isName(words[0]) && rules.caselle.includes(domain);
    if (words.length === 2 && Math.min(...words.map((word) => word.length)) === 1) {
      const [initial, surname] = [...words].sort((left, right) => left.length - right.length);
      return surname.length > 2 && !(initial === "s" && isName(surname));
    }
    return words.slice(0, 2).some(isName);
  }

  const mask = (text) =>
    personalIn(text).reduce((masked, { start, end }) => masked.slice(0, start) + "•".repeat(end - start) + masked.slice(end), text);

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

  return { personalIn, mask, betterWords, hasAddress, openAddresses, hiddenIn, isYes };
}
