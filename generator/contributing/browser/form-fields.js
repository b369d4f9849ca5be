// The controls of the form, native and small: one for each kind of answer that the schema knows.
// A control is `{node, read}`; its node carries `data-path`, where the findings about it are shown.

import { isEmpty, isGroup, isText } from "../../checking/browser/data.js";
import { contactParts, isSentence, sentenceBox, understood, widerPlaces } from "./form-answers.js";
import { button, el, freshId, heading } from "./form-dom.js";
import { firstKeys, otherKeys, shapeOf } from "./form-shape.js";
import { TO_BE_SAID, foundWords, matching, recordWords, suggested } from "./form-suggest.js";

const FEW = 16;
// More are a place or a record, which has a name to search by.
const BROWSABLE = 120;
const PARAGRAPH = 2000;
// In letters.
const BRIEF = 10;
const KEYBOARDS = { url: "url", sito: "url", telefono: "tel", email: "email", codice_fiscale: "numeric" };
const DATED = ["data", "mese", "anno", "quando", "giorno_annuale", "giorno_o_annuale"];

const asList = (value) => (Array.isArray(value) ? value : isEmpty(value) ? [] : [value]);
const alike = (left, right) => JSON.stringify(left) === JSON.stringify(right);
const kept = (original, list) => (alike(asList(original), list) ? original : list);

/** Make the control for a value: `about` is `{env, path, name, title, help, isHeading, isRequired}`. */
export function field(shape, value, about) {
  if (shape.said) return languagesField(shape, value, about);
  if (shape.type === "group") return groupField(shape, value, about);
  if (shape.type === "either") return eitherField(shape, value, about);
  if (shape.type === "list") return listField(shape, value, about);
  const options = optionsOf(shape, about);
  return options ? pickField(shape, options, value, about) : textField(shape, value, about);
}

function listField(shape, value, about) {
  const { item } = shape;
  if (item.type === "group" || item.type === "either") return groupsField(shape, value, about);
  const options = optionsOf(item, about);
  return options ? pickField(item, options, value, about, true) : linesField(shape, value, about);
}

const describe = (about, ...ids) => ({ "aria-describedby": [about.help && ids[0], ids[1]].filter(Boolean).join(" ") });
const findingsBox = (id) => el("div", { class: "findings", "data-findings": true, id, "aria-live": "polite" });
const helpLine = (about, id) => about.help && el("p", { class: "help", id }, about.help);
const frame = (about, tag, traits, ...children) =>
  el(tag, { ...traits, "data-path": JSON.stringify(about.path) }, ...children);

function labelled(about, control, extra = []) {
  const [help, findings] = [freshId(), freshId()];
  control.id = freshId();
  for (const [name, text] of Object.entries(describe(about, help, findings))) control.setAttribute(name, text);
  const label = el("label", { for: control.id }, about.title);
  return frame(
    about,
    "div",
    { class: "field" },
    about.isHeading ? heading(label) : label,
    helpLine(about, help),
    control,
    extra,
    findingsBox(findings),
  );
}

function fieldset(about, kind, ...children) {
  const [help, findings] = [freshId(), freshId()];
  const legend = el("legend", {}, about.isHeading ? heading(about.title) : about.title);
  return frame(
    about,
    "fieldset",
    { class: kind, ...describe(about, help, findings) },
    legend,
    helpLine(about, help),
    ...children,
    findingsBox(findings),
  );
}

/** One text, on one line or several; a date is rewritten as it was understood. */
function textField(shape, value, about) {
  const { t } = about.env;
  const shown = (found) => (isEmpty(found) ? "" : DATED.includes(shape.format) ? t.inBox(found) : String(found));
  const traits = { autocomplete: "off", value: shown(value) };
  const control = boxFor(shape, about.name, traits);
  const typed = () => (shape.long ? control.value : control.value.replace(/\s*\n\s*/g, " ")).trim();
  const read = () => (control.value === shown(value) ? value : understood(typed(), shape, about.env));
  control.addEventListener("change", () => {
    if (shape.format) control.value = shown(read());
  });
  return { node: labelled(about, control), read };
}

