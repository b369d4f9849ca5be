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

const plain = (text) => text.replace(/\s+/g, " ").trim();

/** What a value says, and its small print, which stands behind points. */
function partOf(value) {
  const of = (isSmall) => [...value.childNodes].filter((part) => (part.nodeName === "SMALL") === isSmall).map((part) => part.textContent);
  return { text: plain(of(false).join("")), note: of(true).map(plain).filter(Boolean).join(" · ") };
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
  // What a screen parts by what one wants, paper tells whole.
  const rows = [...page.querySelectorAll(".essentials > div, .facts dl:not(.urgent) > div")].filter((row) => !row.matches(".on-screen"));
  const lines = rows.map((row) => {
    const parts = [...row.querySelectorAll("dd:not(:has([href$='.ics']))")].map(partOf);
    const value = parts.map(({ text, note }) => [text, note].filter(Boolean).join(" · ")).filter(Boolean).join("; ");
    return { label: row.querySelector("dt")?.textContent.trim() ?? "", value, parts };
  });
  const wayIn = page.querySelector(".way-in");
  if (wayIn) {
    const [said, ...desks] = [...wayIn.querySelectorAll("strong, li")].map((part) => part.textContent.replace(/\s+/g, " ").trim());
    const value = [said, desks.join("; ")].filter(Boolean).join(" ");
    const after = rows.filter((row) => row.closest(".essentials")).length;
    lines.splice(after, 0, { label: words(".way-in span"), value, parts: [{ text: value, note: "" }] });
  }
  const call = page.querySelector('.way-in a[href^="tel:"]') ?? page.querySelector('.reach a[href^="tel:"]');
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
