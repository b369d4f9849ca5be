// What was begun on this device and what was sent from it: the list on the first screen, and what becomes of a draft.

import { askedFirst, el } from "./form-dom.js";

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