function boxFor(shape, name, traits) {
  if (shape.long) return el("textarea", { rows: shape.most > PARAGRAPH ? "6" : "3", ...traits });
  if (isSentence(shape, name)) return sentenceBox(traits);
  const keyboard = KEYBOARDS[shape.format];
  const inputmode = shape.type === "number" ? "numeric" : keyboard;
  return el("input", { type: "text", inputmode, autocapitalize: keyboard && "none", ...traits });
}

/** Several texts, one a line. */
function linesField(shape, value, about) {
  const { t } = about.env;
  const control = el("textarea", { rows: "3", autocomplete: "off", value: asList(value).join("\n") });
  const lines = () =>
    control.value
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  const read = () =>
    kept(
      value,
      lines().map((line) => understood(line, shape.item, about.env)),
    );
  return {
    node: labelled({ ...about, help: [about.help, t("form.one_a_line")].filter(Boolean).join(" ") }, control),
    read,
  };
}

/** What can be chosen for a shape, `[{code, label, words}]`; null where one writes. */
function optionsOf(shape, { env, name }) {
  const { t, vocabularies, records } = env;
  if (shape.type === "yesno")
    return [
      ["true", t("form.yes")],
      ["false", t("form.no")],
    ].map(([code, label]) => ({ code, label }));
  if (shape.type === "choice") return shape.codes.map((code) => ({ code, label: t.choice(name, code) }));
  if (shape.type === "number" && shape.whole && shape.most - shape.least < FEW) {
    return Array.from({ length: shape.most - shape.least + 1 }, (_, at) => String(shape.least + at)).map((code) => ({
      code,
      label: t.choice(name, code),
    }));
  }
  if (shape.type === "code") {
    const terms = (vocabularies[shape.scheme] ?? []).filter((term) => !term.sostituito_da);
    return [
      ...terms.map((term) => ({
        code: term.codice,
        label: t.term(shape.scheme, term.codice),
        words: [term.it, term.en, ...(term.alias ?? [])].join(" "),
        term,
      })),
      ...shape.also.map((code) => ({ code, label: t.choice(name, code) })),
    ];
  }
  if (shape.type !== "reference") return null;
  if (shape.to[0] === "luogo")
    return asList(env.data().luoghi)
      .filter((place) => place?.id)
      .map((place) => ({ code: place.id, label: place.nome ?? place.indirizzo ?? place.id }));
  return records.begins ? [] : referable(shape, records.all());
}

/** What a reference may lead to, among these records. */
function referable({ to }, records) {
  const parts = { attivita: "attivita", pratica: "pratiche" }[to[0]];
  if (parts) {
    return records.flatMap((record) =>
      (record[parts] ?? []).map((inner) => ({ code: `${record.id}/${inner.id}`, label: `${inner.nome} · ${record.nome}` })),
    );
  }
  return records
    .filter(({ kind }) => to.includes(kind))
    .map((record) => ({ code: record.id, label: record.nome, words: recordWords(record) }));
}

/** Tell whether what can be chosen must be asked for word by word. */
const isSought = ({ type, to }, { records }) => records.begins && type === "reference" && to[0] !== "luogo";

