// What the form reads from the site, and the drafts it keeps on this device and nowhere else.

import { isGroup, isText } from "../../checking/browser/data.js";
import { askedFirst, el } from "./form-dom.js";

/** Read the files of the form, all at once; `root` is the address of the site. */
export async function readFiles(root) {
  const read = async (name) => (await answered(new URL(`dati/modulo/${name}.json`, root))).json();
  const [contract, vocabularies, messages, records] = await Promise.all(
    ["schema", "vocabolari", "messaggi", "schede"].map(read),
  );
  return { contract, vocabularies, messages, records };
}

/** Read one record as it is published; null where there is none. */
export async function readRecord(sections, { kind, id }) {
  if (!/^[a-z0-9-]{1,80}$/.test(id)) return null;
  const answer = await fetch(new URL(`${id}/scheda.json`, sections[kind]));
  return answer.ok ? answer.json() : null;
}

async function answered(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
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

const KEPT_AFTER_SENDING = 7; // days: the letter may not have left, and nobody would know
const DAY = 24 * 60 * 60 * 1000;

const isOver = ({ sent }, today) => Boolean(sent) && !(Date.parse(today) - Date.parse(sent) <= KEPT_AFTER_SENDING * DAY);

/** Keep drafts by name, each `{title, …}`; without storage they last as long as the page. */
export function draftsOf(root, today) {
  const shelf = `intreccio:bozze:${root.pathname}`;
  let memory = {};
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(shelf) ?? "{}");
      return Object.fromEntries(Object.entries(kept ?? {}).filter(([, draft]) => isDraft(draft) && !isOver(draft, today)));
    } catch {
      return memory;
    }
  };
  const write = (drafts) => {
    memory = drafts;
    try {
      if (Object.keys(drafts).length) localStorage.setItem(shelf, JSON.stringify(drafts));
      else localStorage.removeItem(shelf);
    } catch {
      // Storage may be forbidden or full: the draft then lasts as long as the page.
    }
  };
  const named = (name) => (Object.hasOwn(read(), name) ? read()[name] : null);
  const all = () => Object.entries(read());
  write(read()); // what is over leaves the device, whether or not one goes on
  return {
    all,
    named,
    /** A draft by the name it has, or had before it was sent. */
    namedOrSent: (name) => named(name) ?? all().findLast(([, { begun }]) => begun === name)?.[1] ?? null,
    keep: (name, draft) => write({ ...read(), [name]: draft }),
    forget: (name) => write(Object.fromEntries(Object.entries(read()).filter(([other]) => other !== name))),
  };
}

/** A new thing that was sent makes room for the next one: its draft takes a name of its own. */
export function sentFlow(flow, today) {
  const isNew = flow.name.startsWith("nuova=") && !flow.begun;
  const named = isNew ? { begun: flow.name, name: `${flow.name}&mandata=${Date.now().toString(36)}` } : {};
  return Object.assign(flow, named, { sent: today });
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
  const forget = (name) => {
    drafts.forget(name);
    listDrafts(box, drafts, words);
  };
  box.querySelector("ul").replaceChildren(
    ...found.map(([name, { title = name, sent }]) =>
      el(
        "li",
        {},
        el("a", { class: "door", href: `#${name}` }, title),
        sent && el("p", { class: "help" }, words.sent.replace("{day}", inWords(sent))),
        askedFirst(
          { label: words.forget, ask: words.ask, yes: words.yes, no: words.no, about: title },
          () => forget(name),
        ),
      ),
    ),
  );
}

const inWords = (day) =>
  new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
