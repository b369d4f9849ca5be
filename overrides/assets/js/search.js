// Search over Pagefind's core, with our own words and elements. Every text comes from the page.
// Choosing filters alone searches a token that every record carries: search(null) would download the whole index.

const EVERYTHING = "zzintreccio";
const FACETS = ["genere", "tema", "per", "luogo", "tipo", "tempo"];
const NOW = "ora";
const GENRES = ["attivita", "rete", "ente", "pratica", "tema", "territorio", "destinatari", "tipo", "pagina"];
const PER_GROUP = 8;
const FIRST = 32;
const QUICK = 8;
const PATIENCE = 180;

// Short beginnings of a word (its stem) match much: nearness in length has to count more than usual.
const RANKING = { termSimilarity: 4, metaWeights: { title: 5, alias: 1.5, dove: 0.4, per: 0.4, quando: 0.1, k: 0, filo: 0 } };

let engine;

async function pagefind(root) {
  engine ??= (async () => {
    const found = await import(new URL("pagefind/pagefind.js", root).href);
    await found.options({
      baseUrl: root.pathname,
      excerptLength: 22,
      ranking: RANKING,
    });
    await found.init();
    await found.filters();
    return found;
  })();
  return engine;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** Pagefind's excerpts hold only text and <mark>: rebuilt as nodes, never set as HTML. */
function excerpt(marked) {
  const words = new DOMParser().parseFromString(marked, "text/html").body;
  const copy = document.createDocumentFragment();
  for (const node of words.childNodes) {
    copy.append(node.nodeName === "MARK" ? element("mark", { textContent: node.textContent }) : node.textContent);
  }
  return copy;
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Pagefind falls back on ever shorter beginnings of a word: tell when nothing like what was typed is there. */
function isFar(query, hits) {
  const told = folded(hits.map((hit) => [hit.excerpt, ...Object.values(hit.meta)].join(" ").replace(/<\/?mark>/g, "")).join(" "));
  const beginnings = folded(query).split(/\P{L}+/u).filter((word) => word.length > 2).map((word) => word.slice(0, Math.max(3, word.length - 3)));
  return beginnings.length > 0 && !beginnings.some((beginning) => told.split(/\P{L}+/u).some((word) => word.startsWith(beginning)));
}

function genreName(texts, genre) {
  return texts[`genre${genre[0].toUpperCase()}${genre.slice(1)}`] ?? genre;
}

function counted(texts, number) {
  if (number === 0) return texts.none;
  return number === 1 ? texts.one : texts.many.replace("{n}", number.toLocaleString(document.documentElement.lang));
}

// The dialog on every page

export function quick(finder, root, words) {
  const input = finder.querySelector("input");
  if (words) input.value = words;
  input.focus();
  input.select();
  pagefind(root).catch(() => {});
  if (finder.dataset.ready) return;
  finder.dataset.ready = "yes";
  const status = finder.querySelector("[data-finder-status]");
  const list = finder.querySelector("[data-finder-results]");
  const more = finder.querySelector("[data-finder-more]");
  const cerca = more.href;
  let turn = 0;
  let waiting;
  const search = async () => {
    const mine = ++turn;
    const query = input.value.trim();
    more.href = query ? `${cerca}?q=${encodeURIComponent(query)}` : cerca;
    if (query.length < 2) {
      status.textContent = "";
      list.replaceChildren();
      return;
    }
    try {
      const found = await (await pagefind(root)).search(query, { filters: { tempo: NOW } });
      const hits = await Promise.all(found.results.slice(0, QUICK).map((hit) => hit.data()));
      if (mine !== turn) return;
      list.replaceChildren(...hits.map((hit) => quickHit(hit, status.dataset)));
      status.textContent = hits.length && isFar(query, hits) ? status.dataset.near : counted(status.dataset, found.results.length);
    } catch {
      status.textContent = status.dataset.failed;
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, PATIENCE);
  });
  finder.addEventListener("keydown", (event) => walk(event, [input, ...list.querySelectorAll("a")]));
  if (input.value) search();
}

function quickHit(hit, texts) {
  const facts = [genreName(texts, hit.filters.genere?.[0] ?? "pagina"), hit.meta.dove, hit.meta.per].filter(Boolean).join(" · ");
  const link = element("a", { href: hit.url, className: hit.meta.filo ?? "" }, element("strong", { textContent: hit.meta.title }));
  if (facts) link.append(element("small", { textContent: facts }));
  return element("li", {}, link);
}

/** Arrows move through results as in a list; Tab works as everywhere. */
function walk(event, stops) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const here = stops.indexOf(document.activeElement);
  const next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (here < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

// The search page

export function page(place, root) {
  const view = {
    root,
    place,
    form: place.querySelector("form"),
    input: place.querySelector("input"),
    status: place.querySelector("[data-status]"),
    hits: place.querySelector("[data-hits]"),
    wayOn: place.querySelector("[data-wayon]"),
    clear: place.querySelector("[data-clear]"),
    groups: [...place.querySelectorAll("[data-facet]")],
    chosen: {},
    turn: 0,
  };
  for (const group of view.groups) makeFilters(view, group);
  for (const part of place.querySelectorAll("[data-needs-script]")) part.hidden = false;
  for (const part of place.querySelectorAll("[data-without-script]")) part.hidden = true;
  let waiting;
  view.input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => remember(view, "replaceState"), PATIENCE);
  });
  view.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    remember(view, "replaceState");
  });
  view.clear.firstElementChild.addEventListener("click", () => {
    view.chosen = {};
    remember(view, "pushState");
    view.input.focus();
  });
  addEventListener("popstate", () => restore(view));
  restore(view);
  if (!view.input.value && !Object.keys(view.chosen).length) view.input.focus({ preventScroll: true });
}

