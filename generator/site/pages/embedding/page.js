// The page that writes code for other sites. What it shows is what the code will show: the preview is the piece itself.

import { ROOT } from "../../../addresses.js";
import { element, romeDay } from "../../parts/elements.js";
import { addressOf, readRecord } from "../../parts/record-page.js";
import { daysOf, pageOf as calendarOf, wantedIn } from "../embed/read-days.js";
import { asked, pageOf, readList } from "../embed/read-list.js";

const box = document.querySelector("[data-embedding]");
const texts = box.dataset;
const form = box.querySelector("form");
const pieces = new Map(texts.pieces.trim().split(" ").map((piece) => piece.split("=")));
const code = (way) => box.querySelector(`[data-code="${way}"]`);
const status = box.querySelector("[data-status]");
const field = form.elements.scheda;
const mail = box.querySelector("[data-mail]");
/** Addresses of records by the name that the field says, and the names of each kind, read when somebody asks for them. */
const named = new Map();
const listed = new Map();
const FACTS = 4;
let turn = 0;

const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const plain = (part) => part.textContent.replace(/\s+/g, " ").trim();
const link = (href, words) => `<a href="${escaped(href)}">${escaped(words)}</a>`;
/** An address of this site as others call it, wherever it is read now. */
const whole = (href) => (href.startsWith(ROOT.href) ? texts.base + href.slice(ROOT.href.length) : href);

const isCard = () => form.elements.pezzo.value === "embed_card";
const written = () => named.get(field.value.trim()) ?? addressOf(field.value.replace(texts.base, ""));

/** What a record is called in the field: its name, and where it is where others have that name. */
function called(name, address, where = "") {
  const isTaken = (words) => named.has(words) && named.get(words) !== address;
  const words = [name, [name, where].filter(Boolean).join(" · "), `${name} (${address})`].find((one) => !isTaken(one));
  named.set(words, address);
  return words;
}

/** Offer the names of a kind; returns them. */
async function offerNames() {
  const genere = form.elements.genere.value;
  const items = listed.get(genere) ?? (await readList(asked(new URLSearchParams({ genere })))) ?? [];
  listed.set(genere, items);
  const names = items.map(({ item, name, href }) => called(name, href.slice(ROOT.href.length), item.querySelector("dd, .quiet")?.textContent.trim()));
  box.querySelector("datalist").replaceChildren(...names.map((value) => element("option", { value })));
  return names;
}

/** What is chosen, as the attributes of an element and what follows `?`. */
function chosen() {
  const known = form.elements.pezzo.selectedOptions[0].dataset.options.split(" ").filter(Boolean);
  const options = new URLSearchParams();
  for (const name of [...known, "aspetto"]) {
    const value = name === "scheda" ? written().replace(/\/$/, "") : form.elements[name].value;
    if (value) options.set(name, value);
  }
  return options;
}

/** The page of the catalogue that holds what is chosen, below the address of the site, and what a link to it says. */
function pageAndName(name, options, title) {
  if (name === "embed_card") return options.get("scheda") ? [`${options.get("scheda")}/`, calledBy(`${options.get("scheda")}/`)] : ["", texts.name];
  if (name === "embed_list") return [pageOf(asked(options)), texts.more];
  if (name === "embed_calendar") return [calendarOf(wantedIn(options)), title];
  if (name === "embed_map") return [pageOf({ kind: "territori", codes: [...options].filter(([key]) => key === "luogo") }), title];
  return [pieces.get(name).replace("embed/", ""), title];
}

const calledBy = (address) => [...named].find(([, one]) => one === address)?.[0] ?? texts.name;

