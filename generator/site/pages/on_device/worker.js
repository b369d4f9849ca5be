// The service worker: pages come from the network, and from the device where there is none. Published as sw.js, filled in by data.py.
// Nothing is kept of pages that say so (data-unkept: violence, the form), of those that lead on to others, of what embeds and forms read,
// nor of the news of one network or theme, which repeat what its page would not leave.

const VERSION = "VERSION";
const LANG = "LANG";
const TEXTS = "TEXTS";
const NEVER = "NEVER";
const OTHERS = "OTHERS";
const SCOPE = new URL(registration.scope);
const OFFLINE = new URL("senza-rete/", SCOPE).href;
const STYLE = new URL(`assets/site/pages/on_device/page.css?v=${VERSION}`, SCOPE).href;
const NAME = `intreccio ${SCOPE.pathname}`;
const PAGES = `${NAME} pagine`;
const ASIDE = `${NAME} da-parte`;
const FILES = `${NAME} file`;
const SEARCH = `${NAME} ricerca`;
const MOST = { [PAGES]: 60, [FILES]: 200, [SEARCH]: 400 };
const PATIENCE = 4000;
const AT = "X-Kept";
const UNKEPT = /\sdata-unkept\b|http-equiv="refresh"/;
const CLOSED = /^(?:api|dati|embed|partecipa)\/|.\/novita\//;
// As search marks it.
const DANGER = "zzpericolo";

/** Where something is, below the code of any language. */
const pathOf = (url) => url.pathname.slice(SCOPE.pathname.length).replace(RegExp(`^(${OTHERS})/`), "");
const isNever = (path) => NEVER.some((address) => path.startsWith(address));

/** In which cache something is kept; none for what never is. */
function cacheOf(url) {
  const path = pathOf(url);
  if (!url.href.startsWith(SCOPE.href) || CLOSED.test(path) || isNever(path)) return null;
  if (path.startsWith("assets/")) return path.includes("/leave.") ? null : FILES;
  if (path.startsWith("pagefind/")) return SEARCH;
  return path === "" || path.endsWith("/") ? PAGES : null;
}

/** What never changes under its address: files with a version, pieces of the index. */
const isFixed = (url) => (pathOf(url).startsWith("assets/") ? url.searchParams.has("v") : /\.pf_\w+$/.test(url.pathname));

/** Pages are the same whatever follows `?`, and what was searched is nobody's business. */
const keyOf = (url) => url.origin + url.pathname + (pathOf(url).startsWith("assets/") ? url.search : "");

const pageOf = (html) => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", [AT]: String(Date.now()) } });

/** A page or a piece of search as it may be kept; null where it tells of violence. */
async function keepable(name, answer) {
  if (name === PAGES) {
    const html = await answer.text();
    return UNKEPT.test(html) || !/^text\/html/.test(answer.headers.get("Content-Type")) ? null : pageOf(html);
  }
  if (!answer.url.endsWith(".pf_fragment")) return answer;
  const text = await new Response(answer.clone().body.pipeThrough(new DecompressionStream("gzip"))).text();
  const path = /"url":"\/?([^"]*)"/.exec(text)?.[1] ?? "";
  return text.includes(DANGER) || isNever(path) ? null : answer;
}

async function keep(name, key, answer) {
  const cache = await caches.open(name);
  const kept = await keepable(name, answer).catch(() => null);
  // The newest stands last, so the oldest goes first.
  await cache.delete(key);
  if (!kept) return;
  await cache.put(key, kept);
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST[name]))) if (old.url !== OFFLINE) await cache.delete(old);
}

/** What was kept of a page, which says of when it is. */
async function dated(page, words) {
  const html = await page.text();
  const day = new Date(Number(page.headers.get(AT))).toLocaleDateString(LANG, { dateStyle: "full" });
  const note = `<link rel="stylesheet" href="${STYLE}"><p class="from-device" role="status">${words.replace("{day}", day)}</p>`;
  return new Response(html.replace(/<div class="page\b[^>]*>/, (start) => start + note), { headers: page.headers });
}

async function fixed(event, name, key) {
  const kept = await caches.match(key);
  if (kept) return kept;
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(keep(name, key, answer.clone()));
    return answer;
  } catch (failure) {
    // That of another version is better than none.
    const other = await caches.match(key, { ignoreSearch: true });
    if (other) return other;
    throw failure;
  }
}

async function fresh(key, isRead, network) {
  const kept = await caches.match(key);
  const failed = network.catch(() => null);
  const answer = await (kept ? Promise.race([failed, new Promise((done) => setTimeout(done, PATIENCE, "late"))]) : failed);
  if (answer && answer !== "late" && (answer.status < 500 || !kept)) return answer;
  if (kept) return isRead && kept.headers.has(AT) ? dated(kept, answer ? TEXTS.slow : TEXTS.away) : kept;
  return isRead && key !== OFFLINE && (await caches.match(OFFLINE)) ? Response.redirect(OFFLINE) : Response.error();
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isRead = request.mode === "navigate";
  const name = request.method === "GET" ? cacheOf(url) : null;
  if (!name) return;
  const key = keyOf(url);
  if (isFixed(url)) return event.respondWith(fixed(event, name, key));
  const network = fetch(request);
  event.waitUntil(
    network.then((answer) => {
      const isGone = name === PAGES && [404, 410].includes(answer.status);
      if (isGone) return Promise.all([PAGES, ASIDE].map(async (each) => (await caches.open(each)).delete(key)));
      return answer.ok && !answer.redirected && (name !== PAGES || isRead) && keep(name, key, answer.clone());
    }).catch(() => {}),
  );
  event.respondWith(fresh(key, isRead, network));
});

/** The page of what is kept, with all it needs: nobody will have read it before it is wanted. */
addEventListener("install", (event) => {
  const prepare = async () => {
    const page = await fetch(OFFLINE, { cache: "no-cache" });
    const cache = await caches.open(FILES);
    const html = await page.clone().text();
    await cache.put(OFFLINE, page);
    const files = [...html.matchAll(/(?:href|src)="([^"]*assets\/[^"]+)"/g)].map(([, address]) => new URL(address, OFFLINE).href);
    await Promise.all([...new Set(files)].map((file) => cache.add(file).catch(() => {})));
    await skipWaiting();
  };
  event.waitUntil(prepare());
});

addEventListener("activate", (event) => {
  const takeOver = async () => {
    const cache = await caches.open(FILES);
    for (const { url } of await cache.keys()) {
      const now = new URL(url);
      if (!now.searchParams.has("v") || now.searchParams.get("v") === VERSION) continue;
      now.searchParams.set("v", VERSION);
      await cache.delete(url);
      // Pages that are kept want their styles.
      if (!(await cache.match(now.href))) await cache.add(now.href).catch(() => {});
    }
    await clients.claim();
  };
  event.waitUntil(takeOver());
});

/** A page that came before the worker says what it is made of. */
addEventListener("message", (event) => {
  const take = async (address) => {
    const url = new URL(address);
    const name = cacheOf(url);
    if (!name || (await caches.match(keyOf(url)))) return;
    const answer = await fetch(url, { cache: "force-cache" });
    if (answer.ok && !answer.redirected) await keep(name, keyOf(url), answer);
  };
  event.waitUntil(Promise.allSettled(event.data.map(take)));
});
