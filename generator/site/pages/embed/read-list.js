// A list as the pages of the site give it: the page of the narrowest thing that is asked for, its cards kept or left by the rest.

import { ROOT } from "../../../addresses.js";
import { element, romeDay } from "../../parts/elements.js";
import { readPage } from "../../parts/record-page.js";

export const KINDS = ["attivita", "reti", "enti", "buone-pratiche"];
const CODE = /^[a-z0-9][a-z0-9_-]{0,80}$/;
const SECTIONS = { luogo: "territori", tipo: "tipi", tema: "temi", per: "destinatari" };
const MOST_PAGES = 50;

/** What is asked, out of what somebody wrote: codes alone, and a kind that there is. */
export function asked(options) {
  const codes = Object.keys(SECTIONS).map((name) => [name, options.get(name)]).filter(([, code]) => CODE.test(code ?? ""));
  const kind = options.get("genere");
  return { kind: KINDS.includes(kind) ? kind : KINDS[0], codes };
}

/** Where the site lists what is asked, as near as one page comes. */
export function pageOf({ kind, codes }) {
  if (!codes.length) return `${kind}/`;
  const [[name, code]] = codes;
  return `${SECTIONS[name]}/${code.replaceAll("_", "-")}/`;
}

const said = (part) => part?.textContent.replace(/\s+/g, " ").trim() ?? "";

function cardOf({ dataset }, link, when, before, after) {
  const times = when ? element("p", { className: "row__when", textContent: when }) : null;
  return element("article", { className: "card", dataset }, element("h3", {}, link), ...before, times, ...after);
}

/** A row of the days of a place: when it is usually, for its next hours are told by the clock of that page. */
function cardOfDay(row) {
  const [link, ...told] = row.querySelector(".agenda__what").children;
  const rest = [...row.children].filter((part) => !part.matches(".agenda__what, .agenda__when"));
  return cardOf(row, link, said(row.querySelector(".agenda__words")), told, rest);
}

/** What is the same in another place, a line below its row: named as it is, for it stands alone here. */
function cardOfSame(row) {
  const [link, ...calls] = row.querySelectorAll("a");
  const name = link.querySelector(".unseen");
  name.remove();
  for (const now of row.querySelectorAll(".now")) now.remove();
  const where = element("p", { className: "row__where", textContent: said(link) });
  link.textContent = said(name).replace(/[,،、]$/, "");
  const call = calls.length ? element("p", { className: "card__call" }, ...calls) : null;
  return cardOf(row, link, said(row.querySelector(":scope > span:not(.row__also)")), [], [where, call]);
}

function itemsIn({ page, address }, kind) {
  const base = new URL(address, ROOT);
  const items = [];
  for (const row of page.querySelectorAll(".agenda > li")) row.replaceWith(cardOfDay(row));
  for (const row of page.querySelectorAll(".elsewhere-too > ul > li")) row.replaceWith(cardOfSame(row));
  // What a wider place brings, and what else is for the same people, is not of this list: it stands under a heading of its own.
  for (const item of page.querySelectorAll(".card, .rows > li")) {
    const link = item.querySelector("a");
    if (!link || item.closest("#arriva, .same, details.over")) continue;
    const whole = new URL(link.getAttribute("href"), base);
    if (!whole.href.startsWith(`${ROOT.href}${kind}/`)) continue;
    for (const other of item.querySelectorAll("a[href]")) other.href = new URL(other.getAttribute("href"), base).href;
    for (const image of item.querySelectorAll("img[src]")) image.src = new URL(image.getAttribute("src"), base).href;
    item.querySelector(".now")?.remove();
    items.push({ item, name: link.textContent.trim(), href: whole.href });
  }
  return items;
}

/** What a list holds, each once, in its order: `{item, name, href}`; null where there is no such list. */
export async function readList(wanted) {
  const { kind, codes } = wanted;
  const address = pageOf(wanted);
  const first = await readPage(address);
  if (!first) return null;
  // A long list has pages of its own below that of its term.
  const isLong = codes.length && [...first.page.querySelectorAll(".more a")].some((link) => link.getAttribute("href").endsWith(`${address}${kind}/`));
  const found = (isLong && (await readPage(`${address}${kind}/`))) || first;
  const further = (found.page.querySelector("[data-sheets]")?.dataset.sheets ?? "").split(" ").filter(Boolean).slice(0, MOST_PAGES);
  const others = await Promise.all(further.map((sheet) => readPage(new URL(sheet, new URL(found.address, ROOT)).href)));
  const rest = codes.slice(1).map(([, code]) => code);
  const today = romeDay();
  const items = [found, ...others.filter(Boolean)].flatMap((page) => itemsIn(page, kind));
  const once = new Map(items.map((entry) => [entry.href, entry]));
  return [...once.values()].filter(({ item }) => {
    const about = (item.dataset.about ?? "").split(" ");
    return !(item.dataset.expires < today) && rest.every((code) => about.includes(code));
  });
}
