// Which advice goes with a finding: the same choices as `generator/checking/advice.py`.

import { isGroup, isText, keyOf, lineOf } from "./data.js";
import { inBrackets } from "./formats.js";
import { asCode, nearestOf } from "./spelling.js";

const LISTED_AT_MOST = 20;
const FREE_TEXT = ["testo", "nome", "titolo", "anno", "descrizione"];

export function adviceRules(rules, formats) {
  const seeOrList = (known) => (known <= LISTED_AT_MOST ? "list" : "see");

  function forUnknownKey(key, properties) {
    const known = new Map(Object.keys(properties).map((name) => [name, name]));
    const glued = key.split(":")[0];
    if (glued !== key && known.has(glued)) return ["space", glued];
    const bare = key.replace(/^-+/, "");
    if (key !== bare && known.has(bare.trim())) return ["dash", ""];
    if (rules.voci_di_persone.includes(asCode(key))) return ["personal", ""];
    const elsewhere = Object.hasOwn(rules.altre_voci, asCode(key)) ? rules.altre_voci[asCode(key)] : "";
    const near = known.has(elsewhere) ? elsewhere : nearestOf(key, known);
    return near ? ["near", near] : [seeOrList(known.size), ""];
  }

  function forMissingKey(key, scheme, path) {
    if (!path.length && scheme === "tipi_ente") return "tipo";
    if (!path.length && ["nome", "titolo"].includes(key)) return key;
    return scheme ? "codes" : "text";
  }

  function forCode(text, spoken, codes) {
    if (!codes.length) return ["empty", ""];
    const exact = spoken.get(text.toLowerCase());
    if (exact) return ["near", exact];
    const parts = text.replace(/^[()[\] ]+|[()[\] ]+$/g, "").split(/ ?[,;/] ?| e /).map((part) => spoken.get(part.toLowerCase()) ?? "");
    if (parts.length > 1 && parts.every(Boolean)) return ["several", `[${parts.join(", ")}]`];
    const other = Object.hasOwn(rules.altri_codici, asCode(text)) ? rules.altri_codici[asCode(text)] : "";
    const near = (codes.includes(other) && other) || abbreviated(text, codes) || nearestOf(text, spoken);
    if (near) return ["near", near];
    return [codes.includes("a_pagamento") ? "costo" : seeOrList(codes.length), ""];
  }

  function abbreviated(text, codes) {
    const shorter = codes.filter((code) => code.length >= 3 && asCode(text).startsWith(code));
    return shorter.length === 1 ? shorter[0] : "";
  }

  function forWrongNode(value, within, expected, path) {
    const first = Object.keys(within.properties ?? {})[0] ?? "";
    const values = { key: keyOf(path), first };
    const fix = isText(value) ? writtenOut(value.trim(), within) : byKind(value, within);
    if (fix) return ["fix", { ...values, line: lineOf(path, expected === "array" ? `[${fix}]` : fix) }];
    if (isText(value) && expected === "array" && first) return [values.key === "orari" ? "orari" : "items", values];
    if (isGroup(value) && expected === "array") {
      const dashed = Object.keys(value).some((name) => name.startsWith("-"));
      return [dashed ? "dash" : first ? "items" : "array", values];
    }
    return [["array", "object"].includes(expected) ? expected : Array.isArray(value) ? "one" : "text", values];
  }

  function writtenOut(text, { properties = {}, required = [] }) {
    if ("a" in properties && "da" in properties) return ages(text);
    const kind = "valore" in properties ? formats.contactKind(text) : "";
    if (kind) return `{tipo: ${kind}, valore: ${inBrackets(text)}}`;
    if ("url" in properties && formats.flawIn(text, "url") === null) return `{url: ${inBrackets(text)}}`;
    const free = FREE_TEXT.find((name) => name in properties);
    if (free) return `{${free}: ${inBrackets(text.split(/\s+/u).join(" "))}}`;
    const parts = text.split(/ *[,;\n] */).filter(Boolean);
    return required.length ? parts.map((part) => `{${required[0]}: ${inBrackets(part)}}`).join(", ") : "";
  }

  function byKind(value, { properties = {} }) {
    const kinds = properties.tipo?.enum ?? [];
    const entries = isGroup(value) ? Object.entries(value) : [];
    const meant = ([key, part]) => kinds.includes(key) && !Object.hasOwn(properties, key) && isText(part);
    if (!("valore" in properties) || !entries.length || !entries.every(meant)) return "";
    return entries.map(([key, part]) => `{tipo: ${key}, valore: ${inBrackets(part.trim())}}`).join(", ");
  }

  function ages(text) {
    const range = /^([0-9]{1,3}) ?[-–/a] ?([0-9]{1,3})(?: anni)?$/.exec(text);
    if (range) return `{da: ${Number(range[1])}, a: ${Number(range[2])}}`;
    const from = /^(?:over |da |dai |dagli )?([0-9]{1,3})(?:\+| anni(?: in su)?)?$/.exec(text);
    return from ? `{da: ${Number(from[1])}}` : "";
  }

  function forNumber(text) {
    if (/^[0-9]{1,3}(\.[0-9]{3})+$/.test(text)) return ["migliaia", text.replaceAll(".", "")];
    const figure = /^(?:circa|quasi|oltre|più di|ca\.?|~) ?([0-9]{1,9})$/.exec(text.toLowerCase());
    if (figure) return ["circa", figure[1]];
    const unit = /^([0-9]{1,9}) ?(%|€|[A-Za-z]+)/.exec(text);
    return unit ? ["unita", unit[1]] : ["", ""];
  }

  return { byKind, forUnknownKey, forMissingKey, forCode, forWrongNode, forNumber };
}
