// The proposal: one small readable text that form, e-mail, issue and command exchange (docs/proposal.md).
// Reading and writing agree with `generator/contributing/proposals/proposal.py`: the same golden files run in both.

import { isEmpty, isGroup, isText, trimmed } from "../../checking/browser/data.js";
import { HIDDEN } from "../../checking/browser/texts.js";

const VERSION = 1;
const END = "Fine della proposta";
const LINK = "#proposta=";
const MOST_BYTES = 64 * 1024;
const MOST_STEPS = 12;
const ADD = "+";
const FOLDERS = { rete: "networks", ente: "organizations" };
const KINDS = { networks: "rete", organizations: "ente" };
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const FIRST = /^Proposta per il catalogo[^\p{L}\p{N}_]{0,5}versione\s+([0-9]{1,9})/u;
const LINE = /^(Scheda nuova|Scheda|Impronta|Fonte|Campo|Prima|Dopo)\s*:\s*(.*)$/su;
const FRAGILE = /(?<= ) |[\x80-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/gu;

/** What stands in the way of reading a proposal; `reason` names a sentence of the form: `form.unreadable.<reason>`. */
export class UnreadableProposal extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const refuse = (reason) => {
  throw new UnreadableProposal(reason);
};

/** Write JSON on one line as Python writes it, every space single: a line broken there can be joined again. */
const oneLine = (value) =>
  spaced(value).replace(FRAGILE, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (!isGroup(value)) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${spaced(part)}`);
  return `{${parts.join(", ")}}`;
}

/** Folder and id of a record, as a proposal names it. */
export const recordName = (kind, id) => `${FOLDERS[kind]}/${id}`;

/** Write a proposal: `{kind, id, isNew, fingerprint, source, fields: [{path: […], before, after}]}`. */
export function writeProposal({ kind, id, isNew = false, fingerprint = "", source = "", fields }) {
  const oneLineSource = source.trim().split(/\s+/u).join(" ");
  const lines = [
    `Proposta per il catalogo · versione ${VERSION}`,
    `${isNew ? "Scheda nuova" : "Scheda"}: ${recordName(kind, id)}`,
    ...(fingerprint && !isNew ? [`Impronta: ${fingerprint}`] : []),
    ...(oneLineSource ? [`Fonte: ${oneLineSource}`] : []),
  ];
  for (const { path, before, after } of fields) {
    lines.push("", `Campo: ${path.join("/")}`);
    if (before !== undefined) lines.push(`Prima: ${oneLine(before)}`);
    if (after !== undefined) lines.push(`Dopo: ${oneLine(after)}`);
  }
  return [...lines, "", END, ""].join("\n");
}

const orNothing = (value) => (isEmpty(value) ? undefined : value);
const same = (left, right) =>
  (isEmpty(left) && isEmpty(right)) || (!isEmpty(left) && !isEmpty(right) && spaced(left) === spaced(right));

// What an item of a list is known by, the most telling first (`proposals/item_keys.py` reads it).
const NAMING = "ente rete valore tramite url attivita risorsa funzione nome titolo testo luogo".split(" ");
const NATURAL_KEYS = [...NAMING, "periodo", "anno", "lingua", "data", "tipo", "ufficio", "dal", "dalle", "alle"];

/** The place of the only item that holds what a key says, as a list of none or one. */
function placesOf(items, key) {
  const places = [...items.keys()].filter((at) =>
    Object.entries(key).every(([name, value]) => trimmed(items[at]?.[name]) === value),
  );
  return places.length > 1 ? [] : places;
}

/** The step to an item: its id, else as much of its natural key as tells it from its siblings, else none. */
function stepOf(item, items) {
  if (item.id) return item.id;
  const key = {};
  for (const name of NATURAL_KEYS.filter((each) => trimmed(item[each]))) {
    key[name] = trimmed(item[name]);
    if (placesOf(items, key).length) return `${new URLSearchParams(key)}`;
  }
  return null;
}

/** Return what changed between two versions of a record, as the fields of a proposal. */
export function changesBetween(before, after, path = []) {
  if (same(before, after)) return [];
  if (isGroup(before) && isGroup(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changesBetween(orNothing(before[key]), orNothing(after[key]), [...path, key]));
  }
  if (Array.isArray(after)) {
    const filled = after.filter((item) => !isEmpty(item));
    if (Array.isArray(before)) return changesInList(before, filled, path);
    if (before === undefined && filled.every(isGroup)) return added(filled, path);
  }
  return [field(path, before, after)];
}

const field = (path, before, after) => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const added = (items, path) => items.map((item) => field([...path, ADD], undefined, item));

function changesInList(before, after, path) {
  if (!before.every(isGroup) || !after.every(isGroup)) return [field(path, before, after)];
  if (before.every(({ id }) => id)) {
    const now = new Map(after.filter(({ id }) => id).map((item) => [item.id, item]));
    const then = new Set(before.map(({ id }) => id));
    const kept = before.flatMap((item) => changesBetween(item, now.get(item.id), [...path, item.id]));
    return [
      ...kept,
      ...added(
        after.filter(({ id }) => !then.has(id)),
        path,
      ),
    ];
  }
  const steps = before.map((item) => stepOf(item, before));
  if (after.length >= before.length) {
    if (before.some((item, at) => steps[at] === null && !same(item, after[at]))) return [field(path, before, after)];
    const kept = before.flatMap((item, at) => changesBetween(item, after[at], [...path, steps[at]]));
    return [...kept, ...added(after.slice(before.length), path)];
  }
  const gone = before.findIndex((item, at) => !same(item, after[at]));
  const isOnlyOne = same(
    before.filter((_, at) => at !== gone),
    after,
  );
  return [isOnlyOne && steps[gone] !== null ? field([...path, steps[gone]], before[gone]) : field(path, before, after)];
}

/**
 * Follow the path of a proposal: the value there, if any, and the same path with places in lists as numbers.
 * A place tells which item is meant only on the very file that the field was written on; elsewhere `before` does.
 */
export function follow(data, steps, { isSameFile = true, before, after } = {}) {
  let value = data;
  const path = [];
  const last = steps.at(-1);
  for (const [number, step] of steps.entries()) {
    if (Array.isArray(value)) {
      const key = step.includes("=") ? Object.fromEntries(new URLSearchParams(step)) : { id: step };
      const places = placesOf(value, key);
      if (last in key) places.push(...placesOf(value, { ...key, [last]: after }));
      if (/^[0-9]{1,4}$/.test(step)) {
        const isNamed = number === steps.length - 2 && NAMING.includes(last);
        if (isSameFile) places.push(Number(step));
        else if (isNamed) places.push(...[before, after].flatMap((name) => placesOf(value, { [last]: name })));
        else if (step === last) places.push(...[...value.keys()].filter((at) => same(value[at], before)));
      }
      path.push(places[0] ?? value.length);
      value = value[path.at(-1)];
    } else {
      path.push(step);
      value = isGroup(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    }
  }
  return { value: orNothing(value), path };
}

/** Say how a field meets the record as it is: `new`, `changed`, `removed`, `done` or `conflict`. */
export function standing({ path, before, after }, data, isSameFile = true) {
  if (path.at(-1) === ADD) return standingOfAddition(after, follow(data, path.slice(0, -1), { isSameFile }).value);
  const now = follow(data, path, { isSameFile, before, after }).value;
  if (same(now, after)) return "done";
  if (!same(now, before)) return "conflict";
  if (after === undefined) return "removed";
  return before === undefined ? "new" : "changed";
}

function standingOfAddition(after, now = []) {
  const items = [now].flat();
  if (items.some((item) => same(item, after))) return "done";
  return items.some((item) => after.id && item?.id === after.id) ? "conflict" : "new";
}

/** Read every proposal in a text, or in a link that holds one; raises UnreadableProposal. */
export async function readProposals(text) {
  if (new TextEncoder().encode(text).length > MOST_BYTES) refuse("long");
  const lines = text.split(/\r\n|\r|\n/).map(bare);
  if (!lines.some((line) => FIRST.test(line)) && text.includes(LINK)) {
    return readLines((await unpacked(text.split(LINK)[1].match(/^[A-Za-z0-9_=-]*/)[0])).split("\n").map(bare));
  }
  return readLines(lines);
}

const bare = (line) => line.replace(/^(?:\s*>)+ ?/u, "").trim();

function readLines(lines) {
  const read = [];
  for (let start = lines.findIndex((line) => FIRST.test(line)); start >= 0;) {
    if (Number(FIRST.exec(lines[start])[1]) !== VERSION) refuse("version");
    const end = lines.findIndex((line, at) => at > start && line.startsWith(END));
    if (end < 0) refuse("cut");
    read.push(parsed(lines.slice(start + 1, end)));
    start = lines.findIndex((line, at) => at > end && FIRST.test(line));
  }
  return read.length ? read : refuse("none");
}

function parsed(lines) {
  if (lines.some((line) => HIDDEN.test(line))) refuse("hidden");
  const head = new Map();
  const fields = [];
  for (const [label, value] of entries(lines)) {
    if (label === "Campo") fields.push(new Map());
    const ofAField = ["Campo", "Prima", "Dopo"].includes(label);
    const holder = ofAField ? fields.at(-1) : head;
    if (!holder || holder.has(label)) refuse("line");
    holder.set(label, value);
  }
  return proposalOf(head, fields.map(fieldOf));
}

function entries(lines) {
  const found = [];
  for (const line of lines.filter(Boolean)) {
    const labelled = LINE.exec(line);
    if (labelled) found.push([labelled[1], labelled[2]]);
    else if (!found.length) refuse("line");
    else found.at(-1)[1] = `${found.at(-1)[1]} ${line}`.trim();
  }
  return found;
}

function proposalOf(head, fields) {
  const [folder, id = "", ...more] = (head.get("Scheda nuova") || head.get("Scheda") || "").split("/");
  const isRecord = Object.hasOwn(KINDS, folder) && ID.test(id) && id.length <= 80 && !more.length;
  if (!isRecord || (head.has("Scheda") && head.has("Scheda nuova"))) refuse("record");
  const fingerprint = (head.get("Impronta") ?? "").toLowerCase();
  const isNew = head.has("Scheda nuova");
  if (fingerprint && !/^[0-9a-f]{12}$/.test(fingerprint)) refuse("line");
  if (!fields.length || (isNew && fields.some(({ before }) => before !== undefined))) refuse("line");
  refuseClashes(fields);
  return { kind: KINDS[folder], id, isNew, fingerprint, source: head.get("Fonte") ?? "", fields };
}

function fieldOf(lines) {
  const path = lines
    .get("Campo")
    .split("/")
    .map((step) => step.trim());
  const misplaced = path.slice(0, -1).includes(ADD) || path[0] === ADD;
  if (path.length > MOST_STEPS || !path.every(Boolean) || misplaced) refuse("path");
  const made = field(
    path,
    ...["Prima", "Dopo"].map((label) => (lines.has(label) ? valueOf(lines.get(label)) : undefined)),
  );
  if (!("before" in made) && !("after" in made)) refuse("line");
  return path.at(-1) === ADD && "before" in made ? refuse("path") : made;
}

function valueOf(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    refuse("value");
  }
  refuseOtherThanText(value, MOST_STEPS);
  return orNothing(value);
}

function refuseOtherThanText(value, depth) {
  if (isText(value)) {
    if (HIDDEN.test(value)) refuse("hidden");
  } else if (value === null || typeof value !== "object" || !depth) refuse("value");
  else
    for (const part of [...(isGroup(value) ? Object.keys(value) : []), ...Object.values(value)])
      refuseOtherThanText(part, depth - 1);
}

function refuseClashes(fields) {
  const names = fields.filter(({ path }) => path.at(-1) !== ADD).map(({ path }) => path.join("/"));
  const taken = new Set(names);
  const isInside = ({ path }) => path.some((_, at) => at > 0 && taken.has(path.slice(0, at).join("/")));
  if (taken.size < names.length || fields.some(isInside)) refuse("line");
}

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));

/** Pack the text of a proposal into the end of an address: raw DEFLATE, then base64url without padding. */
export async function packed(text) {
  const bytes = new Uint8Array(
    await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")).arrayBuffer(),
  );
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return LINK + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Read a text out of an address, never more than a proposal may hold; raises UnreadableProposal. */
export async function unpacked(letters) {
  try {
    const bytes = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const content = await atMost(through(bytes, new DecompressionStream("deflate-raw")).body);
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch (error) {
    throw error instanceof UnreadableProposal ? error : new UnreadableProposal("link");
  }
}

async function atMost(stream) {
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      refuse("long");
    }
    parts.push(next.value);
  }
  return new Blob(parts).arrayBuffer();
}
