// What the form reads from the site, and the drafts it keeps on this device and nowhere else.

import { ROOT, SITE } from "../../addresses.js";
import { isGroup, isText } from "../../checking/browser/data.js";
import { fetched } from "../../reading/browser/fetched.js";
import { askedFirst, el } from "./form-dom.js";
import { recordsOf } from "./form-records.js";

const file = (name, root = SITE) => fetched(new URL(`dati/modulo/${name}.json`, root));

/** Read the files of the form, all at once; what has words is in the language of the page. Raises Unreachable. */
export async function readFiles() {
  const [contract, vocabularies, messages, listed] = await Promise.all([
    file("schema", ROOT),
    file("vocabolari"),
    file("messaggi", ROOT),
    file("schede"),
  ]);
  return { contract, vocabularies, messages, records: recordsOf(listed) };
}

/** Read a record as it is published, by its id; null where there is none, or none of its `kind`. Raises Unreachable. */
export async function readRecord(records, { kind, id }) {
  if (!records.get(id)) await records.fetchWanted();
  const { parte, ...known } = records.get(id) ?? {};
  if (!Number.isInteger(parte) || (kind ?? known.kind) !== known.kind) return null;
  const part = await file(`schede/${parte}`);
  const found = part.find((record) => record.kind === known.kind && record.id === id);
  records.learn(found?.nomina ?? []);
  return found ?? null;
}

/** Tell whether the form can go on with a draft: pages of the same host, or older ones of ours, may have left others. */
function isDraft(draft) {
  if (!isGroup(draft) || !Array.isArray(draft.at) || draft.at.some(isGroup) || !Array.isArray(draft.records)) return false;
  return draft.records.length > 0 && draft.records.every(isRecord);
}

const isRecord = (record) =>
  isGroup(record) &&
  ["rete", "ente"].includes(record.kind) &&
  isText(record.id) &&
  isGroup(record.data) &&
  (record.isNew || isGroup(record.before));

// A week in milliseconds: the letter may not have left, and nobody would know.
const KEPT_AFTER_SENDING = 7 * 24 * 60 * 60 * 1000;

const isOver = ({ sent }, today) => Boolean(sent) && !(Date.parse(today) - Date.parse(sent) <= KEPT_AFTER_SENDING);

/**
 * The test of a draft that is about violence: of a record of `ids`, under one of the `codes`, or in one of the `words`; a new body
 * says its name before anything else.
 */
function telling({ ids, codes, words }) {
  const word = (text) => `(?<![\\p{L}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`;
  const told = new RegExp([...codes.map((code) => `"${code}"`), ...words.map(word)].join("|"), "iu");
  return ({ records }) => records.some(({ id, data }) => ids.includes(id) || told.test(JSON.stringify(data).replaceAll("\\n", " ")));
}

/**
 * Keep drafts by name, each `{title, mark, …}`; without storage they last as long as the page. Two pages may be open
 * on one draft: its `mark` tells which of its versions a page goes on from, and no version is written over unread.
 * Drafts that are `unkept` last as long as the page too: they would tell who read of violence.
 */
export function draftsOf(today, unkept) {
  const isUnkept = telling(unkept);
  const shelf = `intreccio:bozze:${SITE.pathname}`;
  let memory = {};
  // Forbidden or full: what was kept there is older than what is here.
  let isShelfShut = false;
  const read = () => {
    if (isShelfShut) return memory;
    try {
      const kept = JSON.parse(localStorage.getItem(shelf) ?? "{}");
      const sound = Object.entries(kept ?? {}).filter(([, draft]) => isDraft(draft) && !isOver(draft, today));
      return Object.fromEntries([...sound, ...Object.entries(memory).filter(([, draft]) => isUnkept(draft))]);
    } catch {
      return memory;
    }
  };
  const write = (drafts) => {
    memory = drafts;
    try {
      const kept = Object.entries(drafts).filter(([, draft]) => !isUnkept(draft));
      if (kept.length) localStorage.setItem(shelf, JSON.stringify(Object.fromEntries(kept)));
      else localStorage.removeItem(shelf);
    } catch {
      isShelfShut = true;
    }
  };
  const named = (name) => (Object.hasOwn(read(), name) ? read()[name] : null);
  const all = () => Object.entries(read());
  /** The newer draft that another page has left under the name of a flow, if any. */
  const newer = (flow) => {
    const found = named(flow.name);
    return found && found.mark !== flow.mark && toSend(found) !== toSend(flow) ? found : null;
  };
  // What is over leaves the device, whether or not one goes on.
  write(read());
  return {
    all,
    named,
    newer,
    isUnkept,
    /** A draft by the name it has, or had before it took another. */
    namedOrBegun: (name) => named(name) ?? all().findLast(([, { begun }]) => begun === name)?.[1] ?? null,
    /** Keep a flow; where another page has left a newer draft under its name, it takes a name of its own. */
    keep(flow, title) {
      const isApart = Boolean(newer(flow));
      if (isApart) takeOwnName(flow);
      flow.mark = freshMark();
      write({ ...read(), [flow.name]: { ...flow, title } });
      return isApart;
    },
    forget: (name) => write(Object.fromEntries(Object.entries(read()).filter(([other]) => other !== name))),
    /** Call `act` whenever another page changes the drafts. */
    onChange: (act) => addEventListener("storage", ({ key }) => [shelf, null].includes(key) && act()),
  };
}

/** When a version was kept, and a number that no other page has taken in that moment. */
const freshMark = () => [Date.now(), ...crypto.getRandomValues(new Uint32Array(1))].join("-");

// Follows what a draft is of in the name of one that stands apart.
const OWN = "&bozza=";

function takeOwnName(flow) {
  flow.begun ??= flow.name;
  flow.name = `${flow.name.split(OWN)[0]}${OWN}${freshMark()}`;
}

/** A new thing that was sent makes room for the next one: its draft takes a name of its own. */
export function sentFlow(flow, today) {
  if (flow.name.startsWith("nuova=") && !flow.begun) takeOwnName(flow);
  return Object.assign(flow, { sent: today });
}

/** What was sent and has been changed since is a draft again. */
export function afterKeeping(flow, kept) {
  if (flow.sent && kept && toSend(kept) !== toSend(flow)) delete flow.sent;
  return flow;
}

const toSend = ({ records, source }) => JSON.stringify([records, source]);

/** List the drafts, each with its door and a way to delete it; `words` are the texts of the page. */
export function listDrafts(box, drafts, words) {
  const found = drafts.all();
  box.hidden = !found.length;
  const isTwin = (title) => found.filter(([, draft]) => draft.title === title).length > 1;
  const forget = (name) => {
    drafts.forget(name);
    listDrafts(box, drafts, words);
  };
  box.querySelector("ul").replaceChildren(
    ...found.map(([name, { title = name, sent, mark }]) =>
      el(
        "li",
        {},
        el("a", { class: "door", href: `#${name}` }, title),
        sent && el("p", { class: "help" }, words.sent.replace("{day}", inWords(`${sent}T12:00`))),
        isTwin(title) && mark && el("p", { class: "help" }, words.kept.replace("{day}", inWords(parseInt(mark, 10), "short"))),
        askedFirst({ ...words, label: words.forget, about: title }, () => forget(name)),
      ),
    ),
  );
}

const inWords = (when, timeStyle) =>
  new Date(when).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle });
