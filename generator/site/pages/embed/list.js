// A list of records inside another page, the first few, with the way to all of them.

import { ROOT } from "../../../addresses.js";
import { againButton } from "../../parts/again.js";
import { element } from "../../parts/elements.js";
import { options } from "./frame.js";
import { asked, pageOf, readList } from "./read-list.js";

const USUAL = 6;
const MOST = 50;
const box = document.querySelector("[data-list]");
const texts = box.dataset;
const wanted = asked(options);
const most = Math.min(Math.max(Number.parseInt(options.get("quanti"), 10) || USUAL, 1), MOST);

async function show() {
  box.replaceChildren(element("p", { className: "quiet", textContent: texts.loading }));
  try {
    const items = (await readList(wanted)) ?? [];
    const all = element("p", { className: "more" }, element("a", { href: new URL(pageOf(wanted), ROOT).href, textContent: texts.all }));
    // Of what a page tells in a line each, rows; of the rest cards.
    const isRows = items[0]?.item.matches("li");
    const list = element(isRows ? "ul" : "div", { className: isRows ? "rows" : "cards" }, ...items.slice(0, most).map(({ item }) => item));
    box.replaceChildren(items.length ? list : element("p", { textContent: texts.none }), all);
  } catch {
    box.replaceChildren(element("p", { textContent: texts.failed }), element("p", { className: "actions" }, againButton(texts.retry, show)));
  }
}

show();
