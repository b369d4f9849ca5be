// What is kept for when there is no network: begun once a page is there and idle, and forgotten whenever somebody wants.
// Nothing of a page about violence, and nothing of the form: neither the page nor that it was read.

import { ROOT, SITE } from "../../addresses.js";
import { kept } from "./put-aside.js";

const NAME = `intreccio ${SITE.pathname}`;
const PAGES = `${NAME} pagine`;
const ASIDE = `${NAME} da-parte`;
const AT = "X-Kept";
const DAY = 24 * 60 * 60 * 1000;
const UNKEPT = /\sdata-unkept\b/;

/** Let the worker keep what is read from now on; where storage is forbidden nothing is, and nobody is told. */
export const keep = () => begin().catch(() => {});

/** Begin with what this page took to be read. */
async function begin() {
  if (!navigator.serviceWorker || document.querySelector("[data-unkept]")) return;
  const isFirst = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(new URL("sw.js", SITE), { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  if (isFirst) active.postMessage([location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]);
  // Once the button has done what it does; a page that others are taken off from is followed by another, which sees to it.
  document.addEventListener("click", ({ target }) => target.closest("[data-keep]") && setTimeout(keepAside));
  await keepAside();
}

/** Keep exactly the records that were put aside, none older than a day where the network allows. */
async function keepAside() {
  const wanted = new Set(kept().map((address) => new URL(address, ROOT).href));
  const cache = await caches.open(ASIDE);
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  for (const url of wanted) {
    const known = await cache.match(url);
    if (known && Date.now() - known.headers.get(AT) < DAY) continue;
    const answer = await fetch(url).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    if (!html || UNKEPT.test(html)) continue;
    await (await caches.open(PAGES)).delete(url); // it would be found before this, and is older
    await cache.put(url, new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", [AT]: String(Date.now()) } }));
  }
}

/** The pages on this device, the newest first: `{href, title, at}`. */
export async function keptPages() {
  const known = new Map();
  for (const name of [ASIDE, PAGES]) {
    if (!(await caches.has(name))) continue;
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const page = await cache.match(request);
      const title = new DOMParser().parseFromString(await page.text(), "text/html").title.split(" · ")[0];
      known.set(request.url, { href: request.url, title, at: Number(page.headers.get(AT)) });
    }
  }
  return [...known.values()].sort((left, right) => right.at - left.at);
}

/** Forget everything this site left on the device: pages, records put aside, place, drafts, palette, view of lists, plain words, and the worker itself. */
export async function forget() {
  for (const key of ["palette", "luogo", "vista", "parole", "da-parte", `intreccio:bozze:${SITE.pathname}`]) localStorage.removeItem(key);
  sessionStorage.clear();
  for (const name of await caches.keys()) if (name.startsWith(`${NAME} `)) await caches.delete(name);
  const registration = await navigator.serviceWorker?.getRegistration(SITE.href);
  if (registration?.scope === SITE.href) await registration.unregister();
}