/** Links to lists become buttons that stay pressed. */
function makeFilters(view, group) {
  for (const chip of group.querySelectorAll("a, button")) {
    let button = chip;
    if (chip.nodeName === "A") {
      button = element("button", { type: "button", className: chip.className });
      button.append(...chip.childNodes);
      button.dataset.value = chip.dataset.value;
      button.setAttribute("aria-pressed", "false");
      chip.replaceWith(button);
    }
    button.addEventListener("click", () => {
      const facet = group.dataset.facet;
      const values = new Set(view.chosen[facet]);
      if (!values.delete(button.dataset.value)) values.add(button.dataset.value);
      view.chosen[facet] = [...values];
      remember(view, "pushState");
    });
  }
}

function restore(view) {
  const query = new URLSearchParams(location.search);
  view.input.value = query.get("q") ?? "";
  view.chosen = {};
  for (const facet of FACETS) {
    const values = query.getAll(facet).flatMap((value) => value.split(",")).filter(Boolean);
    if (values.length) view.chosen[facet] = values;
  }
  show(view);
}

/** The address says what is shown, so it can be sent to somebody. */
function remember(view, how) {
  const query = new URLSearchParams();
  if (view.input.value.trim()) query.set("q", view.input.value.trim());
  for (const facet of FACETS) if (view.chosen[facet]?.length) query.set(facet, view.chosen[facet].join(","));
  const address = query.size ? `?${query.toString().replaceAll("%2C", ",")}` : location.pathname;
  history[how](null, "", address);
  show(view);
}

async function show(view) {
  const mine = ++view.turn;
  const words = view.input.value.trim();
  const filters = {};
  for (const [facet, values] of Object.entries(view.chosen)) if (values.length) filters[facet] = { any: values };
  const filtering = Object.keys(filters).length > 0;
  if (filters.tempo) delete filters.tempo; // «Già fatto» adds what is over to what goes on
  else filters.tempo = NOW;
  view.clear.hidden = !filtering;
  view.wayOn.hidden = true;
  for (const group of view.groups) {
    for (const button of group.querySelectorAll("button")) {
      const pressed = Boolean(view.chosen[group.dataset.facet]?.includes(button.dataset.value));
      button.setAttribute("aria-pressed", pressed);
      if (pressed) group.open = true;
    }
  }
  if (!words && !filtering) {
    view.status.textContent = "";
    view.hits.replaceChildren();
    for (const chip of view.place.querySelectorAll(".chip[data-count]")) restoreCount(chip);
    return;
  }
  view.status.textContent = view.status.dataset.working;
  try {
    const engine = await pagefind(view.root);
    const found = await engine.search(words || EVERYTHING, { filters });
    const counts = await countsByFacet(engine, words || EVERYTHING, filters, found);
    if (mine !== view.turn) return;
    showCounts(view, counts);
    const hits = await showHits(view, found.results, mine);
    if (mine !== view.turn) return;
    const far = words && hits.length > 0 && isFar(words, hits);
    view.wayOn.hidden = !far && hits.length > 0;
    view.status.textContent = far ? view.hits.dataset.near : counted(view.status.dataset, found.results.length);
  } catch {
    view.status.textContent = view.status.dataset.failed;
  }
}

