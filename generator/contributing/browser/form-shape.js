// What the schema says, as the form needs it: what kind of answer a key takes, and which keys are asked first.
// Every key comes from schema.json; the lists below only put a few of them before the others.

import { isEmpty, isGroup, isText, slug } from "../../checking/browser/data.js";

const FIRST = {
  rete: ["nome", "descrizione_breve", "temi", "territori", "destinatari", "contatti", "fonti"],
  ente: ["nome", "tipo", "descrizione_breve", "territori", "destinatari", "contatti", "fonti"],
  Activity: ["nome", "descrizione", "tipo", "destinatari", "quando", "luoghi", "contatto"],
  Practice: ["titolo", "problema", "soluzione", "risultati", "destinatari"],
  Need: ["risorsa", "descrizione", "scade_il", "contatto"],
  Offer: ["risorsa", "descrizione", "condizioni", "scade_il", "contatto"],
  Contact: ["valore", "tipo", "tramite", "etichetta"],
  Place: ["nome", "indirizzo", "territorio"],
  Source: ["titolo", "url"],
  Schedule: ["testo", "dal", "al"],
  Occurrence: ["giorni", "dalle", "alle"],
  Membership: ["ente", "legame"],
  Affiliation: ["rete", "legame"],
};
const BIG = 16;
const LONG = 500;
// A short name inside the file: made from the name.
const NEVER_ASKED = "id";

/** Return what kind of answer a node of the schema takes. */
export function shapeOf(node, defs) {
  const { description = "" } = node;
  if ("$ref" in node) {
    const name = node.$ref.split("/").at(-1);
    const shape = shapeOf(defs[name], defs);
    return { ...shape, name, description: description || shape.description };
  }
  if ("oneOf" in node) return { ...choiceOf(node.oneOf.map((option) => shapeOf(option, defs))), description };
  if (node.type === "array") return { type: "list", item: shapeOf(node.items, defs), most: node.maxItems, description };
  if (node.type === "object") {
    // What stands under free keys is the same for each: what is said in one language.
    const said = node.propertyNames && shapeOf(node.patternProperties["."], defs);
    return { type: "group", properties: node.properties, required: node.required ?? [], said, description };
  }
  if (node.type === "boolean") return { type: "yesno", description };
  if (node.type === "integer" || node.type === "number") {
    return { type: "number", whole: node.type === "integer", least: node.minimum, most: node.maximum, description };
  }
  if ("x-vocabolario" in node)
    return { type: "code", scheme: node["x-vocabolario"], also: node.enum ?? [], description };
  if ("enum" in node) return { type: "choice", codes: node.enum, description };
  if ("x-riferimento" in node) return { type: "reference", to: node["x-riferimento"].split("|"), description };
  const format = node["x-formato"] ?? "";
  return { type: "text", format, most: node.maxLength, long: isLong(node, format), description };
}

const isLong = ({ maxLength = 0 }, format) => maxLength > LONG && !["url", "sito"].includes(format);

/** Of several shapes for one key: a list beats its bare value, and a date in words is written as one text. */
function choiceOf(shapes) {
  // What is said by language was a list once.
  const list = shapes.find(({ said }) => said) ?? shapes.find(({ type }) => type === "list");
  if (list) return list;
  const group = shapes.find(({ type }) => type === "group");
  const plain = shapes.find(({ type }) => type !== "group");
  return plain.format === "quando" ? plain : { type: "either", plain, group };
}

export const recordShape = (contract, kind) => ({ ...shapeOf(contract.kinds[kind], contract.$defs), name: kind });

/** Return the shape of what stands under a key of a group; undefined where it has no such key. */
export const partOf = (shape, key, defs) =>
  Object.hasOwn(shape?.properties ?? {}, key) ? shapeOf(shape.properties[key], defs) : shape?.said;

