// The walk along schema.json over one record: twin of generator/checking/shape.py. A change here is a change there.

import { isEmpty, isGroup, isText, keyOf, lineOf, short } from "./data.js";
import { about, aboutFlaw, inBrackets } from "./formats.js";
import { asCode, nearestOf } from "./spelling.js";

const PROSE = 2000; // letters: a text that may be longer is written in sentences

export class Walk {
  constructor(tools, places, openly) {
    Object.assign(this, tools, { places, openly, findings: [] });
  }

  note(code, path, values = {}, hint = "") {
    this.findings.push(about(code, path, values, hint));
  }

  value(value, schema, path) {
    const node = this.resolved(schema, value);
    if (node.type === "object" && isGroup(value)) this.group(value, node, path);
    else if (node.type === "array" && Array.isArray(value)) this.list(value, node, path);
    else if (!["object", "array"].includes(node.type) && isText(value)) this.scalar(value.trim(), node, path);
    else {
      const [hint, values] = this.advice.forWrongNode(value, this.inner(node), node.type, path);
      this.note("E104", path, values, hint);
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

  inner(node) {
    return node.items ? this.resolved(node.items, {}) : node;
  }

  group(value, node, path) {
    const { properties } = node;
    const fix = this.advice.byKind(value, node);
    if (fix) {
      this.note("E104", path, { key: keyOf(path), line: lineOf(path, fix) }, "fix");
      this.scanAll(value, path);
      return;
    }
    const strange = Object.keys(value).filter((key) => !Object.hasOwn(properties, key));
    const unknown = new Map(strange.map((key) => [key, this.advice.forUnknownKey(key, properties)]));
    const meant = new Set([...unknown.values()].map(([, near]) => near).filter(Boolean));
    const found = this.conditions.brokenConditions(value, node["x-richiede"] ?? [], path, this.places, meant);
    this.findings.push(...found);
    const forbidden = new Set(found.filter((finding) => finding.path.length === path.length + 1).map((finding) => finding.path.at(-1)));
    for (const [key, part] of Object.entries(value)) {
      if (unknown.has(key)) {
        if (!forbidden.has(key)) this.unknown(key, part, unknown.get(key), path, properties);
      } else if (!isEmpty(part) && !found.some(({ code, path: at }) => code === "E307" && at.at(-1) === key)) this.value(part, properties[key], [...path, key]);
    }
    for (const key of node.required ?? []) {
      if (isEmpty(value[key]) && !meant.has(key)) this.missing(key, properties[key], path, Object.hasOwn(value, key));
    }
  }

  unknown(key, part, [hint, near], path, properties) {
    const rest = key.split(":").slice(1).join(":").trim();
    const known = Object.keys(properties).join(", ");
    this.note("E101", [...path, key], { key, near, bare: key.replace(/^-+/, ""), rest, known }, hint);
    this.scanAll(part, [...path, key]);
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
      if (![...this.rules.si, ...this.rules.no].includes(text.toLowerCase())) this.note("E108", path, values);
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
    if ((isProse || key === "descrizione_breve") && !/in_inglese|traduzioni/.test(path[0])) {
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
    const pattern = node.type === "integer" ? /^-?[0-9]{1,15}$/ : /^-?[0-9]{1,15}([.,][0-9]{1,9})?$/;
    if (/^[0-9]{1,3}(\.[0-9]{3})+$/.test(text) || !pattern.test(text)) {
      const [hint, fix] = this.advice.forNumber(text);
      this.note("E107", path, { value: short(text), key, fix }, hint);
      return;
    }
    const number = Number(text.replace(",", "."));
    const { minimum = number, maximum = number } = node;
    if (number < minimum || number > maximum) {
      this.note("E113", path, { value: text, key, least: node.minimum, most: node.maximum });
    }
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
    const [hint, near] = this.advice.forCode(text, new Map([...allowed.map((code) => [code, code]), ...spoken]), codes);
    const label = terms.get(near)?.it ?? near;
    const key = keyOf(path);
    this.note("E103", path, {
      value: short(text), near, key, codes: codes.join(", "), line: lineOf(path, near), scheme: scheme || key,
      label: asCode(label) === asCode(near) ? "" : ` (${label})`,
    }, hint); // prettier-ignore
  }

  unknownPlace(text, path) {
    const near = nearestOf(text, new Map([...this.places.keys()].map((place) => [place, place])));
    const fix = `{nome: ${inBrackets(short(text))}}`;
    this.note("E204", path, { value: short(text), near, fix }, near ? "near" : "");
  }
}

function fits(value, type) {
  if (type === "object") return isGroup(value);
  return type === "array" ? Array.isArray(value) : isText(value);
}

function readingOf(text, { type, maxLength }, form) {
  if (form === "ruolo") return "ufficio";
  if (form === "markdown") return "testo";
  return form || (type && !maxLength) ? null : [...text].length > 255 ? "testo" : "riga";
}