/** Plain HTML that asks for nothing: what is known today, and the way to what is known tomorrow. */
async function fragment(name, options, title) {
  const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(new Date());
  const source = `<small>${escaped(texts.from)} ${link(texts.base, texts.name)}, ${escaped(texts.read.replace("{day}", day))}</small>`;
  if (name === "embed_card") {
    const record = options.get("scheda") && (await readRecord(`${options.get("scheda")}/`));
    if (!record) return null;
    const lines = record.lines.slice(0, FACTS).map(({ label, value }) => `  <br>${escaped(label)}: ${escaped(value)}`);
    const lead = record.lead ? [`  <br>${escaped(record.lead)}`] : [];
    return ["<blockquote>", `<p><strong>${link(texts.base + record.address, record.name)}</strong>`, ...lead, ...lines, "</p>", `<p>${source}</p>`, "</blockquote>"].join("\n");
  }
  if (name === "embed_list") {
    const wanted = asked(options);
    const items = ((await readList(wanted)) ?? []).slice(0, Number(options.get("quanti")));
    return ["<ul>", ...items.map((item) => `  <li>${link(whole(item.href), item.name)}</li>`), "</ul>", `<p>${link(texts.base + pageOf(wanted), texts.more)}<br>${source}</p>`].join("\n");
  }
  if (name === "embed_calendar") {
    const wanted = wantedIn(options);
    const days = (await daysOf(wanted, romeDay(), Number(options.get("giorni")))) ?? [];
    const lines = days.flatMap((day) => [`<p><strong>${escaped(plain(day.querySelector(".day__head")))}</strong></p>`, "<ul>",
      ...[...day.querySelectorAll(".on")].map((item) => `  <li>${escaped(plain(item.querySelector(".on__hour")))} ${link(whole(item.querySelector("a").href), plain(item.querySelector("a")))}</li>`), "</ul>"]);
    return [...lines, `<p>${link(texts.base + calendarOf(wanted), texts.more)}<br>${source}</p>`].join("\n");
  }
  return `<p>${link(texts.base + pageAndName(name, options, title)[0], title)}<br>${source}</p>`;
}

async function write() {
  const now = (turn += 1);
  const name = form.elements.pezzo.value;
  const title = form.elements.pezzo.selectedOptions[0].textContent;
  const known = form.elements.pezzo.selectedOptions[0].dataset.options.split(" ");
  for (const part of form.querySelectorAll("[data-option]")) part.hidden = !part.dataset.option.split(" ").some((option) => known.includes(option));
  const options = chosen();
  const query = options.size ? `?${options.toString().replaceAll("%2F", "/")}` : "";
  const piece = pieces.get(name);
  const tag = `intreccio-${piece.split("/")[1]}`;
  const attributes = [...options].map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
  const [page, words] = pageAndName(name, options, title);
  const address = texts.base + page;
  box.querySelector("[data-said]").textContent = form.elements.pezzo.selectedOptions[0].dataset.what;
  code("element").value = `<script src="${texts.base}${texts.element}" defer></script>\n<${tag}${attributes}>${link(address, words)}</${tag}>`;
  code("link").value = address;
  mail.href = `mailto:?subject=${encodeURIComponent(mail.dataset.subject.replace("{name}", words))}&body=${encodeURIComponent([mail.dataset.body, code("element").value, mail.dataset.else, address].join("\r\n\r\n"))}`;
  code("frame").value = `<iframe src="${escaped(texts.base + piece + query)}" title="${escaped(title)}" loading="lazy" style="width:100%;height:26rem;border:0"></iframe>`;
  const frame = element("iframe", { src: new URL(piece + query, ROOT).href, title });
  frame.style.cssText = "display:block;width:100%;height:12rem;border:0";
  box.querySelector("[data-preview]").replaceChildren(frame);
  status.textContent = "";
  const made = await fragment(name, options, title).catch(() => null);
  if (now !== turn) return;
  code("fragment").value = made ?? "";
  if (made === null) status.textContent = texts.unknown;
}

for (const button of box.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code(button.dataset.copy).value);
    for (const said of box.querySelectorAll("[data-status]")) said.textContent = said.dataset.status === button.dataset.copy ? texts.copied : "";
  });
}
addEventListener("message", ({ source, data }) => {
  const frame = box.querySelector("iframe");
  if (frame?.contentWindow === source && data?.intreccio === "altezza" && Number(data.height) > 0) frame.style.height = `${Math.min(Number(data.height), 20000)}px`;
});

/** A record that is named behind `#`, as its own page does. */
async function begin() {
  const asks = addressOf(new URLSearchParams(location.hash.slice(1)).get("scheda"));
  const address = asks || written() || addressOf(document.querySelector("[data-examples]").textContent.match(/scheda="([^"]+)"/)?.[1]);
  if (asks) form.elements.pezzo.value = "embed_card";
  if (address) {
    const record = await readRecord(address).catch(() => null);
    field.value = record ? called(record.name, address) : texts.base + address;
    const kind = form.elements.genere.querySelector(`[value="${address.split("/")[0]}"]`);
    if (kind) kind.selected = true;
  }
  write();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", async ({ target }) => {
  // Another kind has other names: its first, until one is chosen.
  if (target.name === "genere" && isCard()) field.value = (await offerNames().catch(() => []))[0] ?? "";
  write();
});
field.addEventListener("focus", () => {
  field.select();
  offerNames().catch(() => {}); // without a network an address does
});
addEventListener("hashchange", begin);
box.hidden = false;
document.querySelector("[data-examples]").hidden = true;
begin();
