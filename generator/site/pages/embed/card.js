// One record as a card, read from its own page: what is no longer published is no longer shown, the next time somebody looks.

import { ROOT } from "../../../addresses.js";
import { againButton } from "../../parts/again.js";
import { element } from "../../parts/elements.js";
import { addressOf, readRecord } from "../../parts/record-page.js";
import { options } from "./frame.js";

const MOST_FACTS = 5;
const box = document.querySelector("[data-card]");
const texts = box.dataset;

const digits = (text) => (/^[\d\s+./()-]+$/.test(text ?? "") ? text.replace(/\D/g, "") : "");

/** The way out of a page about violence goes out of the page around this too. */
function leaving(link) {
  link.target = "_top";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    try {
      top.location.replace(link.href);
    } catch {
      location.replace(link.href); // the page around does not let frames lead it anywhere
    }
  });
}

function card({ page, address, name, kind, lead, lines, phone }) {
  const leave = page.querySelector(".leave:not([hidden])");
  const tag = page.querySelector(".head__note:not([hidden]) .tag");
  const urgent = page.querySelector(".urgent");
  const hue = [...(page.querySelector("article")?.classList ?? [])].find((word) => word.startsWith("thread-")) ?? "";
  const facts = lines.slice(0, MOST_FACTS).flatMap(({ label, value, parts }) => {
    // The number to call stands below, as a button.
    const isCalled = (text) => Boolean(phone) && digits(text) !== "" && digits(text) === digits(phone.text);
    if (isCalled(value)) return [];
    const told = parts.filter(({ text }) => text).map(({ text, note }) => (isCalled(text) ? { text: note } : { text, note })).filter(({ text }) => text);
    const said = told.map(({ text, note }) => element("dd", {}, text, note ? element("small", { textContent: note }) : null));
    return [element("dt", { textContent: label }), ...(said.length ? said : [element("dd", { textContent: value })])];
  });
  if (leave) leaving(leave.querySelector("a"));
  box.replaceChildren(
    ...(leave ? [leave] : []),
    element("article", { className: `card ${hue}` },
      kind ? element("p", { className: "card__kind", textContent: kind }) : null,
      element("h3", {}, element("a", { href: new URL(address, ROOT).href, textContent: name })),
      lead ? element("p", { className: "card__summary", textContent: lead }) : null,
      element("dl", { className: "card__facts" }, ...facts),
      phone ? element("p", { className: "card__call" }, element("a", { className: "button button--quiet", href: phone.href, target: "_top", textContent: `${texts.call} ${phone.text}` })) : null,
      tag ? element("span", { className: "tag", textContent: tag.textContent }) : null),
    ...(urgent ? [urgent] : []),
  );
}

async function show() {
  const address = addressOf(options.get("scheda"));
  if (!address) {
    box.replaceChildren(element("p", { textContent: texts.unnamed }));
    return;
  }
  box.replaceChildren(element("p", { className: "quiet", textContent: texts.loading }));
  try {
    const record = await readRecord(address);
    if (record) card(record);
    else box.replaceChildren(element("p", {}, element("strong", { textContent: texts.gone })), element("p", { className: "quiet", textContent: texts.goneNote }));
  } catch {
    const link = element("a", { href: new URL(address, ROOT).href, textContent: texts.open });
    box.replaceChildren(element("p", { textContent: texts.failed }), element("p", { className: "actions" }, againButton(texts.retry, show), " ", link));
  }
}

show();
