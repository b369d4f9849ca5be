// Which advice goes with a finding, as `generator/checking/advice.py` chooses it, lines to paste apart: a form has none.

import { isEmpty, isText } from "./data.js";
import { asCode, nearestOf } from "./spelling.js";

const LISTED_AT_MOST = 20;

/** Make the choices of advice out of the rules of schema.json. */
export function adviceRules(rules) {
  const seeOrList = (known) => (known <= LISTED_AT_MOST ? "list" : "see");

  const forLostKey = (properties) => seeOrList(Object.keys(properties).length);

  function forUnknownKey(key, data, properties) {
    const names = Object.keys(properties).filter((name) => isEmpty(data[name]));
    const free = new Map(names.map((name) => [name, name]));
    const glued = key.split(":")[0];
    if (glued !== key && free.has(glued)) return ["space", glued];
    const bare = key.replace(/^-+/, "");
    if (key !== bare && bare.trim() in properties) return ["dash", ""];
    if (rules.voci_di_persone.includes(asCode(key))) return ["personal", ""];
    const other = Object.hasOwn(rules.altre_voci, asCode(key)) ? rules.altre_voci[asCode(key)] : "";
    if (other in properties) return [free.has(other) ? "sure" : "there", other];
    const near = nearestOf(key, free);
    return near ? ["near", near] : [forLostKey(properties), ""];
  }

  function forMissingKey(key, scheme, path) {
    if (!path.length && scheme === "tipi_ente") return "tipo";
    if (!path.length && ["nome", "titolo"].includes(key)) return key;
    return scheme ? "codes" : "text";
  }

  function forCode(text, spoken, codes) {
    if (!codes.length) return ["empty", []];
    const meant = codesIn(text, spoken, codes);
    if (meant.length) return [meant.length === 1 ? "near" : /ferial/i.test(text) ? "feriali" : "several", meant];
    const near = nearestOf(text, spoken);
    if (near) return ["near", [near]];
    return [codes.includes("a_pagamento") ? "costo" : seeOrList(codes.length), []];
  }

  function codesIn(text, spoken, codes) {
    const of = (part) => {
      const exact = spoken.get(part.toLowerCase());
      return exact ? [exact] : said(part).filter((code) => codes.includes(code));
    };
    const short = (part) => {
      const word = asCode(part);
      const begun = codes.filter((code) => code.length >= 3 && word.startsWith(code) && /^\p{L}+$/u.test(word.slice(code.length)));
      return begun.length === 1 ? begun : [];
    };
    const meant = of(text);
    if (meant.length) return meant;
    const isStroke = codes.includes("lun") && text.includes("/"); // «and» or «to»?
    const parts = isStroke ? [] : text.replace(/^[()[\] ]+|[()[\] ]+$/g, "").split(/ ?[,;/] ?| e /);
    const found = parts.map((part) => (of(part).length ? of(part) : short(part)));
    return found.length > 1 && found.every((part) => part.length) ? [...new Set(found.flat())] : short(text);
  }

  function said(text) {
    const spans = text.trim().toLowerCase().replace(/ *[-–—] *| al? | fino al? /g, "-");
    const key = asCode(spans.replace(/^(?:dal?|dalla|ogni|il|la|di|tutti i|tutte le) /, ""));
    return Object.hasOwn(rules.detti, key) ? rules.detti[key].split(" ") : [];
  }

  const forMonths = (text) => codesIn(text, new Map(), Array.from({ length: 12 }, (_, at) => String(at + 1)));

  function isByKind(value, { properties }) {
    const kinds = "valore" in properties ? properties.tipo?.enum : null;
    const meant = ([key, part]) => kinds?.includes(key) && !(key in properties) && isText(part);
    return kinds && Object.entries(value).every(meant);
  }

  function forNumber(text) {
    if (/^[0-9]{1,3}(\.[0-9]{3})+$/.test(text)) return ["migliaia", text.replaceAll(".", "")];
    const figure = /^(?:circa|quasi|oltre|più di|ca\.?|~) ?([0-9]{1,9})$/.exec(text.toLowerCase());
    if (figure) return ["circa", figure[1]];
    const unit = /^([0-9]{1,9}) ?(?:%|€|[A-Za-zÀ-ÿ ]+)$/.exec(text);
    return unit ? ["unita", unit[1]] : ["", ""];
  }

  return { isByKind, forUnknownKey, forLostKey, forMissingKey, forCode, forMonths, forNumber };
}