/** Return the shape of what stands at a path of a record of this kind; a number or an id steps into a list. */
export function shapeAt(contract, kind, path) {
  let shape = recordShape(contract, kind);
  for (const step of path) {
    if (shape?.type === "either") shape = shape.group;
    if (shape?.type === "list") shape = shape.item;
    else shape = partOf(shape, step, contract.$defs);
  }
  return shape ?? null;
}

const asked = ({ properties }) =>
  Object.keys(properties).filter((key) => key !== NEVER_ASKED && !properties[key].deprecated);

/** Return the keys asked before the others: the few that matter, then whatever is mandatory. */
export function firstKeys(shape) {
  const few = (FIRST[shape.name] ?? (isBig(shape) ? [] : asked(shape))).filter((key) =>
    Object.hasOwn(shape.properties, key),
  );
  return [...new Set([...few, ...shape.required])];
}

/** Return all other keys, in the order of the schema. */
export function otherKeys(shape) {
  const first = new Set(firstKeys(shape));
  return asked(shape).filter((key) => !first.has(key));
}

/** Tell whether a group is too big for one screen: it then has questions of its own. */
export const isBig = (shape) => shape.type === "group" && Object.keys(shape.properties).length > BIG;

/** Follow a path of keys and places; undefined where it leads nowhere. */
export function valueAt(data, path) {
  return path.reduce(
    (value, step) =>
      value !== null && typeof value === "object" && Object.hasOwn(value, step) ? value[step] : undefined,
    data,
  );
}

/** Write a value at a path, making what is missing on the way; an empty value takes the key away. */
export function put(data, path, value) {
  const [step, ...rest] = path;
  if (!rest.length) {
    if (isEmpty(value) && !Array.isArray(data)) delete data[step];
    else data[step] = value;
    return;
  }
  if (data[step] === null || typeof data[step] !== "object")
    data[step] = Number.isInteger(rest[0]) ? (isEmpty(data[step]) ? [] : [data[step]]) : {};
  put(data[step], rest, value);
}

/** Return a copy without empty values, keys in the order of the schema. */
export function tidy(value, shape, defs) {
  if (Array.isArray(value)) {
    const item = shape?.type === "list" ? shape.item : undefined;
    return value.filter((part) => !isEmpty(part)).map((part) => tidy(part, item, defs));
  }
  if (!isGroup(value)) return isText(value) ? value.trim() : value;
  const group = shape?.type === "either" ? shape.group : shape;
  const known = group?.properties ?? {};
  const keys = [...Object.keys(known), ...Object.keys(value).filter((key) => !Object.hasOwn(known, key))];
  const kept = keys.filter((key) => Object.hasOwn(value, key) && !isEmpty(value[key]));
  return Object.fromEntries(kept.map((key) => [key, tidy(value[key], partOf(group, key, defs), defs)]));
}

/** Give every new part of a record the short name it needs, unique in the file; what was published without stays so. */
export function named(data, shape, defs, before) {
  const taken = new Set();
  const visit = (value, see) => {
    if (Array.isArray(value)) value.forEach((item) => visit(item, see));
    else if (isGroup(value)) {
      see(value);
      Object.values(value).forEach((part) => visit(part, see));
    }
  };
  visit(data, (group) => isText(group.id) && taken.add(group.id));
  for (const [key, node] of Object.entries(shape.properties)) {
    const list = shapeOf(node, defs);
    if (list.type !== "list" || list.item.type !== "group" || !("id" in list.item.properties)) continue;
    const unnamed = (items) => (Array.isArray(items) ? items : []).filter((item) => isGroup(item) && !isEmpty(item) && isEmpty(item.id));
    unnamed(data[key]).slice(unnamed(before?.[key]).length).forEach((item) => nameItem(item, taken));
  }
  return data;
}

function nameItem(item, taken) {
  const base = slug(item.nome ?? item.titolo ?? item.risorsa ?? item.tipo ?? "") || "voce";
  let id = base;
  for (let more = 2; taken.has(id); more += 1) id = `${base}-${more}`;
  taken.add(id);
  item.id = id;
}