/** Across facets choices narrow, within one they widen: its own counts are those of the search without it. */
async function countsByFacet(engine, words, filters, found) {
  const counts = { ...found.filters };
  for (const facet of FACETS) {
    if (facet in filters || facet === "tempo") {
      const { [facet]: _, ...others } = filters;
      counts[facet] = (await engine.search(words, { filters: others })).filters[facet];
    }
  }
  return counts;
}

function showCounts(view, found) {
  for (const group of view.groups) {
    const facet = group.dataset.facet;
    const counts = found[facet] ?? {};
    for (const button of group.querySelectorAll("button")) {
      const number = button.querySelector("span");
      button.dataset.first ??= number.textContent;
      button.dataset.count = counts[button.dataset.value] ?? 0;
      number.textContent = button.dataset.count;
    }
  }
}

function restoreCount(chip) {
  chip.querySelector("span").textContent = chip.dataset.first;
  delete chip.dataset.count;
}

/** Results by kind, the kind of the best one first. */
async function showHits(view, results, mine) {
  const hits = await Promise.all(results.slice(0, FIRST).map((hit) => hit.data()));
  if (mine !== view.turn) return hits;
  const byGenre = new Map();
  for (const hit of hits) {
    const genre = hit.filters.genere?.[0] ?? "pagina";
    if (!byGenre.has(genre)) byGenre.set(genre, []);
    byGenre.get(genre).push(hit);
  }
  const order = [...byGenre.keys()].sort((a, b) => GENRES.indexOf(a) - GENRES.indexOf(b));
  view.hits.replaceChildren(...order.map((genre) => group(view, genre, byGenre.get(genre), order.length === 1 ? FIRST : PER_GROUP)));
  const rest = results.slice(FIRST);
  if (rest.length) view.hits.append(moreButton(view, rest, mine));
  return hits;
}

function group(view, genre, hits, atOnce) {
  const list = element("div", { className: "cards" });
  const section = element("section", {}, element("h2", { className: "hit__kind", textContent: genreName(view.hits.dataset, genre) }), list);
  let shown = 0;
  const showSome = () => {
    list.append(...hits.slice(shown, shown + atOnce).map((hit) => card(view, hit)));
    shown += atOnce;
  };
  showSome();
  if (shown < hits.length) {
    const more = element("button", { type: "button", className: "chip", textContent: view.hits.dataset.more.replace("{n}", hits.length - shown) });
    more.addEventListener("click", () => {
      const first = list.children.length;
      while (shown < hits.length) showSome();
      more.parentElement.remove();
      list.children[first]?.querySelector("a").focus();
    });
    section.append(element("p", { className: "more" }, more));
  }
  return section;
}

function moreButton(view, rest, mine) {
  const more = element("button", { type: "button", className: "chip", textContent: view.hits.dataset.more.replace("{n}", rest.length) });
  more.addEventListener("click", async () => {
    more.disabled = true;
    const hits = await Promise.all(rest.map((hit) => hit.data()));
    if (mine !== view.turn) return;
    const list = element("div", { className: "cards" }, ...hits.map((hit) => card(view, hit)));
    more.parentElement.replaceWith(list);
    list.querySelector("a")?.focus();
  });
  return element("p", { className: "more" }, more);
}

function card(view, hit) {
  const made = element("article", { className: `card hit ${hit.meta.filo ?? ""}` });
  made.append(element("h3", {}, element("a", { href: hit.url, textContent: hit.meta.title })));
  const words = element("p", { className: "card__summary" });
  words.append(excerpt(hit.excerpt));
  made.append(words);
  const facts = element("dl", { className: "card__facts" });
  for (const [label, value] of [["where", hit.meta.dove], ["audience", hit.meta.per], ["when", hit.meta.quando]]) {
    if (value) facts.append(element("dt", { textContent: view.hits.dataset[label] }), element("dd", { textContent: value }));
  }
  if (facts.children.length) made.append(facts);
  return made;
}
