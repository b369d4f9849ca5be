// The walk along schema.json over one record: twin of generator/checking/shape.py. A change here is a change there.

import { isEmpty, isGroup, isText, keyOf, short } from "./data.js";
import { about, aboutFlaw } from "./formats.js";
import { asCode, nearestOf } from "./spelling.js";

const PROSE = 2000; // a text that may be longer is written in sentences

export class Walk {
  constructor(tools, places, openly) {
    Object.assign(this, tools, { tools, places, openly, findings: [] });
  }

  note(code, path, values = {}, hint = "") {
    this.findings.push(about(code, path, values, hint));
  }

  value(value, schema, path) {
    const node = this.resolved(schema, value);
    this.isMany = Number.isInteger(path.at(-1)) || schema.oneOf?.some(({ type }) => type === "array");
    if (node.type === "object" && isGroup(value)) this.group(value, node, path);
    else if (node.type === "array" && Array.isArray(value)) this.list(value, node, path);
    else if (!["object", "array"].includes(node.type) && isText(value)) this.scalar(value.trim(), node, path);
    else {
      this.note("E104", path, { key: keyOf(path) });
      this.scanAll(value, path);
    }
  }

  resolved(schema, value) {
    let node = schema;
    while ("$ref" in node || "oneOf" in node) {
      if ("$ref" in node) {
        node = this.$defs[node.$ref.split("/").at(-1)];
        continue;
      }
      const options = node.oneOf.map((option) => this.resolved(option, value));
      node = options.find((option) => fits(value, option.type)) ?? options.at(-1);
    }
    return node;
  }

  group(value, node, path) {
    const properties = keysOf(node, value);
    if (this.advice.isByKind(value, node) && (Number.isInteger(path.at(-1)) || Object.keys(value).length === 1)) {
      this.note("E104", path, { key: keyOf(path) });
      this.scanAll(value, path);
      return;
    }
    const strange = Object.keys(value).filter((key) => !Object.hasOwn(properties, key));
    const unknown = new Map(strange.map((key) => [key, this.advice.forUnknownKey(key, value, properties)]));
    const meant = new Set([...unknown.values()].map(([, near]) => near).filter(Boolean));
    const found = this.conditions.brokenConditions(value, node["x-richiede"] ?? [], path, this.places, meant);
    this.findings.push(...found);
    const forbidden = new Set(found.filter((finding) => finding.path.length === path.length + 1).map((finding) => finding.path.at(-1)));
    for (const [key, part] of Object.entries(value)) {
      const flaw = node.propertyNames && !isEmpty(part) && this.formats.flawIn(key, "lingua");
      if (flaw) this.findings.push({ ...aboutFlaw(flaw, key, [...path, key]), hint: flaw.fix && "near" });
      if (unknown.has(key)) {
        if (!forbidden.has(key)) this.unknown(key, part, unknown.get(key), path, properties);
      } else if (!isEmpty(part) && !found.some(({ code, path: at }) => code === "E307" && at.at(-1) === key)) this.value(part, properties[key], [...path, key]);
    }
    for (const key of node.required ?? []) {
      if (isEmpty(value[key]) && !meant.has(key)) this.missing(key, properties[key], path, Object.hasOwn(value, key));
    }
  }