/** Codes to choose: all of them where they are few, else the likely ones and a search. */
function pickField(shape, options, value, about, isMany = false) {
  const { t, records } = about.env;
  const group = freshId();
  const sought = isSought(shape, about.env);
  const isFew = !sought && options.length <= FEW;
  const byCode = new Map(options.map((option) => [option.code, option]));
  const original = asList(value).map((code) => sameCode(code, shape, about.env));
  const order = [...original];
  const list = el("ul", { class: "options" });
  const shown = new Map();

  const show = (code, isOn = order.includes(code)) => {
    if (!shown.has(code)) shown.set(code, list.appendChild(choiceLine(code, isOn)));
    shown.get(code).hidden = false;
  };
  const choiceLine = (code, isOn) => {
    const input = el("input", { type: isMany ? "checkbox" : "radio", name: group, value: code, checked: isOn });
    input.addEventListener("change", () => {
      if (!isMany) order.length = 0;
      if (order.includes(code)) order.splice(order.indexOf(code), 1);
      if (input.checked && code) order.push(code);
    });
    const label = byCode.get(code)?.label ?? (code ? t.value(code, shape, about.name) : t("form.unknown"));
    return el("li", {}, el("label", {}, input, el("span", {}, label)));
  };

  const likely = isFew ? options.map(({ code }) => code) : likelyCodes(shape, options, about);
  const offered = isFew ? [...likely, ...order] : [...order, ...likely];
  [...new Set(offered)].forEach((code) => show(code));
  if (!isMany && !about.isRequired && isFew) show("", !order.length);
  const lineOf = (code) => {
    show(code);
    return shown.get(code);
  };
  const terms = alike(about.path, ["territori"]) ? options.map(({ term }) => term).filter(Boolean) : [];
  const wider = terms.length ? widerPlaces(terms, list, lineOf, about.env) : null;
  const showAll = (isWanted = true) => {
    list.querySelectorAll("[data-family]").forEach((line) => line.remove());
    if (!isWanted) return;
    const rest = options.filter(({ code }) => !offered.includes(code));
    for (const family of new Set(rest.map(({ term }) => term?.famiglia))) {
      if (family) list.append(el("li", { "data-family": family }, t.choice("famiglia", family)));
      list.append(...rest.filter(({ term }) => term?.famiglia === family).map(({ code }) => lineOf(code)));
    }
  };
  /** The options that what is typed may mean; those of a list in parts are read. */
  const find = async (typed) => {
    if (!sought) return { rows: options };
    const { rows, isCut } = await records.find(typed);
    const found = referable(shape, rows);
    found.forEach((option) => byCode.set(option.code, option));
    return { rows: found, isCut };
  };
  const search = isFew ? [] : searchBox(options, { shown, show, showAll, find }, new Set(likely), about, wider);
  if (wider && !search.length) search.push(el("p", { class: "help" }, t("form.place_missing")));
  const read = () => {
    if (alike(order, original)) return value;
    return isMany ? [...order] : (order[0] ?? "");
  };
  if (!sought && isBrief(options)) list.classList.add("options--brief");
  return { node: fieldset(about, "field pick", list, ...search), read };
}

/** Tell whether choices stand two in a row on a phone with no word broken. */
const isBrief = (options) => options.every(({ label }) => label.split(/\s/).every(({ length }) => length <= BRIEF));

const sameCode = (code, { type }, { contract: { rules } }) =>
  type === "yesno" ? String(rules.si.includes(String(code).toLowerCase())) : String(code);

function likelyCodes(shape, options, { env, path }) {
  if (shape.type !== "code") return [];
  if (shape.scheme === "territori")
    return env.homePlaces(path).filter((code) => options.some((option) => option.code === code));
  const own = shape.scheme === "destinatari" ? asList(env.data().destinatari) : [];
  const found = [...own, ...suggested(env.textNear(path), options.map(({ term }) => term).filter(Boolean))];
  return options.some(({ code }) => code === TO_BE_SAID) ? [...found, TO_BE_SAID] : found;
}

