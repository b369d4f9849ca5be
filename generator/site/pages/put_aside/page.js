// The list of what was put aside: each record is read from its own page, so that nothing here is older than the site.

import { ROOT } from "../../../addresses.js";
import { element } from "../../parts/elements.js";
import { keep, kept, sound } from "../../parts/put-aside.js";
import { readRecord } from "../../parts/record-page.js";

const box = document.querySelector("[data-put-aside]");
const texts = box.dataset;
const part = (name) => box.querySelector(`[data-${name}]`);

/** What a link brings: ids alone, after `#`, which no server ever sees. */
function linked() {
  return sound(decodeURIComponent(location.hash.slice(1)).split("+").filter(Boolean));
}

/** What is known of a record, out of its page; null where it is gone, and where it must not be kept. */
async function record(address) {
  const known = await readRecord(address);
  return known?.mayBeKept ? { ...known, address } : null;
}

function item({ address, name, lines, phone }) {
  const facts = element("dl", { className: "card__facts" }, ...lines.flatMap(({ label, value }) => [element("dt", { textContent: label }), element("dd", { textContent: value })]));
  const remove = element("button", { className: "button button--quiet", type: "button", textContent: texts.remove });
  const call = phone ? element("a", { className: "button", href: phone.href }, `${texts.call} `, element("span", { className: "reach__number", textContent: phone.text })) : "";
  const made = element("li", { className: "answer" },
    element("h2", {}, element("a", { href: new URL(address, ROOT).pathname, textContent: name })),
    facts, element("p", { className: "actions reach" }, call, remove));
  remove.addEventListener("click", () => {
    keep(kept().filter((other) => other !== address));
    made.remove();
    records.delete(address);
    showState();
  });
  return made;
}

const records = new Map();

function showState() {
  part("none").hidden = records.size > 0;
  part("actions").hidden = records.size === 0;
}

function asText() {
  const one = ({ name, lines, address }) => [name, ...lines.map(({ label, value }) => `${label}: ${value}`), new URL(address, ROOT).href].join("\n");
  return [...records.values()].map(one).join("\n\n");
}

function asLink() {
  return `${location.origin}${location.pathname}#${[...records.keys()].join("+")}`;
}

async function copied(text) {
  await navigator.clipboard.writeText(text);
  part("status").textContent = texts.copied;
}

async function fill() {
  const fromLink = linked();
  if (fromLink.length) keep([...kept(), ...fromLink]);
  const addresses = kept();
  let isOffline = false;
  const found = await Promise.all(addresses.map((address) => record(address).catch(() => { isOffline = true; return null; })));
  for (const known of found) {
    if (known) records.set(known.address, known);
  }
  part("list").replaceChildren(...[...records.values()].map(item));
  const missing = addresses.length - records.size;
  part("status").textContent = isOffline ? texts.offline : missing ? texts.gone : "";
  if (!isOffline) keep([...records.keys()]);
  showState();
}

part("print").addEventListener("click", () => print());
part("send").addEventListener("click", () => (navigator.share ? navigator.share({ text: asText() }).catch(() => {}) : copied(asText())));
part("link").addEventListener("click", () => copied(asLink()));
part("clear").addEventListener("click", () => {
  keep([]);
  records.clear();
  part("list").replaceChildren();
  showState();
});
box.hidden = false;
addEventListener("hashchange", fill);
addEventListener("online", fill);
fill();
