// Everything a page does beyond being read: palette, menu state, search, what has expired, what is open now.
// Each part is an addition to a page that already works.

const page = document.documentElement;
const DAY = 24 * 60 * 60 * 1000;

function remembered(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(name);
    localStorage.setItem(name, value);
  } catch {
    return null; // storage may be forbidden: the choice then lasts as long as the page
  }
  return value;
}

function isDark() {
  const chosen = page.dataset.palette;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setUpPalette() {
  const chosen = remembered("palette");
  if (chosen === "dark" || chosen === "light") page.dataset.palette = chosen;
  whenReady(() => {
    const button = document.querySelector("[data-palette]:not(html)");
    if (!button) return;
    // It says what it does: who is in the dark reads the way back to the light.
    const name = () => { button.querySelector("span").textContent = isDark() ? button.dataset.toLight : button.dataset.toDark; };
    button.hidden = false;
    name();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    button.addEventListener("click", () => {
      page.dataset.palette = remembered("palette", isDark() ? "light" : "dark");
      name();
    });
  });
}

function setUpMenu() {
  const menu = document.getElementById("menu");
  const button = document.querySelector("[popovertarget=menu]");
  if (!menu || !button || !("popover" in menu)) return;
  button.setAttribute("aria-expanded", "false");
  menu.addEventListener("toggle", (event) => button.setAttribute("aria-expanded", event.newState === "open"));
}

function setUpFinder() {
  const finder = document.getElementById("finder");
  if (!finder?.showModal || document.querySelector("[data-search]")) return;
  const input = finder.querySelector("input");
  const status = finder.querySelector("[data-finder-status]");
  const open = () => {
    if (!finder.open) finder.showModal();
    input.focus();
    input.select(); // now, not once the script is here: what is typed meanwhile would be overwritten
    withSearch(status, (search) => search.quick(finder));
  };
  for (const link of document.querySelectorAll("a[data-search-open]")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    const keys = link.querySelector("kbd");
    if (keys) {
      keys.textContent = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘ K" : "Ctrl K";
      keys.hidden = false;
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  finder.querySelector("[data-finder-close]").addEventListener("click", () => finder.close());
  finder.addEventListener("click", (event) => {
    if (event.target === finder) finder.close();
  });
}

/** No heading stands over nothing: a part of the page goes with the last of what it listed. */
function hideEmptied() {
  for (const item of document.querySelectorAll("[data-expires][hidden]")) {
    for (let part = item.parentElement?.closest("section, details"); part; part = part.parentElement?.closest("section, details")) {
      const items = [...part.querySelectorAll("li, article")];
      if (part.hidden || items.some((other) => !other.closest("[hidden]"))) break;
      part.hidden = true;
    }
  }
}

/** Do something with the script of search; where it does not arrive, say so, and try again once the network is back. */
function withSearch(status, act) {
  const again = () => {
    removeEventListener("online", again);
    status.replaceChildren();
    withSearch(status, act);
  };
  import("../site/search/browser/search.js").then(
    act,
    () => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: status.dataset.retry });
      button.addEventListener("click", again);
      status.replaceChildren(status.dataset.failed, " ", button);
      addEventListener("online", again);
    },
  );
}

/** Hide what has ended by the reader's own clock: the page may be older than today. */
function hideExpired() {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const item of document.querySelectorAll("[data-expires]")) {
    if (item.dataset.expires < today) item.hidden = true;
  }
  hideEmptied();
  for (const note of document.querySelectorAll("[data-expired-note]")) {
    if (note.dataset.expiredNote < today) note.hidden = false;
  }
  const stale = document.querySelector("[data-built]");
  if (stale && now - new Date(stale.dataset.built) > stale.dataset.staleAfter * DAY) stale.hidden = false;
}

/** Do it once the page is whole: what is an addition to it waits. */
function whenWhole(act) {
  if (document.readyState === "complete") act();
  else addEventListener("load", () => setTimeout(act), { once: true });
}

/** Parts of a long page: its index says where one is, once it is used or one scrolls; what an address leads to is opened, and on a desk what has room. */
function setUpParts() {
  const index = document.querySelector(".contents");
  const follow = () => import("../site/parts/contents.js");
  for (const [on, event] of index ? [[index, "pointerdown"], [window, "scroll"]] : []) on.addEventListener(event, follow, { once: true, passive: true });
  if (!document.querySelector(".record .part, .record [data-open-wide]")) return;
  const open = () => import("../site/parts/wanted.js");
  if (location.hash || matchMedia("(min-width: 48em)").matches) open();
  else addEventListener("hashchange", open, { once: true });
}

/** What a record offers beside being read: to share it, to put it aside; and the way to what was put aside. */
function setUpActions() {
  const share = document.querySelector("[data-share]");
  if (share && navigator.share) {
    share.addEventListener("click", () => navigator.share({ title: document.title, url: location.href.split("#")[0] }).catch(() => {}));
    share.hidden = false;
  }
  const keep = document.querySelector("button[data-keep]");
  if (keep) whenWhole(() => import("../site/parts/put-aside.js").then((module) => module.setUp(keep)));
  if (remembered("luogo") || document.querySelector("[data-place-picker]")) import("../site/parts/place.js");
  const list = document.querySelector("[data-put-aside-link]");
  if (list && remembered("da-parte")) list.hidden = false;
}

/**
 * Say what is open now, at once where its place is on the screen. What is on the next screen, and whether a telephone is
 * answered, which is an addition to its hours, wait until the page is whole and a moment more, or until somebody scrolls:
 * who does meets no line that is still empty.
 */
function setUpLive() {
  let begun = false;
  for (const [places, rootMargin, waits] of [["[data-times]", "0%", false], ["[data-times]", "100% 0%", true], ["[data-answers]", "0%", true]]) {
    const near = new IntersectionObserver((seen) => {
      if (begun || !seen.some(({ isIntersecting }) => isIntersecting)) return;
      begun = true;
      near.disconnect();
      import("../site/parts/live.js").then((module) => module.live());
    }, { rootMargin });
    const watch = () => document.querySelectorAll(places).forEach((place) => near.observe(place));
    if (!waits) watch();
    else if (document.readyState === "complete") setTimeout(watch, 1000);
    else addEventListener("load", () => setTimeout(watch, 1000), { once: true });
    if (waits) addEventListener("scroll", watch, { once: true, passive: true });
  }
}

function whenReady(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

setUpPalette();
// Once nothing else is to be done, what is read is kept for when there is no network.
addEventListener("load", () => {
  if (document.querySelector("[data-offline]")) setTimeout(() => import("../site/parts/offline.js").then((module) => module.keep(), () => {}), 1000);
});
/** On a phone what is further to browse at the foot, and parts of long pages, are folded away; not what the address leads to. */
function foldAway() {
  if (matchMedia("(max-width: 40em)").matches) {
    const wanted = document.getElementById(location.hash.slice(1));
    for (const group of document.querySelectorAll("[data-folds]")) {
      if (group.contains(wanted)) continue;
      group.open = false;
      group.dataset.folded = "";
    }
  }
}

whenReady(() => {
  foldAway();
  setUpMenu();
  setUpFinder();
  hideExpired();
  setUpActions();
  setUpParts();
  setUpLive();
  const search = document.querySelector("[data-search]");
  if (search) withSearch(search.querySelector("[data-status]"), ({ page }) => page(search));
});
