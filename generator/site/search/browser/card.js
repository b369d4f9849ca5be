// How a result looks on the search page.

import { ROOT } from "../../../addresses.js";
import { element } from "../../parts/elements.js";

/** An excerpt from where its sentence begins, or saying that it begins before. */
function fromSentence(marked) {
  const first = marked.search(/<mark>/);
  const ends = [...marked.slice(0, first < 0 ? 0 : first).matchAll(/[.!?:] +/g)];
  return ends.length ? marked.slice(ends.at(-1).index + ends.at(-1)[0].length) : `… ${marked}`;
}

/** Pagefind's excerpts hold only text and <mark>: rebuilt as nodes, never set as HTML. */
function excerpt(marked) {
  const words = new DOMParser().parseFromString(fromSentence(marked), "text/html").body;
  const copy = document.createDocumentFragment();
  for (const node of words.childNodes) {
    copy.append(node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent);
  }
  return copy;
}

/** What nobody has confirmed yet says so, as on the cards of lists. */
function badge(view, hit) {
  if (isOver(hit)) return view.status.dataset.over;
  if (hit.isReaching) return view.hits.dataset.reaching;
  return hit.filters.stato?.includes("da_confermare") ? view.hits.dataset.ask : "";
}

export function isOver(hit) {
  return hit.filters.tempo?.[0] === "prima";
}

/** Hours such as «15–18» stay on one line. */
const unbroken = (text) => text.split(/(\d[\d.:]*–\d[\d.:]*)/).map((part, at) => (at % 2 ? element("span", { className: "hours", textContent: part }) : part));

/** What a record says of itself, or what it is part of; only pages that are prose show the words around what was found. */
function summary(hit) {
  const isProse = (hit.filters.genere?.[0] ?? "pagina") === "pagina";
  return hit.meta.riassunto ?? hit.meta.legami ?? (isProse ? excerpt(hit.excerpt) : null);
}

/** The number to call, as on the cards of lists. */
function callOf(meta, label) {
  const [href, ...read] = meta.split(" ");
  const number = element("span", { className: "reach__number", textContent: read.join(" ") });
  return element("p", { className: "card__call" }, element("a", { href }, `${label} `, number));
}

/** Where a result leads: what another catalogue keeps is read there. */
export function addressOf(hit) {
  return hit.meta.altrove ? new URL(hit.meta.altrove, ROOT).href : hit.url;
}

export function card(view, hit) {
  const made = element("article", { className: `card hit ${hit.meta.filo ?? ""}` });
  const kind = hit.filters.genere?.[0] === "attivita" && view.kinds.get(hit.filters.tipo?.[0]);
  if (kind) made.append(element("p", { className: "card__kind", textContent: kind }));
  made.append(element("h3", {}, element("a", { href: addressOf(hit), textContent: hit.meta.title })));
  if (hit.meta.casa) made.append(element("p", { className: "card__home" }, `${view.hits.dataset.home} `, element("strong", { textContent: hit.meta.casa })));
  const words = summary(hit);
  if (words) made.append(element("p", { className: "card__summary" }, words));
  const facts = element("dl", { className: "card__facts" });
  for (const [label, value] of [["notices", hit.isNotice && hit.meta.annunci], ["where", hit.meta.dove], ["audience", hit.meta.per], ["when", hit.meta.quando]]) {
    if (value) facts.append(element("dt", { textContent: view.hits.dataset[label] }), element("dd", {}, ...unbroken(value)));
  }
  if (facts.children.length) made.append(facts);
  const signs = (hit.meta.segni ?? "").split(" · ").filter(Boolean);
  if (signs.length) made.append(element("p", { className: "card__signs" }, ...signs.map((textContent) => element("span", { textContent }))));
  const mark = badge(view, hit);
  if (mark) made.append(element("span", { className: "tag", textContent: mark }));
  if (hit.meta.chiama) made.append(callOf(hit.meta.chiama, view.hits.dataset.call));
  return made;
}
