// How a result looks on the search page.

import { ROOT } from "../../../addresses.js";
import { foldedWords } from "../../../locale/browser/folding.js";
import { element } from "../../parts/elements.js";

const CUT = /[,;:]\s*$/; // the engine ends it wherever it has enough words

/** An excerpt from where its sentence begins, or saying that it begins before. */
function fromSentence(marked) {
  const first = marked.search(/<mark>/);
  const ends = [...marked.slice(0, first < 0 ? 0 : first).matchAll(/[.!?:] +/g)];
  const sentence = ends.length ? marked.slice(ends.at(-1).index + ends.at(-1)[0].length) : marked;
  return ends.length || /^(?:<mark>)?\p{Lu}/u.test(sentence) ? sentence : `… ${sentence}`;
}

/** Pagefind's excerpts hold only text and <mark>: rebuilt as nodes, never set as HTML. */
function excerpt(marked) {
  const told = fromSentence(marked).replace(CUT, "…");
  const words = new DOMParser().parseFromString(told, "text/html").body;
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

const CONTACT = /@|\d{3,} \d{3}/; // an address or a number is no reason, unless one was typed

/** The fact of a record that holds what was typed: facts follow each other without a sign between them. */
const factIn = (marked, isContact) => marked.replace(/([\p{Ll}\d])(?=\p{Lu})/gu, "$1 · ").split(/ · |(?<=[.!?](?:<\/mark>)?) /).find((fact) => fact.includes("<mark>") && (isContact || !CONTACT.test(fact)));

const LONG = 3; // shorter words name nobody

/** Whether what was typed is the name of who runs it. */
function isRunByTyped({ input }, { meta }) {
  const words = foldedWords(input.value).filter((word) => word.length > LONG);
  const named = new Set(foldedWords(meta.chi ?? ""));
  return words.length > 0 && words.every((word) => named.has(word));
}

/**
 * Why something stands among what is only near: the words around those that were typed, what it seeks or offers, the subject, the
 * people or the kind that the words name (`needs`). Nothing where it cannot be said.
 */
export function reason(view, hit, { needs, meantThemes }) {
  const isPage = (hit.filters.genere?.[0] ?? "pagina") === "pagina";
  if (isRunByTyped(view, hit)) return `${view.hits.dataset.who}: ${hit.meta.chi}`;
  const fact = hit.excerpt.includes("<mark>") && (isPage ? hit.excerpt : factIn(hit.excerpt, /[@\d]/.test(view.input.value)));
  if (fact) return excerpt(fact);
  if (hit.isNotice && hit.meta.annunci) return hit.meta.annunci;
  const { about, audience } = view.hits.dataset;
  const themes = (hit.filters.tema ?? []).map((code) => view.themes.get(code));
  const names = { tema: view.themes, per: view.people, tipo: view.kinds };
  const named = (facet) => needs.filter((need) => need.facet === facet && hit.filters[facet]?.includes(need.code)).map(({ code }) => names[facet].get(code)).find(Boolean);
  const theme = themes.find((name) => meantThemes.has(name)) ?? named("tema");
  if (theme) return about.replace("{words}", theme);
  const people = named("per");
  if (people) return `${audience}: ${people}`;
  return named("tipo") ?? (!needs.length && themes[0] ? about.replace("{words}", themes[0]) : null);
}

/** What a record says of itself, or what it is part of; only pages that are prose show the words around what was found. */
function summary(hit) {
  const isProse = (hit.filters.genere?.[0] ?? "pagina") === "pagina";
  return hit.meta.riassunto ?? hit.meta.legami ?? (isProse ? excerpt(hit.excerpt) : null);
}

const REACHED = new Set(["attivita", "rete", "ente"]);
const ALWAYS = "zzsempre";
const SOLI = "zzsoli";
const NAMED = 3; // so much of what a body does tells why it stands here
const SHORT = 7; // signs of a number that is short enough to be read on a row

/** What is told beside a result and never searched. */
const fromHex = (signs) => decodeURIComponent(signs.replace(/^zz/, "").replace(/../g, "%$&"));

/**
 * The number to call, else the way to write, as on the cards of lists, else where it is said how to reach them; of who is in danger
 * nothing but a number.
 */
function callOf(hit, texts) {
  const { chiama, scrivi, muta, pericolo } = hit.meta;
  if (chiama) {
    const [href, ...read] = chiama.split(" ");
    const textContent = read.join(" ");
    const number = element("span", { className: textContent.length < SHORT ? "reach__number reach__number--short" : "reach__number", textContent });
    return element("p", { className: "card__call" }, element("a", { href }, `${texts.call} `, number), ...answered(hit.meta.risponde, texts));
  }
  if (!REACHED.has(hit.filters.genere?.[0]) || isOver(hit) || pericolo) return "";
  if (!scrivi) return element("p", { className: "card__call" }, element("a", { href: addressOf(hit), textContent: muta ? texts.whom : texts.how }));
  const href = fromHex(scrivi);
  return element("p", { className: "card__call" }, element("a", { href, textContent: texts.write }), " ", element("small", { className: "card__hours" }, ...breakable(href.replace(/^mailto:/, ""))));
}

/** An address that may go to a new line after its «@» and its dots. */
const breakable = (address) => address.split(/(?<=[@.])/).flatMap((part, at) => (at ? [element("wbr"), part] : [part]));

/** When somebody answers, said by `sayHours` where it is not always. */
function answered(signs, texts) {
  if (!signs) return [];
  const told = signs === ALWAYS ? { textContent: texts.always, dataset: { always: "" } } : { dataset: { answers: "", signs } };
  return [" ", element("small", { className: "card__hours" }, element("span", told))];
}

/** Where a result leads: what another catalogue keeps is read there. */
export function addressOf(hit) {
  return hit.meta.altrove ? new URL(hit.meta.altrove, ROOT).href : hit.url;
}

/** The text of a summary that its reason says again: then the reason, whose words are marked, stands alone. */
const isRepeated = (words, why) => typeof words === "string" && words.includes((why.textContent ?? why).replace(/^… /, ""));

/** Whether a reason says no more than stands on the card: a piece of the summary, or for whom it is. */
function isSaidBeside(hit, words, why) {
  const text = why.textContent ?? why;
  return (text.startsWith("… ") && isRepeated(words, why)) || (hit.meta.per ?? "").includes(text.replace(/\.$/, ""));
}

/** Lists of results: what one body does under one name in several places is one result, as long as all else is said alike. */
export function together(hits) {
  const found = new Map();
  for (const hit of hits) {
    const { title, chi, riassunto, per, segni, chiama, scrivi, casa } = hit.meta;
    const key = chi && !casa ? JSON.stringify([title, chi, riassunto, per, segni, chiama, scrivi, isOver(hit), hit.isReaching, hit.filters.stato, hit.filters.tipo]) : hit;
    if (found.has(key)) found.get(key).push(hit);
    else found.set(key, [hit]);
  }
  return [...found.values()];
}

/** Where and when each of several is: the place leads to its own page. `tellHours` puts them in the order of time. */
const placesOf = (hits) => element("ul", { className: "hit__places" }, ...hits.map((hit) => {
  const { dove, orari, quando, sede } = hit.meta;
  const now = orari ? [" ", element("span", { className: "now", dataset: { signs: orari, brief: "" } })] : [];
  return element("li", {}, element("a", { href: addressOf(hit), textContent: dove ?? hit.meta.title }), quando ? ": " : "", ...unbroken(quando ?? ""), ...now, ...(sede ? [element("small", { textContent: fromHex(sede) })] : []));
}));

/** The words on when something is done: those that only say its days and hours (`soli`, or after so many signs) give way to the next time. */
function timesOf(quando, soli) {
  if (!soli) return element("span", { className: "hit__words" }, ...unbroken(quando));
  const from = Number(soli.slice(SOLI.length));
  if (!from) return element("span", { className: "hit__words hit__words--soli" }, ...unbroken(quando));
  return element("span", { className: "hit__words" }, quando.slice(0, from), element("span", { className: "hit__words--soli" }, ...unbroken(quando.slice(from))));
}

/** What a body does of what was found: it tells why the body stands here better than the networks it is in, unless these were typed. */
function runs(view, hit) {
  const names = view.shown.runs?.get(hit.meta.title);
  const tied = new Set(foldedWords(hit.meta.legami ?? ""));
  if (!names || hit.filters.genere?.[0] !== "ente" || foldedWords(view.input.value).some((word) => tied.has(word))) return "";
  return `${view.hits.dataset.genreAttivita}: ${[...names].slice(0, NAMED).join(", ")}`;
}

/** A result, with the `others` that are the same elsewhere; `isNear` where it is not sure to answer, and has to say why it stands here, `isMixed` where what it is. */
export function card(view, [hit, ...others], isNear = false, isMixed = false) {
  const made = element("article", { className: `card hit ${hit.meta.filo ?? ""}` });
  const genre = hit.filters.genere?.[0] ?? "pagina";
  const told = (genre === "attivita" && view.kinds.get(hit.filters.tipo?.[0])) || (isMixed && view.kindName(genre));
  const kind = [told, others.length && view.hits.dataset.places.replace("{n}", others.length + 1)].filter(Boolean).join(" · ");
  if (kind) made.append(element("p", { className: "card__kind", textContent: kind }));
  made.append(element("h3", {}, element("a", { href: addressOf(hit), textContent: hit.meta.title })));
  if (hit.meta.casa) made.append(element("p", { className: "card__home" }, `${view.hits.dataset.home} `, element("strong", { textContent: hit.meta.casa })));
  const why = isNear && !view.shown.once && reason(view, hit, view.shown);
  const does = runs(view, hit);
  const words = why && genre === "pagina" ? null : (does && hit.meta.riassunto) || does || summary(hit);
  const isSaid = why && isSaidBeside(hit, words, why);
  if (words && (isSaid || !(why && isRepeated(words, why)))) made.append(element("p", { className: "card__summary" }, words));
  if (why && !isSaid) made.append(element("p", { className: "card__why" }, why));
  else if (!why && does && words !== does) made.append(element("p", { className: "card__why", textContent: does }));
  const facts = element("dl", { className: "card__facts" });
  const line = (className, ...told) => {
    const items = told.filter(([, words]) => words?.length).flatMap(([label, words, more = ""]) => [element("dt", { className: more, textContent: view.hits.dataset[label] }), element("dd", { className: more }, ...[words].flat())]);
    if (items.length) facts.append(element("div", { className }, ...items));
  };
  const signs = (hit.meta.segni ?? "").split(" · ").filter(Boolean);
  const costs = JSON.parse(view.hits.dataset.costs);
  const cost = signs.find((sign) => costs.includes(sign));
  const way = signs.find((sign) => sign !== cost);
  const { orari, quando, soli, sede, dove, modo, chi, per } = hit.meta;
  const whose = why && isRunByTyped(view, hit) ? "" : chi;
  if (others.length) line("hit__where", ["where", [placesOf([hit, ...others])]]);
  else {
    const next = orari ? [element("span", { className: "now", dataset: { signs: orari } })] : [];
    const told = quando ? [timesOf(quando, soli)] : [];
    line("hit__when", ["when", next.length && told.length ? [...next, " ", ...told] : [...next, ...told]]);
  }
  const where = others.length ? "" : sede ? [fromHex(sede), dove].filter((part, at, all) => part && !(at && all[0].endsWith(part))).join(", ") : dove;
  line("hit__notices", ["notices", hit.isNotice && !isNear && hit.meta.annunci]);
  const place = ["where", where && unbroken(where)];
  const price = [["cost", cost, "card__cost"], ["way", modo && fromHex(modo), "card__cost"]];
  if (sede) line("hit__where", place);
  const isShort = genre !== "attivita";
  line("hit__how", ...(sede ? [] : [place]), ...price, ...(isShort ? [["audience", per]] : []));
  if (!isShort) line("hit__whom", ["audience", per], ["way", way], ["who", whose]);
  if (facts.children.length) made.append(facts);
  const mark = badge(view, hit);
  if (mark) made.append(element("span", { className: "tag", textContent: mark }));
  made.append(callOf(hit, view.hits.dataset));
  return made;
}
