// How a new record is put down in YAML: the same bytes as `generator/contributing/files/yaml_writer.py`, out of the same rules.

import { isEmpty, isGroup, isText, whole } from "../../checking/browser/data.js";

const BARE_KINDS = { integer: "-?[0-9]{1,15}", number: "-?[0-9]{1,15}(?:[.][0-9]{1,9})?", boolean: "true|false" };
const SOME = (pattern) => new RegExp(pattern, "u");

/** Make `writeRecord(data, kind)` out of schema.json; a third argument begins with the line that editors read. */
export function recordWriter({ kinds, $defs, rules }) {
  const {
    nudo,
    parole,
    mai_a_blocco,
    da_scrivere_in_cifre,
    virgolette_in_riga,
    in_riga,
    formati_in_riga,
    tipi_in_riga,
    formati_date,
  } = rules.scrittura;
  const words = new Set(parole);

  function resolved(node, value) {
    while ("$ref" in node || "oneOf" in node) {
      if ("$ref" in node) node = $defs[node.$ref.split("/").at(-1)];
      else node = node.oneOf.map((option) => resolved(option, value)).find((option) => fits(value, option.type)) ?? {};
    }
    return node;
  }

  function below(node, value, step) {
    const { properties = {}, items = {}, patternProperties = {} } = resolved(node, value);
    if (!isText(step)) return items;
    return Object.hasOwn(properties, step) ? properties[step] : { ...patternProperties["."] };
  }

  function inOrder(value, node) {
    const known = Object.keys(node.properties ?? {}).filter((key) => Object.hasOwn(value, key));
    return [...known, ...Object.keys(value).filter((key) => !Object.hasOwn(node.properties ?? {}, key))];
  }

  function mappingLines(value, node) {
    const keys = inOrder(value, resolved(node, value));
    return keys.flatMap((key) => entryLines(key, value[key], below(node, value, key)));
  }

  function entryLines(key, value, node) {
    const name = scalar(key, {});
    if (fitsOneLine(value, node)) return [`${name}: ${inline(value, node)}`];
    if (isText(value)) return blockText(`${name}: `, value);
    return [`${name}:`, ...indented(nested(value, node))];
  }

  const nested = (value, node) =>
    isGroup(value) ? mappingLines(value, node) : value.flatMap((item, at) => itemLines(item, below(node, value, at)));

  function itemLines(value, node) {
    if (isText(value)) return fitsOneLine(value, node) ? [`- ${inline(value, node)}`] : blockText("- ", value);
    const lines = nested(value, node);
    return [`- ${lines[0]}`, ...indented(lines.slice(1))];
  }

  const isBlock = (text) => text.includes("\n") && !SOME(mai_a_blocco).test(text);

  function fitsOneLine(value, node) {
    if (isText(value)) return !isBlock(value);
    return Array.isArray(value) && value.every((item) => isText(item) && isCode(item, below(node, value, 0)));
  }

  function isCode(item, node) {
    const { type, ...rest } = resolved(node, item);
    return (
      in_riga.some((word) => word in rest) || formati_in_riga.includes(rest["x-formato"]) || tipi_in_riga.includes(type)
    );
  }

  const inline = (value, node) =>
    isText(value)
      ? scalar(value, node)
      : `[${value.map((item, at) => scalar(item, below(node, value, at), true)).join(", ")}]`;

  const scalar = (text, node, crowded = false) => (isBare(text, node, crowded) ? text : quoted(text));

  function isBare(text, node, crowded) {
    if (isWhatTheSchemaSays(text, resolved(node, text))) return true;
    if (crowded && SOME(virgolette_in_riga).test(text)) return false;
    return whole(nudo).test(text) && !text.endsWith(" ") && !words.has(text.toLowerCase());
  }

  function isWhatTheSchemaSays(text, { type = "", "x-formato": format }) {
    if (Object.hasOwn(BARE_KINDS, type)) return whole(BARE_KINDS[type]).test(text);
    return formati_date.includes(format) && Object.values(rules.date).some((date) => whole(date).test(text));
  }

  const quoted = (text) =>
    JSON.stringify(text).replace(
      new RegExp(da_scrivere_in_cifre, "gu"),
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );

  return (data, kind, withSchema = false) => {
    const head = withSchema ? [`# yaml-language-server: $schema=../.vscode/${kind}.schema.json`] : [];
    return [...head, ...mappingLines(pruned(data), kinds[kind]), ""].join("\n");
  };
}

function fits(value, type) {
  if (type === "object") return isGroup(value);
  return type === "array" ? Array.isArray(value) : type !== undefined && isText(value);
}

function pruned(value) {
  if (Array.isArray(value)) return value.filter((part) => !isEmpty(part)).map(pruned);
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => !isEmpty(part))
      .map(([key, part]) => [key, pruned(part)]),
  );
}

const indented = (lines) => lines.map((line) => line && `  ${line}`);

function blockText(lead, text) {
  const lines = text.replace(/\n$/, "").split("\n");
  return [`${lead}${text.endsWith("\n") ? "|" : "|-"}`, ...indented(lines)];
}