  unknown(key, part, [hint, near], path, properties) {
    const here = [...path, key];
    const rest = key.split(":").slice(1).join(":").trim();
    const value = hint === "space" ? rest.replace(/^(["'])(.*)\1$/, "$2") : part;
    const walk = new Walk(this.tools, this.places, this.openly);
    if (near && hint !== "there" && !isEmpty(value)) walk.value(value, properties[near], [...path, near]);
    const isUnfit = walk.findings.some(({ code, path: at }) => code === "E104" && at.length === here.length);
    const isLost = isUnfit && hint === "near";
    const known = Object.keys(properties).join(", ");
    const advice = isLost ? this.advice.forLostKey(properties) : hint === "sure" ? (isUnfit ? "line" : "near") : hint;
    this.note("E101", here, { key, near: isLost ? "" : near, bare: key.replace(/^-+/, ""), rest, known }, advice);
    if (isUnfit || !near || hint === "there") this.scanAll(part, here);
    else for (const finding of walk.findings) this.findings.push({ ...finding, path: [...here, ...finding.path.slice(here.length)] });
  }

  missing(key, schema, path, present) {
    const scheme = this.resolved(schema, "")["x-vocabolario"] ?? "";
    const terms = scheme ? [...this.words(scheme).terms.values()] : [];
    const example = (terms.find(({ livello }) => livello === "comune") ?? terms[0])?.codice ?? "…";
    const hint = this.advice.forMissingKey(key, scheme, path);
    this.note("E102", present ? [...path, key] : path, { key, example, scheme }, hint);
  }

  list(value, node, path) {
    const filled = [...value.entries()].filter(([, item]) => !isEmpty(item));
    const most = node.maxItems ?? filled.length;
    if (filled.length > most) this.note("E112", path, { key: keyOf(path), most, found: filled.length });
    const seen = new Set();
    for (const [index, item] of filled) {
      this.value(item, node.items, [...path, index]);
      if (isText(item)) {
        if (seen.has(item.trim())) this.note("W114", [...path, index], { value: short(item), key: keyOf(path) });
        seen.add(item.trim());
      }
    }
  }

  scalar(text, node, path) {
    const personal = this.scan(text, node, path);
    const values = { value: short(text), key: keyOf(path) };
    if (node.type === "boolean") {
      const word = text.toLowerCase();
      const near = Object.hasOwn(this.rules.si_e_no, word) ? this.rules.si_e_no[word] : "";
      const isClear = [...this.rules.si, ...this.rules.no].includes(word);
      if (!isClear) this.note("E108", path, values, near && "fix");
    } else if (["integer", "number"].includes(node.type)) this.number(text, node, path);
    else this.text(text, node, path, personal);
  }

  scan(text, node, path) {
    const form = node["x-formato"] ?? "";
    const key = keyOf(path);
    let serious = false;
    const hidden = this.openly === null ? [] : this.texts.hiddenIn(text, this.openly);
    for (const { code } of [...this.texts.personalIn(text, readingOf(text, node, form)), ...hidden]) {
      const isError = code.startsWith("E");
      if (isError || code === "W312" || !(["url", "sito"].includes(form) || (code === "W305" && key === "valore"))) this.note(code, path);
      serious ||= isError;
    }
    const isProse = (node.maxLength ?? 0) >= PROSE && ["", "markdown"].includes(form);
    if ((isProse || key === "descrizione_breve") && !/\b(in_inglese|traduzioni)\b/.test(path)) {
      const better = this.texts.betterWords(text).map(([worse, kinder]) => `«${worse}» → «${kinder}»`);
      if (better.length) this.note("H501", path, { better: better.join("; ") });
    }
    return serious;
  }

  scanAll(value, path) {
    if (isText(value)) this.scan(value.trim(), {}, path);
    else if (value !== null && typeof value === "object") {
      const parts = Array.isArray(value) ? value.entries() : Object.entries(value);
      for (const [key, part] of parts) this.scanAll(part, [...path, key]);
    }
  }

  number(text, node, path) {
    const key = keyOf(path);
    const flaw = flawOfNumber(text, node);
    if (flaw === "E113") this.note(flaw, path, { value: text, key, least: node.minimum, most: node.maximum });
    if (flaw !== "E107") return;
    const months = node.maximum === 12 ? this.advice.forMonths(text) : [];
    let [hint, fix] = this.advice.forNumber(text);
    if (fix && flawOfNumber(fix, node)) [hint, fix] = ["", ""];
    this.note("E107", path, { value: short(text), key, fix }, months.length === 1 || (this.isMany && months.length) ? "mese" : hint);
  }

  text(text, node, path, personal) {
    const key = keyOf(path);
    const found = [...text].length;
    const most = node.maxLength ?? found;
    if (found > most) {
      const hint = key === "descrizione_breve" ? key : "";
      this.note("E105", path, { key, most, found, excess: found - most }, hint);
    } else if (found < (node.minLength ?? 0)) this.note("E106", path, { key, least: node.minLength });
    else if (/^[•·▪◦] /.test(text) && (node.maxLength ?? 0) < PROSE) this.note("E132", path, { key });
    else if ("x-formato" in node && !personal) this.format(text, node["x-formato"], path);
    else if ("x-vocabolario" in node || "enum" in node) this.code(text, node, path);
    else if (node["x-riferimento"] === "luogo" && !this.places.has(text)) this.unknownPlace(text, path);
  }

  format(text, name, path) {
    const flaw = this.formats.flawIn(text, name);
    if (flaw) this.findings.push(aboutFlaw(flaw, text, path));
  }

  code(text, node, path) {
    const allowed = node.enum ?? [];
    const scheme = node["x-vocabolario"] ?? "";
    const { terms, spoken } = this.words(scheme);
    const successor = terms.get(text)?.sostituito_da;
    if (successor) this.note("W115", path, { value: text, key: keyOf(path), near: successor });
    if (allowed.includes(text) || terms.has(text)) return;
    const codes = [...allowed, ...terms.keys()];
    const [hint, meant] = this.advice.forCode(text, new Map([...allowed.map((code) => [code, code]), ...spoken]), codes);
    const near = meant.length === 1 ? meant[0] : "";
    const label = terms.get(near)?.it ?? near;
    const key = keyOf(path);
    this.note("E103", path, {
      value: short(text), near, key, codes: codes.join(", "), scheme: scheme || key,
      label: asCode(label) === asCode(near) ? "" : ` (${label})`,
    }, meant.length > 1 && !this.isMany ? "one" : hint); // prettier-ignore
  }

  unknownPlace(text, path) {
    const near = nearestOf(text, new Map([...this.places.keys()].map((place) => [place, place])));
    this.note("E204", path, { value: short(text), near }, near ? "near" : "");
  }
}

// What the keys of a mapping hold: the declared ones, and those of the value that a pattern allows (a language, its text).
function keysOf({ properties, patternProperties = {} }, value) {
  const found = Object.assign(Object.create(null), properties);
  for (const [pattern, node] of Object.entries(patternProperties))
    for (const key of Object.keys(value)) if (new RegExp(pattern).test(key)) found[key] ??= node;
  return found;
}

function fits(value, type) {
  if (type === "object") return isGroup(value);
  return type === "array" ? Array.isArray(value) : isText(value);
}

function flawOfNumber(text, { type, minimum = -Infinity, maximum = Infinity }) {
  const pattern = type === "integer" ? /^-?[0-9]{1,15}$/ : /^-?[0-9]{1,15}([.,][0-9]{1,9})?$/;
  if ((maximum >= 1000 && /^[0-9]{1,3}(\.[0-9]{3})+$/.test(text)) || !pattern.test(text)) return "E107";
  const number = Number(text.replace(",", "."));
  return number < minimum || number > maximum ? "E113" : "";
}

function readingOf(text, { type, maxLength }, form) {
  if (form === "ruolo") return "ufficio";
  if (form === "markdown") return "testo";
  return form || (type && !maxLength) ? null : [...text].length > 255 ? "testo" : "riga";
}
