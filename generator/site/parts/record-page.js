// A record as its own page tells it: what is read from there is never older than the site, and needs no file of its own.
// Addresses may come from anywhere (a link, another site): only those of records below this site are ever read.

import { ROOT } from "../../addresses.js";

const ADDRESS = /^(?:attivita|enti|reti|buone-pratiche|storie)(?:\/[a-z0-9-]{1,80}){1,2}\/$/;
const MOST_STEPS = 3; // a renamed record leads on, and so may the name it took

/** An address of a record, out of what somebody wrote: whole, with or without slashes; empty where it is none. */
export function addressOf(written) {
  const text = String(written ?? "").trim();
  const inside = text.startsWith(ROOT.href) ? text.slice(ROOT.href.length) : text;
  const address = `${inside.split(/[?#]/)[0].replace(/^\/+|\/+$/g, "")}/`;
  return ADDRESS.test(address) ? address : "";
}

/** What a value says, its small print behind a point. */
function lineOf(value) {
  const parts = [...value.childNodes].map((part) => (part.nodeName === "SMALL" ? ` · ${part.textContent}` : part.textContent));
  return parts.join("").replace(/\s+/g, " ").replace(/^[\s·]+|\s+$/g, "");
}

/** A page of this site; null where it is not there any more. What has another name now is followed. Throws without a network. */
export async function readPage(address) {
  let place = new URL(address, ROOT);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const answer = await fetch(place, { credentials: "omit" });
    if (answer.status === 404 || answer.status === 410) return null;
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [, next] = page.querySelector('meta[http-equiv="refresh"]')?.content.split("url=") ?? [];
    if (!next) return { page, address: place.href.slice(ROOT.href.length) };
    place = new URL(next, place);
    if (!place.href.startsWith(ROOT.href)) return null;
  }
  return null;
}

/** What is known of a record; null where it is gone. */
export async function readRecord(asked) {
  const found = await readPage(asked);
  if (!found) return null;
  const { page, address } = found;
  const words = (selector) => page.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const lines = [...page.querySelectorAll(".facts dl:not(.urgent) > div")].map((row) => ({
    label: row.querySelector("dt")?.textContent.trim() ?? "",
    value: [...row.querySelectorAll("dd:not(:has([href$='.ics']))")].map(lineOf).filter(Boolean).join("; "),
  }));
  const call = page.querySelector('.reach a[href^="tel:"]');
  return {
    page,
    address,
    name: words("h1"),
    kind: words(".head__kind"),
    lead: words(".head .lead"),
    lines: lines.filter(({ value }) => value),
    phone: call && { href: call.getAttribute("href"), text: call.querySelector(".reach__number").textContent },
    mayBeKept: page.querySelector("[data-keep]") !== null,
  };
}