function searchBox(options, { shown, show, showAll, find }, likely, { env: { t, away } }, wider) {
  const status = el("p", { class: "help", role: "status" });
  const input = el("input", { type: "search", autocomplete: "off", spellcheck: "false", id: freshId() });
  const isBrowsable = options.length && options.length <= BROWSABLE;
  const all = button(t("form.see_all", { n: options.length }), () => browse(), true, { class: "plain" });
  const browse = () => {
    showAll();
    all.hidden = true;
  };
  const narrow = (codes) => {
    all.hidden = false;
    showAll(false);
    for (const [code, line] of shown) line.hidden = !line.querySelector("input").checked && !likely.has(code);
    codes.forEach((code) => show(code));
  };
  input.addEventListener("input", async () => {
    const typed = input.value;
    const { rows, isCut } = await find(typed).catch(() => ({}));
    if (typed !== input.value) return;
    if (!rows) return (status.textContent = away);
    const found = matching(typed, rows, ({ label, words = "" }) => `${label} ${words}`).map(({ code }) => code);
    const isLacking = Boolean(typed.trim()) && !found.length;
    wider?.offer(false);
    narrow(found);
    wider?.offer(isLacking);
    if (isLacking && isBrowsable && !wider) browse();
    const none = wider ? "form.place_missing" : isBrowsable ? "form.found_none_all" : "form.found_none";
    status.textContent = typed.trim() ? t(foundWords(found, isCut, none), { n: found.length }) : "";
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  // A search is no answer.
  input.addEventListener("change", (event) => event.stopPropagation());
  return [
    el("div", { class: "field pick__search" }, el("label", { for: input.id }, t("form.search_terms")), input, status),
    ...(wider ? [wider.node] : []),
    ...(isBrowsable ? [all] : []),
  ];
}

/** A few answers that belong together. */
function groupField(shape, value, about) {
  const { env, path } = about;
  const fields = new Map();
  const make = (key) => {
    const part = shapeOf(shape.properties[key], env.contract.$defs);
    const inner = field(part, value?.[key], {
      env,
      path: [...path, key],
      name: key,
      title: env.t.ask(shape.name ?? "", key),
      help: env.t.help(shape.name ?? "", key, part.description),
      isRequired: shape.required.includes(key),
    });
    fields.set(key, inner);
    return inner.node;
  };
  const first = firstKeys(shape).map(make);
  const others = otherKeys(shape);
  const rest =
    others.length > 0 &&
    el(
      "details",
      { open: others.some((key) => !isEmpty(value?.[key])) },
      el("summary", {}, env.t("form.more_here")),
      others.map(make),
    );
  const settled = shape.name === "Contact" ? contactParts(fields, value, env) : (found) => found;
  const read = () => {
    const found = { ...(isGroup(value) ? value : {}) };
    for (const [key, inner] of fields) {
      const part = inner.read();
      if (isEmpty(part)) delete found[key];
      else found[key] = part;
    }
    return settled(found);
  };
  return { node: fieldset(about, "field group-of", first, rest), read };
}

/** What is said in each language, under its code: groups that say their language too. */
function languagesField({ said }, value, about) {
  const item = { ...said, properties: { lingua: { "x-formato": "lingua" }, ...said.properties } };
  const written = Object.entries(value ?? {}).map(([lingua, words]) => ({ lingua, ...words }));
  const { node, read } = groupsField({ item }, written, about);
  const joined = (found, { lingua = "", ...words }) => ({ ...found, [lingua]: { ...found[lingua], ...words } });
  return { node, read: () => read().reduce(joined, {}) };
}

/** Several groups, one below the other. */
function groupsField(shape, value, about) {
  const { env, path, name } = about;
  const { t } = env;
  const items = el("div", { class: "items" });
  let controls = [];
  const current = () => controls.map((control) => control.read());
  const nameOf = (at) => `${t.item(name)} ${at + 1}`;
  const render = (values) => {
    controls = values.map((value, at) =>
      field(shape.item, value, { env, path: [...path, at], name, title: nameOf(at), help: "" }),
    );
    items.replaceChildren(
      ...controls.map((control, at) => {
        const remove = () => {
          render(current().filter((_, other) => other !== at));
          items.dispatchEvent(new Event("change", { bubbles: true }));
        };
        return el(
          "div",
          { class: "item" },
          control.node,
          values.length > 1 && button(t("form.remove_item", { name: nameOf(at) }), remove, true, { class: "plain" }),
        );
      }),
    );
  };
  render(asList(value).length ? asList(value) : [undefined]);
  const add = button(t("form.add_another"), () => {
    render([...current(), undefined]);
    items.lastElementChild.querySelector("input, textarea")?.focus();
  });
  return {
    node: fieldset(about, "field", items, add),
    read: () =>
      kept(
        value,
        current().filter((item) => !isEmpty(item)),
      ),
  };
}

/** Something of the catalogue, or else a few words about it. */
function eitherField(shape, value, about) {
  const { t } = about.env;
  const options = optionsOf(shape.plain, about);
  const pick = pickField(shape.plain, options, isText(value) ? value : undefined, { ...about, isRequired: true });
  const written = isGroup(value) ? value : undefined;
  const hasOptions = options.length || isSought(shape.plain, about.env);
  const aside = hasOptions ? { title: t("form.not_listed"), isHeading: false } : {};
  const group = groupField(shape.group, written, { ...about, help: "", ...aside });
  const folded = () => el("details", { open: isGroup(value) }, el("summary", {}, t("form.not_listed")), group.node);
  const read = () => {
    const [chosen, newlyWritten] = [pick.read(), group.read()];
    const isNew = !isEmpty(newlyWritten) && !alike(newlyWritten, written);
    // What was written before gives way to what is chosen now.
    return isNew || isEmpty(chosen) ? newlyWritten : chosen;
  };
  return { node: el("div", { class: "either" }, hasOptions ? [pick.node, folded()] : group.node), read };
}
