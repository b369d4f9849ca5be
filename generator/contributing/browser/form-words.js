// What the form says: labels, dates, values. Words come from messaggi.json, what has none is made readable.

import { isEmpty, isGroup, isText } from "../../checking/browser/data.js";
import { partOf, shapeAt, valueAt } from "./form-shape.js";

/** A key of a record as a person would say it: `come_accedere` → «Come accedere». */
export function readable(key) {
  const words = String(key).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Make the speaker of a form: `t("form.next")`, with labels of keys, of codes and of whole values. */
export function speaker({ messages, vocabularies, contract, records, lang }) {
  const known = (key) => (Object.hasOwn(messages, key) ? messages[key] : "");
  const fill = (text, values) =>
    text.replace(/\{([a-z_]+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
  const t = (key, values = {}) => fill(known(key) || key, values);
  const terms = new Map(
    Object.entries(vocabularies).map(([scheme, list]) => [scheme, new Map(list.map((term) => [term.codice, term]))]),
  );

  const key = (name) => known(`form.key.${name}`) || readable(name);
  const ask = (owner, name) =>
    known(`form.ask.${String(owner).toLowerCase()}.${name}`) || known(`form.ask.${name}`) || key(name);
  const item = (name) => known(`form.item.${name}`) || key(name);

  /** The line under a question; a question in words of its own does not need what the schema tells who writes files. */
  function help(owner, name, fallback) {
    const within = String(owner).toLowerCase();
    const isAsked = known(`form.ask.${within}.${name}`) || known(`form.ask.${name}`);
    return known(`form.help.${within}.${name}`) || known(`form.help.${name}`) || (isAsked ? "" : fallback);
  }

  const choice = (name, code) => known(`form.choice.${name}.${code}`) || readable(code);

  function term(scheme, code) {
    const found = terms.get(scheme)?.get(code);
    if (!found) return known(`form.choice.formalizzazione.${code}`) || code;
    const label = found[lang] || found.it || code;
    const town = ["quartiere", "municipio", "frazione", "via"].includes(found.livello) && terms.get(scheme).get(found.padre)?.it;
    return town ? `${label}, ${town}` : label;
  }

  /** A date as people write it: «1° ottobre 2026», of every year «1° ottobre»; whatever is no date stays as it is. */
  function day(text, first = lang === "it" ? "1°" : "1") {
    const [year, month, date] = /^(?:([0-9]{4})(?:-|$))?([0-9]{2})?(?:-([0-9]{2}))?$/.exec(text)?.slice(1) ?? [];
    const name = known(`form.choice.mesi.${Number(month)}`);
    if (!name) return text;
    const day = date === "01" ? first : date && Number(date);
    return [day, name, year].filter(Boolean).join(" ");
  }

  /** A date as it stands in its box, where it is typed: words as they are. */
  const inBox = (found) =>
    isGroup(found) ? (found.testo ?? day(found.data ?? found.mese ?? found.anno ?? "", "1")) : day(String(found), "1");

  function value(found, shape, name = "") {
    if (isEmpty(found)) return "";
    if (Array.isArray(found))
      return found
        .map((item) => value(item, shape?.type === "list" ? shape.item : shape, name))
        .filter(Boolean)
        .join(shape?.item?.type === "group" ? "; " : ", ");
    if (isGroup(found))
      return group(found, shape?.type === "either" || shape?.type === "list" ? (shape.group ?? shape.item) : shape);
    return scalar(String(found), shape?.type === "list" ? shape.item : shape, name);
  }

  function group(found, shape) {
    if (shape?.name === "Schedule" && !isEmpty(found.testo)) return found.testo;
    if (shape?.name === "Occurrence") return slot(found, shape);
    if (shape?.said) return Object.keys(found).map((part) => `${part}: ${value(found[part], shape.said)}`).join("; ");
    if (shape?.type === "text" || !shape) return found.testo ?? day(found.data ?? found.mese ?? found.anno ?? "");
    return partsInWords(found, shape).join(" · ");
  }

  const partsInWords = (found, shape) =>
    Object.keys(found)
      .filter((part) => part !== "id")
      .map((part) => partInWords(part, found[part], shapeIn(shape, part)))
      .filter(Boolean);

  /** Days and hours as the page says them: «lunedì e giovedì, 15:00–17:00». */
  function slot({ giorni = [], dalle, alle, ...others }, shape) {
    const days = [giorni].flat().map((day) => value(day, shapeIn(shape, "giorni"), "giorni"));
    const hours = dalle && alle ? [`${dalle}–${alle}`] : partsInWords({ dalle, alle }, shape);
    return [new Intl.ListFormat(lang).format(days), ...hours, ...partsInWords(others, shape)].filter(Boolean).join(", ");
  }

  /** One part beside the others: a bare «Sì» would not say of what, a bare date whether it begins or ends. */
  function partInWords(part, found, shape) {
    const worded = value(found, shape, part);
    if (worded && shape?.type === "yesno") return `${key(part)}: ${worded}`;
    const word = worded && !found.testo ? littleWord(part, worded) : "";
    return word.endsWith("'") ? word + worded : [word, worded].filter(Boolean).join(" ");
  }

  /** «dal 2 marzo», «dall'8 marzo», «da marzo 2026». */
  function littleWord(part, worded) {
    const which = /^[a-z]/i.test(worded) ? "month" : /^(?:8|11) /.test(worded) ? "vowel" : "";
    return known(`form.part.${part}.${which}`) || known(`form.part.${part}`);
  }

  const shapeIn = (shape, part) => partOf(shape, part, contract.$defs);

  function scalar(text, shape, name) {
    if (shape?.type === "either") return scalar(text, shape.plain, name);
    if (shape?.type === "code") return term(shape.scheme, text);
    if (shape?.type === "choice") return choice(name, text);
    if (shape?.type === "yesno") return t(contract.rules.si.includes(text.toLowerCase()) ? "form.yes" : "form.no");
    if (shape?.type === "number") return known(`form.choice.${name}.${text}`) || text;
    if (shape?.type === "reference") return (shape.to[0] === "luogo" ? placeNamed(text) : records.get(text)?.nome) ?? text;
    return ["data", "mese", "quando", "giorno_annuale", "giorno_o_annuale"].includes(shape?.format) ? day(text) : text;
  }

  /** The place of the record that is open, by its id. */
  function placeNamed(id) {
    const found = [t.record?.()?.luoghi ?? []].flat().find((listed) => listed?.id === id);
    return found?.nome ?? found?.indirizzo;
  }

  /** Where a path leads, in words: «Attività › Caffè in cortile › Quando»; `added` is what it leads to, when new. */
  function place(kind, data, path, added) {
    const steps = [];
    path.forEach((step, at) => {
      const around = path.slice(0, at);
      const shape = shapeAt(contract, kind, around);
      const inner = valueAt(data, [...around, step]);
      if (step === "valore" && shape?.name === "Contact") {
        steps.length = Number.isInteger(around.at(-1)) ? at - 2 : at - 1;
        steps.push(contactNamed(valueAt(data, around) ?? {}));
      } else if (isText(step) && step !== "+") steps.push(shape ? key(step) : readable(step));
      else steps.push(nameOf(inner ?? added) ?? (inner ? String(step + 1) : t("form.new_item")));
    });
    return steps.filter(isText).filter(Boolean).join(" › ");
  }

  const nameOf = (item) => item?.nome ?? item?.titolo ?? item?.etichetta;

  /** «Numero di telefono · Segreteria». */
  const contactNamed = ({ tipo, etichetta }) =>
    [known(`form.value.${tipo}`) || key("valore"), etichetta].filter(Boolean).join(" · ");

  return Object.assign(t, {
    fill,
    key,
    ask,
    item,
    help,
    choice,
    term,
    day,
    inBox,
    value,
    place,
    has: (name) => Boolean(known(name)),
  });
}
