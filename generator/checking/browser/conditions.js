// The conditions between keys of one mapping (`x-richiede`): the same as `generator/checking/conditions.py`.

import { withoutAccents } from "../../locale/browser/folding.js";
import { earliest, has, inside, isEmpty, isGroup, isText, latest, trimmed, writtenDate } from "./data.js";
import { about, aboutFlaw } from "./formats.js";

const AGE = /^[0-9]{1,3}$/;
const listOf = (value) => (Array.isArray(value) ? value : [value]);

/** Make `brokenConditions(data, listed, path, places, meant)` out of the rules of schema.json and the day as an ISO date. */
export function conditionRules({ rules, today, formats, texts }) {
  const { isYes } = texts;

  function isAsWanted(value, wanted) {
    if (Array.isArray(wanted)) return listOf(value).some((item) => isText(item) && wanted.includes(item.trim()));
    if (wanted === "sì") return isYes(value);
    return ["presente", "assente"].includes(wanted) && isEmpty(value) === (wanted === "assente");
  }

  function* serve(condition, data, path, places, meant) {
    if (condition.serve.some((key) => meant.has(key) || has(data, key))) return;
    const guess = condition.serve.length === 1 && condition.serve[0] === "tipo" ? formats.contactKind(trimmed(data.valore)) : "";
    const keys = condition.serve.map((key) => `«${key}»`).join(", ");
    yield about(condition.codice, path, { keys, fix: guess }, guess ? "fix" : kindNeeded(condition, data));
  }

  const kindNeeded = ({ serve: needed }, { tipo }) => (needed.includes(trimmed(tipo)) ? trimmed(tipo) : "");

  function* vieta(condition, data, path) {
    const values = Object.fromEntries(Object.keys(condition.se).filter((key) => isText(data[key])).map((key) => [key, data[key].trim()]));
    for (const key of Object.keys(data)) {
      if (condition.vieta.includes(key) && has(data, key)) yield about(condition.codice, [...path, key], { key, ...values });
    }
  }

  const comparable = (value) => (isText(value) && AGE.test(value.trim()) ? value.trim() : writtenDate(value, rules.mesi));
  const firstOf = (text) => (AGE.test(text) ? text.padStart(3, "0") : earliest(text));
  const lastOf = (text) => (AGE.test(text) ? text.padStart(3, "0") : latest(text));

  function* ordine(condition, data, path) {
    const [first, last] = condition.ordine;
    const [a, b] = [comparable(data[first]), comparable(data[last])];
    if (a && b && firstOf(a) > lastOf(b)) yield about(condition.codice, [...path, first], { first, last, a, b });
  }

  function* onTime(condition, data, path) {
    const keys = (condition.passata ?? condition.futura).split(".");
    const date = writtenDate(inside(data, keys)[0] ?? "", rules.mesi);
    const wrong = condition.passata ? latest(date) < today : earliest(date) > today;
    if (date && wrong) yield about(condition.codice, [...path, ...keys], { key: keys.at(-1), date });
  }

  function* formato(condition, data, path) {
    for (const [key, name] of Object.entries(condition.formato)) {
      const text = trimmed(data[key]);
      const flaw = text ? formats.flawIn(text, name) : null;
      if (flaw) yield aboutFlaw(flaw, text, [...path, key]);
    }
  }

  function placesIn(given, known) {
    const found = listOf(given).map((item, index) => {
      const place = isText(item) ? known.get(item.trim()) : item;
      return { place, path: Array.isArray(given) ? [index] : [], inline: isGroup(item) };
    });
    return found.filter(({ place }) => isGroup(place));
  }

  function* domanda(condition, data, path, places) {
    for (const { place, path: at, inline } of placesIn(data[condition.domanda], places)) {
      const key = ["indirizzo", "coordinate"].find((name) => !isEmpty(place[name])) ?? "nome";
      const written = key !== "nome" || texts.hasAddress(trimmed(place.nome));
      if (!written || !isEmpty(place.riservato)) continue;
      yield about(condition.codice, [...path, condition.domanda, ...at, ...(inline ? [key] : [])]);
    }
  }

  function* quieto(condition, data, path, places) {
    const [given, revealing] = condition.quieto;
    const hidden = placesIn(data[given], places).some(({ place }) => isYes(place.riservato));
    if (hidden && has(data, revealing)) yield about(condition.codice, [...path, ...revealing.split(".")]);
  }

  const plain = (text) => ` ${withoutAccents(text.toLowerCase()).replace(/[^a-z0-9]+/g, " ")} `.replace(/ (?:in|nel|del|lungo) corso(?= )/g, " ");

  /** The kind that words speak of instead of those declared: `contradicted_by` of `catalogue/modes.py`. */
  function meantBy(name, text, kinds) {
    const [named, all] = [plain(name), plain(`${name}. ${text}`)];
    const found = (sayings, where) => new Set(where.match(new RegExp(` (?:${sayings})(?= )`, "g")));
    const modes = Object.values(rules.modi);
    if (!kinds.length || modes.some((mode) => mode.kinds.some((kind) => kinds.includes(kind)) && found(mode.sayings, all).size)) return "";
    const least = kinds.length === 1 && kinds[0] === "socialita" ? 1 : 2;
    const says = ({ sayings }) => found(sayings, named).size || found(sayings, all).size >= least;
    const meant = modes.filter((mode) => mode.means && kinds.every((kind) => mode.instead_of.includes(kind)) && says(mode));
    return meant.length === 1 ? meant[0].means : "";
  }

  function* parole(condition, data, path) {
    const [key, name, text] = condition.parole;
    const declared = listOf(data[key]).map(trimmed).filter((kind) => kind && kind !== "da_precisare");
    const meant = meantBy(trimmed(data[name]), trimmed(data[text]), declared);
    if (meant) yield about(condition.codice, [...path, key], { meant, declared: declared.join(", ") });
  }

  const clauses = { serve, vieta, ordine, passata: onTime, futura: onTime, formato, domanda, quieto, parole };

  function brokenConditions(data, listed, path, places, meant) {
    const holding = listed.filter((condition) => Object.entries(condition.se ?? {}).every(([key, wanted]) => isAsWanted(data[key], wanted)));
    return holding.flatMap((condition) => {
      const clause = Object.keys(clauses).find((name) => name in condition);
      return [...clauses[clause](condition, data, path, places, meant)];
    });
  }

  return { brokenConditions, names: Object.keys(clauses) };
}
