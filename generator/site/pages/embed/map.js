// The map inside another page: as it is written, filled with one family of themes, or that of a place, read from its page.

import { ROOT } from "../../../addresses.js";
import { againButton } from "../../parts/again.js";
import { element } from "../../parts/elements.js";
import { readPage } from "../../parts/record-page.js";
import { options } from "./frame.js";

const CODE = /^[a-z0-9][a-z0-9_-]{0,80}$/;
const box = document.querySelector("[data-map]");
const place = options.get("luogo");
const family = options.get("famiglia");

/** The map of a place, as its own page has it; its links lead to the site from here, too. */
async function show() {
  try {
    const found = await readPage(`territori/${place.replaceAll("_", "-")}/`);
    const figure = found?.page.querySelector(".map");
    if (!figure) {
      box.replaceChildren(element("p", {}, element("a", { href: new URL("territori/", ROOT).href, textContent: box.dataset.gone })));
      return;
    }
    const base = new URL(found.address, ROOT);
    for (const link of figure.querySelectorAll("a[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), base).href);
    box.replaceChildren(document.importNode(figure, true));
  } catch {
    box.replaceChildren(element("p", { textContent: box.dataset.failed }), element("p", { className: "actions" }, againButton(box.dataset.retry, show)));
  }
}

if (box && CODE.test(place ?? "")) show();
else if (box && CODE.test(family ?? "")) box.querySelector(`[data-layer="${family}"]`)?.click();
