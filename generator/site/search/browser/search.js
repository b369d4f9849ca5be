// Search as people meet it: the dialog on every page and the search page. Every text comes from the page.

import { foldedWords } from "../../../locale/browser/folding.js";
import { againButton } from "../../parts/again.js";
import { element, ranked } from "../../parts/elements.js";
import { following, place as placeKept } from "../../parts/place.js";
import { isDangerous, keyOf, notAgainst, understood, withChoices, withDoubts } from "./asked.js";
import { addressOf, card, isOver, reason, together } from "./card.js";
import { EVERYTHING, NOW, RECORDS, countWithout, placesBegun, spokenIn, start, stop } from "./engine.js";
import { countsOf, makeFilters, restoreCounts, showCounts, showPressed } from "./filters.js";
import { find } from "./find.js";
import { linkTo, showChoices, showFirst, unmetWords, urgentLine } from "./first.js";
import { sayHours } from "./hours.js";
import { NAMED, inOrder, isCalled, isKind, loaded, nearer, ordered, placeIn, raised } from "./order.js";
import { aroundPlaces, ownFirst, serving, servingCounts } from "./places.js";
import { form } from "./words.js";

const FACETS = ["genere", "luogo", "per", "tema", "tipo", "eta", "accesso", "fascia", "stato", "livello", "catalogo", "tempo"];
const PER_GROUP = 6;
const EVERYBODY = "tutti";
const FEW = 3; // fewer are never hidden behind a button
const AT_A_GLANCE = 6; // so many results are read sooner than the choices that narrow them
const BESIDE = 3;
const FIRST = 32;
const QUICK = 8;
const PATIENCE = 180;
const TOLD = new Set([...RECORDS, "storia"]);
const NAMING = new Set(["tema", "destinatari"]);
const NARROW = matchMedia("(max-width: 61.99em)");

/** Say that search did not answer, with a way to ask again. */
function failed(status, again) {
  stop().catch(() => {});
  status.replaceChildren(status.dataset.failed, " ", againButton(status.dataset.retry, again));
}

/** What to say of a search: how many results, or that these are only near. */
function statusOf(found, texts, dropped = 0, tally = "") {
  const number = found.results.length - dropped;
  if (!number) return texts.none;
  return found.strict || number === 1 ? tally || counted(texts, number) : texts.near.replace("{words}", found.looked);
}

/** How much stands there, by what it is: «1 attività in 3 luoghi, 1 tema»; what one body does in several places is one. */
function tallyOf(texts, hits, needs) {
  const byGenre = genresOf(hits);
  const said = JSON.parse(texts.tally);
  return inOrder(byGenre, needs).map((genre) => {
    const of = byGenre.get(genre);
    const number = together(of).length;
    const many = number === 1 ? said[genre][0] : said[genre][1].replace("{n}", number);
    return number === 1 && of.length > 1 ? `${many} ${texts.places.replace("{n}", of.length)}` : many;
  }).join(", ");
}

function genresOf(hits) {
  const byGenre = new Map();
  for (const hit of hits) {
    const genre = hit.filters.genere?.[0] ?? "pagina";
    if (!byGenre.has(genre)) byGenre.set(genre, []);
    byGenre.get(genre).push(hit);
  }
  return byGenre;
}

function genreName(texts, genre) {
  return texts[`genre${genre[0].toUpperCase()}${genre.slice(1)}`] ?? genre;
}

function counted(texts, number) {
  if (number === 0) return texts.none;
  return number === 1 ? texts.one : texts.many.replace("{n}", number.toLocaleString(document.documentElement.lang));
}

/** Results of words, the reader's own place first. */
async function seek(words, filters, most) {
  const found = await find(words, filters);
  const hits = await loaded(found.results.slice(0, most), found);
  return { found, hits: filters.luogo ? hits : raised(hits, placeKept()) };
}

const isAnswered = ({ found, hits }) => hits.length > 0 && (found.strict > 0 || hits.some((hit) => hit.isAnswer));

/**
 * Results, and apart from them (`doubtful`) those that do not say what is asked: what they cost, who can get in. `counted` is the
 * search that holds both, with its `filters`.
 */
async function seekApart(words, filters, most, doubts) {
  const sure = await seek(words, filters, most);
  const wide = withDoubts(filters, doubts);
  if (!wide) return { ...sure, doubtful: [], filters, counted: sure.found };
  const all = await find(words, wide);
  const ids = new Set(sure.found.results.map(({ id }) => id));
  const results = all.results.filter(({ id }) => !ids.has(id)).slice(0, most);
  const hits = raised(await loaded(results, all), filters.luogo ? null : placeKept());
  const doubtful = words && !all.strict ? hits.filter((hit) => hit.isAnswer) : hits;
  const isSure = isAnswered(sure) || !doubtful.length;
  return { found: isSure ? sure.found : { ...all, results: [], strict: 0 }, hits: isSure ? sure.hits : [], doubtful, filters: wide, counted: all };
}

/**
 * Results within the choices that were typed, and those that no answer meets (`unmet`), which then narrow nothing. Words that
 * are the name of a record are no choice: «Domeniche del dono».
 */
async function within(asked, typed, filters, most, doubts) {
  const { text, choices } = asked;
  if (choices.length && text) {
    const named = await seek(typed, filters, most);
    if (named.hits[0]?.step === NAMED) return { ...named, doubtful: [], filters, counted: named.found, words: typed, choices: [], unmet: [] };
  }
  const isMet = (tried) => tried.doubtful.length > 0 || (text ? isAnswered(tried) : tried.hits.length > 0);
  const all = await seekApart(text, withChoices(filters, choices), most, doubts);
  if (!choices.length || isMet(all)) return { ...all, words: text, choices, unmet: [] };
  const kept = [];
  let best = null;
  for (const choice of choices.length > 1 ? choices : []) {
    const tried = await seekApart(text, withChoices(filters, [...kept, choice]), most, doubts);
    if (!isMet(tried)) continue;
    kept.push(choice);
    best = tried;
  }
  const words = text || typed;
  const unmet = choices.filter((choice) => !kept.includes(choice));
  return { ...(best ?? (await seekApart(words, notAgainst(filters, unmet, doubts), most, doubts))), words, choices: kept, unmet };
}

// The dialog on every page

export function quick(finder) {
  const input = finder.querySelector("input");
  start().catch(() => {});
  if (finder.dataset.ready) return;
  finder.dataset.ready = "yes";
  const status = finder.querySelector("[data-finder-status]");
  const list = finder.querySelector("[data-finder-results]");
  const more = finder.querySelector("[data-finder-more]");
  const cerca = more.href;
  const urgent = element("p", { className: "finder__urgent", hidden: true });
  status.before(urgent);
  let turn = 0;
  let waiting;
  const search = async () => {
    const mine = ++turn;
    const query = input.value.trim();
    more.href = query ? `${cerca}?q=${encodeURIComponent(query)}` : cerca;
    if (query.length < 2) {
      status.textContent = "";
      urgent.hidden = true;
      list.replaceChildren();
      return;
    }
    try {
      const vocabulary = await spokenIn(query, true);
      Object.assign(status.dataset, vocabulary.texts);
      const asked = understood(query, vocabulary);
      const { found, hits, doubtful, choices, unmet } = await within(asked, query, { tempo: NOW }, QUICK, vocabulary.doubts);
      if (mine !== turn) return;
      const numbers = hits.length || doubtful.length || asked.needs.length ? asked.numbers : vocabulary.atonce;
      urgent.replaceChildren(...urgentLine({ numbers }, status.dataset.urgent));
      urgent.hidden = !numbers.length;
      list.replaceChildren(...asked.needs.map(quickNeed), ...[...hits, ...doubtful].slice(0, QUICK).map((hit) => quickHit(hit, status.dataset)));
      const said = [...choices.map(({ label }) => label), ...unmet.map(({ label }) => unmetWords(label, status.dataset))];
      const state = hits.length || !doubtful.length ? statusOf(found, status.dataset) : status.dataset.doubtful;
      const partial = await leftOut(query, found, {});
      if (mine !== turn) return;
      status.textContent = [...said, state, partial].filter(Boolean).join(" · ");
    } catch {
      if (mine === turn) failed(status, search);
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
  const facts = [genreName(texts, hit.filters.genere?.[0] ?? "pagina"), isOver(hit) && texts.over, hit.meta.dove, hit.meta.per, hit.meta.casa].filter(Boolean).join(" · ");
  const link = element("a", { href: addressOf(hit), className: hit.meta.filo ?? "" }, element("strong", { textContent: hit.meta.title }));
  if (facts) link.append(element("small", { textContent: facts }));
  return element("li", {}, link);
}

function quickNeed(need) {
  const link = linkTo(need);
  link.replaceChildren(element("strong", { textContent: need.label }));
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

/** How the choices of a facet are called, by code. */
const namesIn = (place, facet) => new Map([...place.querySelectorAll(`[data-facet="${facet}"] [data-value]`)].map((chip) => [chip.dataset.value, chip.firstChild.textContent.trim()]));

export function page(place) {
  const view = {
    place,
    form: place.querySelector("form"),
    input: place.querySelector("input"),
    status: place.querySelector("[data-status]"),
    hits: place.querySelector("[data-hits]"),
    meant: place.querySelector("[data-meant]"),
    first: place.querySelector("[data-above]"),
    understood: place.querySelector("[data-understood]"),
    ignored: new Set(),
    wayOn: place.querySelector("[data-wayon]"),
    idle: place.querySelectorAll("[data-idle]"),
    doors: place.querySelector("[data-doors]"),
    clear: place.querySelector("[data-clear]"),
    groups: [...place.querySelectorAll("[data-facet]")],
    facets: place.querySelector("[data-facets]"),
    howMany: place.querySelector("[data-facets] [data-chosen]"),
    around: aroundPlaces(place.querySelectorAll('[data-facet="luogo"] [data-around]')),
    kinds: namesIn(place, "tipo"),
    themes: namesIn(place, "tema"),
    people: namesIn(place, "per"),
    terms: new Map([...place.querySelectorAll(":is([data-facet=tipo], [data-facet=tema], [data-facet=per]) a[data-value]")].map((link) => [`${link.closest("[data-facet]").dataset.facet}:${link.dataset.value}`, [link.href, link.firstChild.textContent.trim()]])),
    beside: place.querySelector("[data-beside]"),
    whom: place.querySelector(".whom:not([data-in-need])"),
    whomInNeed: place.querySelector("[data-in-need]"),
    kindName: (genre) => view.hits.dataset[`kind${genre[0].toUpperCase()}${genre.slice(1)}`] ?? genreName(view.hits.dataset, genre),
    shown: { needs: [], meantThemes: new Set() },
    chosen: {},
    asked: false,
    turn: 0,
  };
  for (const group of view.groups) makeFilters(view, group, () => remember(view, "pushState"));
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
  NARROW.addEventListener("change", () => {
    view.facets.open = !NARROW.matches && !view.place.classList.contains("searching--few");
  });
  const early = view.input.value; // on a slow line people write before this script arrives
  restore(view);
  if (early.trim() && early !== view.input.value) {
    view.input.value = early;
    remember(view, "replaceState");
  }
  let isFirst = true; // the place as it is when the page opens is read with the search itself
  following(() => isFirst || show(view));
  isFirst = false;
  if (!view.input.value && !Object.keys(view.chosen).length) view.input.focus({ preventScroll: true });
}

function restore(view) {
  const query = new URLSearchParams(location.search);
  view.input.value = query.get("q") ?? "";
  view.chosen = {};
  for (const facet of FACETS) {
    const values = query.getAll(facet).flatMap((value) => value.split(",")).filter(Boolean);
    if (values.length) view.chosen[facet] = values;
  }
  view.ignored = new Set((query.get("senza") ?? "").split(",").filter(Boolean));
  view.asked = false;
  fold(view, view.input.value.trim() || Object.keys(view.chosen).length);
  show(view);
}

/** On a narrow screen choices fold away when a search begins, so that its first answer is in sight. */
function fold(view, asking) {
  if (!NARROW.matches) view.facets.open = !view.place.classList.contains("searching--few");
  else if (!asking || !view.asked) view.facets.open = false;
  view.asked = Boolean(asking);
}

/** Where results are few and nothing is chosen there is nothing to part, but for what is over. */
function foldFew(view, number) {
  const isFew = number <= AT_A_GLANCE && !Object.values(view.chosen).flat().length;
  view.place.classList.toggle("searching--few", isFew);
  const isPast = view.groups.some((group) => group.dataset.facet === "tempo" && !group.hidden);
  view.facets.hidden = isFew ? !isPast : view.groups.every((group) => group.hidden);
  if (!NARROW.matches) view.facets.open = !isFew;
}

/** The address says what is shown, so it can be sent to somebody. */
function remember(view, how) {
  const query = new URLSearchParams();
  if (view.input.value.trim()) query.set("q", view.input.value.trim());
  for (const facet of FACETS) if (view.chosen[facet]?.length) query.set(facet, view.chosen[facet].join(","));
  if (view.ignored.size && query.has("q")) query.set("senza", [...view.ignored].join(","));
  const address = query.size ? `?${query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")}` : location.pathname;
  history[how](null, "", address);
  show(view);
}

async function show(view) {
  const mine = ++view.turn;
  const words = view.input.value.trim();
  const filters = filtersOf(view);
  const choices = Object.values(view.chosen).flat().length;
  const filtering = choices > 0;
  if (!words && !filtering) view.place.classList.add("searching--few"); // nothing to part yet
  fold(view, words);
  view.howMany.textContent = filtering ? `(${choices})` : "";
  view.clear.hidden = !filtering;
  view.facets.hidden = false;
  view.wayOn.hidden = true;
  view.meant.hidden = true;
  view.beside.hidden = true;
  for (const whom of [view.whom, view.whomInNeed]) whom?.toggleAttribute("hidden", true);
  if (!words) view.first.hidden = view.understood.hidden = true;
  showPressed(view);
  for (const part of view.idle) part.hidden = Boolean(words) || filtering;
  view.doors?.toggleAttribute("hidden", Boolean(words) || filtering);
  view.place.classList.toggle("searching--asked", Boolean(words) || filtering);
  if (!words && !filtering) {
    view.status.textContent = "";
    view.hits.replaceChildren();
    restoreCounts(view);
  } else {
    view.status.textContent = view.status.dataset.working;
    await answer(view, words, filters, mine).catch(() => {
      if (mine === view.turn) failed(view.status, () => show(view));
    });
  }
  if (mine === view.turn) view.place.dataset.settled = location.search;
}

function filtersOf(view) {
  const filters = {};
  for (const [facet, values] of Object.entries(view.chosen)) if (values.length) filters[facet] = { any: values };
  if (filters.luogo) filters.luogo = serving(view.chosen.luogo, view.around);
  if (filters.tempo) delete filters.tempo; // «Anche quello che si è concluso» adds what is over to what goes on
  else filters.tempo = NOW;
  return filters;
}

async function answer(view, typed, pressed, mine) {
  const vocabulary = await spokenIn(typed);
  const asked = understood(typed, vocabulary, view.ignored);
  const sought = await within(asked, typed, pressed, FIRST, vocabulary.doubts);
  const { words, choices, unmet, filters, counted: held } = sought;
  let { found, hits, doubtful } = sought;
  const reaching = await ownBefore(view, found, filters);
  if (view.chosen.luogo?.length) hits = ownFirst(await loaded(found.results.slice(0, FIRST), found), view.chosen.luogo);
  const place = filters.luogo || hits.some((hit) => hit.isSaid) ? null : await placeAsked(view, words);
  const instead = place && (await elsewhere(view, place, filters));
  if (instead) ({ found, hits, doubtful } = { doubtful: [], ...instead });
  const { isSureOf, ...shown } = sureOf(view, hits, found);
  if (isSureOf && found.results.length <= FIRST) {
    // Of a danger nothing is held back.
    const isKin = asked.needs.length && !asked.needs.some(isDangerous) ? kinOf(hits.filter(isSureOf)) : () => true;
    hits = hits.filter((hit) => isSureOf(hit) || (reason(view, hit, shown) && isKin(hit)));
  }
  let dropped = Math.min(FIRST, found.results.length) - hits.length;
  const counts = held.found && !instead && !dropped ? await countsByFacet(view, held, filters) : countsOf([...hits, ...doubtful]);
  counts.luogo = servingCounts(counts.luogo, view.around);
  if (found.pages !== undefined && counts.genere) counts.genere = { ...counts.genere, pagina: found.pages };
  if (mine !== view.turn) return;
  const numbers = hits.length || doubtful.length || asked.needs.length ? asked.numbers : vocabulary.atonce;
  showFirst(view.first, { ...asked, numbers });
  showChoices(view.understood, choices, unmet, (choice) => {
    view.ignored.add(keyOf(choice));
    remember(view, "pushState");
    view.input.focus({ preventScroll: true });
  });
  const partial = await leftOut(words, found, filters);
  if (mine !== view.turn) return;
  const above = hits.length;
  hits = besideNeeds(view, hits, counts, { ...asked, numbers });
  dropped += above - hits.length;
  showCounts(view, counts, partial);
  const near = isSureOf ? hits.filter((hit) => !isSureOf(hit)) : [];
  const sure = hits.filter((hit) => !near.includes(hit));
  view.shown = { ...shown, once: onlyReason(view, near, shown), runs: runsOf(sure) };
  const isHelping = asked.needs.length && !view.chosen.genere && helpingIn(view);
  const helping = isHelping ? sure.filter(isHelping) : [];
  showHits(view, sure.filter((hit) => !helping.includes(hit)), helping, near, found, mine);
  showDoubtful(view, doubtful, filters);
  if (found.instead) showMeant(view, found.instead);
  const isNothing = !hits.length && !doubtful.length;
  if (isNothing && !asked.needs.length) view.doors?.removeAttribute("hidden");
  view.wayOn.hidden = found.strict > 0 || doubtful.length > 0 || hits.some((hit) => hit.isAnswer);
  showBeside(view, sure, asked.needs.length > 0);
  foldFew(view, hits.length + doubtful.length);
  const isSure = hits.length > 0 || !doubtful.length;
  const texts = view.status.dataset;
  const isParted = near.length && near.length < hits.length && found.results.length <= FIRST;
  const tally = found.results.length <= FIRST ? tallyOf(texts, hits, found.needs) : "";
  // One number for all that stands below, which the choices of what it is add up to.
  const told = isParted ? counted(texts, hits.length) : statusOf(found, texts, dropped, tally);
  const status = instead?.status ?? (isNothing && typed ? texts.nothing.replace("{words}", typed) : isSure ? told : texts.doubtful);
  view.status.textContent = reaching ? `${status}. ${view.hits.dataset.reaching}: ${reaching}` : status;
  if (partial) askPlace(view, partial);
}

/** What to say of the parts of a large catalogue that were not read: those that hold all the words, or some where none does. */
async function leftOut(words, { strict, meant }, filters) {
  const engine = await start();
  const asked = strict ? [words] : [words, ...meant];
  return (await Promise.all(asked.map((text) => engine.leftOut(text, filters)))).find(Boolean) ?? "";
}

/** Say that a place is wanted, with the way to choose it. */
function askPlace(view, partial) {
  const [first, change] = ["ask", "change"].map((name) => view.place.querySelector(`[data-place-picker] [data-${name}]`));
  const asking = placeKept() ? change : first;
  const button = element("button", { type: "button", className: "chip", textContent: asking.textContent });
  button.addEventListener("click", () => asking.click());
  view.status.append(element("span", { className: "results__partial" }, ` ${partial} `, button));
}

/** Put what is done in the places chosen before what only reaches them, and tell how many of those there are. */
async function ownBefore(view, found, filters) {
  if (!view.chosen.luogo?.length) return 0;
  const own = await (await start()).search(EVERYTHING, { filters: { ...filters, luogo: { any: view.chosen.luogo } } });
  const ids = new Set(own.results.map(({ id }) => id));
  const isReaching = ({ id }) => Number(!ids.has(id));
  if (found.strict === found.results.length) found.results = [...found.results].sort((left, right) => isReaching(left) - isReaching(right));
  return found.results.filter(isReaching).length;
}

async function placeAsked(view, words) {
  return placeIn(view.place.querySelectorAll('[data-facet="luogo"] [data-name]'), words, await placesBegun(foldedWords(words)));
}

/** Words and a place that no record holds together: what there is in that place, or else around it, saying so. */
async function elsewhere(view, place, filters) {
  const there = await find(place.rest, { ...filters, luogo: serving([place.code], view.around) });
  const inPlace = await loaded(there.results.slice(0, FIRST), there);
  if (inPlace.some((hit) => hit.isAnswer)) {
    const status = view.status.dataset.nearin.replace("{words}", place.restTyped).replace("{place}", place.name);
    return { found: { ...there, found: null, instead: "" }, hits: inPlace, status };
  }
  const found = await find(place.rest, filters);
  const hits = ordered(nearer(await loaded(found.results.slice(0, FIRST), found), place));
  if (!found.strict || !hits.some((hit) => isKind(hit, found.meant))) return null;
  const { any } = serving([place.code], view.around);
  if (hits.some((hit) => hit.filters.luogo?.some((value) => any.includes(value)))) return { found, hits };
  return { found, hits, status: view.status.dataset.elsewhere.replace("{words}", place.restTyped).replace("{place}", place.name) };
}

/** «Forse cercavi…»: the results are already those of the word that was probably meant. */
function showMeant(view, instead) {
  const link = view.meant.querySelector("a");
  const query = new URLSearchParams(location.search);
  query.set("q", instead);
  link.href = `?${query}`;
  link.textContent = instead;
  view.meant.hidden = false;
}

/** Across facets choices narrow, within one they widen: its own counts are those of the search without it. */
async function countsByFacet(view, { found, words }, filters) {
  const counts = { ...found.filters };
  for (const facet of FACETS) {
    if (facet in filters || facet === "tempo") counts[facet] = await countWithout(words, filters, facet);
  }
  return counts;
}

/** The results without those that already stand above them, which are not counted either. */
function besideNeeds(view, hits, { genere }, { needs, numbers }) {
  const above = new Set([...view.first.querySelectorAll("a")].map(({ href }) => href));
  const isAbove = (hit) => above.has(new URL(addressOf(hit), location.href).href);
  if (hits.every(isAbove)) {
    // The page of the need alone was found: said once, above, or where it was called by its name below; of a danger twice.
    if (!hits.length || needs.some(isDangerous)) return hits;
    if (!view.chosen.genere && hits.every(({ step }) => step !== NAMED)) return [];
    showFirst(view.first, { needs: [], numbers });
    return hits;
  }
  for (const hit of hits.filter(isAbove)) if (genere?.[hit.filters.genere?.[0]]) genere[hit.filters.genere[0]] -= 1;
  return hits.filter((hit) => !isAbove(hit));
}

/**
 * Tells whether a result says what was asked, or is about a subject or for people that are called so; beside such results the others
 * are only near (null where no result does). With it by what terms (`needs`) and subjects (`meantThemes`) something may be near.
 */
function sureOf(view, hits, { meant, needs }) {
  const asked = (meant ?? []).map(form);
  const called = new Set(hits.filter((hit) => NAMING.has(hit.filters.genere?.[0]) && asked.length && isCalled(hit, asked)).map(({ meta }) => meta.title));
  const labels = ({ tema = [], per = [] }) => [...tema.map((code) => view.themes.get(code)), ...per.map((code) => view.people.get(code))];
  const isSureOf = (hit) => hit.isMeant || hit.isAnswer || hit.step > 1 || labels(hit.filters).some((label) => called.has(label));
  const meantThemes = new Set(hits.filter((hit) => hit.filters.genere?.[0] === "tema" && isSureOf(hit)).map((hit) => hit.meta.title));
  return { isSureOf: asked.length && hits.some(isSureOf) ? isSureOf : null, meantThemes, needs };
}

/**
 * Tells whether a result has a theme, people or a kind in common with some of these, or is what they are about. Who says a need
 * has its page: a camper where one is asked how one sleeps is no bed.
 */
function kinOf(sure) {
  const held = (hit) => ["tema", "per", "tipo"].flatMap((facet) => (hit.filters[facet] ?? []).map((code) => `${facet}:${code}`));
  const common = new Set(sure.flatMap(held));
  return (hit) => hit.isNotice || !TOLD.has(hit.filters.genere?.[0]) || held(hit).some((code) => common.has(code));
}

/** What each body does of what was found. */
function runsOf(hits) {
  const found = new Map();
  for (const { meta: { chi, title } } of hits) if (chi) found.set(chi, (found.get(chi) ?? new Set()).add(title));
  return found;
}

/** Tells whether something is for who would lend a hand, or tells how others did: who asks for help comes for neither. */
function helpingIn(view) {
  const helpers = new Set(view.hits.dataset.helpers.split(" "));
  return ({ filters: { genere: [genre] = [], per = [] } }) => genre === "pratica" || (genre === "attivita" && per.some((code) => helpers.has(code)) && per.every((code) => helpers.has(code) || code === EVERYBODY));
}

/** After the last result: the kinds and the themes that half of the results or more share and that are no result themselves; whom to ask. */
function showBeside(view, hits, isNeed) {
  const held = new Map();
  for (const { filters } of hits) {
    for (const facet of ["tipo", "tema"]) for (const code of filters[facet] ?? []) held.set(`${facet}:${code}`, (held.get(`${facet}:${code}`) ?? 0) + 1);
  }
  const told = new Set(hits.map(({ meta }) => meta.title));
  const of = hits.filter(({ filters }) => filters.tipo ?? filters.tema).length;
  const terms = [...held].filter(([, number]) => number * 2 >= of).sort(([, one], [, other]) => other - one).map(([key]) => view.terms.get(key)).filter((term) => term && !told.has(term[1]));
  view.beside.lastElementChild.replaceChildren(...terms.slice(0, BESIDE).map(([href, textContent]) => element("li", {}, element("a", { className: "chip", href, textContent }))));
  view.beside.hidden = !terms.length;
  const whom = (isNeed && view.whomInNeed) || view.whom;
  if (whom) whom.hidden = false;
}

/** Why all that is near is so, where it is one and the same for several: it is said once. */
function onlyReason(view, near, shown) {
  const [first, ...others] = near.map((hit) => reason(view, hit, shown));
  return others.length && others.every((other) => other === first) ? first : "";
}

/**
 * Results by kind: activities first, unless something of another kind is clearly what was meant; then what is for who would help
 * (`helping`); last what is only near, if anything is surer, again activities first.
 */
function showHits(view, hits, helping, near, found, mine) {
  const rest = found.results.slice(FIRST);
  const byGenre = genresOf(hits);
  const order = inOrder(byGenre, found.needs);
  view.hits.replaceChildren(...order.map((genre) => group(view, genreName(view.hits.dataset, genre), byGenre.get(genre), order.length === 1 && !near.length ? FIRST : PER_GROUP)));
  if (helping.length) view.hits.append(group(view, view.hits.dataset.helping, helping, PER_GROUP, { isMixed: true }));
  const isDone = (hit) => Number(hit.filters.genere?.[0] === "attivita");
  const doneFirst = [...near].sort((left, right) => isDone(right) - isDone(left));
  if (near.length) view.hits.append(group(view, view.hits.dataset.maybe, doneFirst, PER_GROUP, { isNear: true, isMixed: true }));
  if (rest.length) view.hits.append(moreButton(view, rest, mine, found));
}

/** What may answer, and does not say whether: told apart, by what is missing. */
function showDoubtful(view, hits, { accesso }) {
  const asked = JSON.stringify(accesso ?? "");
  let rest = hits;
  for (const [value, label] of Object.entries(JSON.parse(view.hits.dataset.unsaid))) {
    if (!asked.includes(`"${value}"`)) continue;
    const isMissing = (hit) => hit.filters.accesso?.includes(value);
    const missing = rest.filter(isMissing);
    rest = rest.filter((hit) => !isMissing(hit));
    if (missing.length) view.hits.append(group(view, label, missing, PER_GROUP));
  }
}

/** The next time of what is in a list; what cannot be said stands in words. */
function tellHours(view, list) {
  const places = [...list.querySelectorAll("[data-signs]:not([data-state])")];
  const inOrderOfTime = () => {
    const next = (item) => item.querySelector(".now")?.dataset.next ?? "~";
    for (const several of list.querySelectorAll(".hit__places")) several.append(...ranked([...several.children], next));
  };
  sayHours(places, JSON.parse(view.hits.dataset.conventions), view.hits.dataset.closed).then(inOrderOfTime).catch(() => places.forEach((place) => { place.dataset.state = ""; }));
}

function group(view, heading, hits, most, { isNear = false, isMixed = false } = {}) {
  const cards = together(hits);
  const atOnce = cards.length - most < FEW ? cards.length : most;
  const list = element("div", { className: "cards" });
  const why = isNear && view.shown.once ? [element("p", { className: "quiet hit__why", textContent: view.shown.once })] : [];
  const section = element("section", {}, element("h2", { className: "hit__kind", textContent: heading }), ...why, list);
  let shown = 0;
  const showSome = () => {
    list.append(...cards.slice(shown, shown + atOnce).map((same) => card(view, same, isNear, isMixed)));
    shown += atOnce;
    tellHours(view, list);
  };
  showSome();
  if (shown < cards.length) {
    const more = element("button", { type: "button", className: "chip", textContent: view.hits.dataset.more.replace("{n}", cards.slice(shown).flat().length) });
    more.addEventListener("click", () => {
      const first = list.children.length;
      while (shown < cards.length) showSome();
      more.parentElement.remove();
      list.children[first]?.querySelector("a").focus();
    });
    section.append(element("p", { className: "more" }, more));
  }
  return section;
}

function moreButton(view, rest, mine, found) {
  const more = element("button", { type: "button", className: "chip", textContent: view.hits.dataset.others.replace("{n}", rest.length) });
  more.addEventListener("click", async () => {
    more.disabled = true;
    const hits = await loaded(rest, found).then((more) => ownFirst(more, view.chosen.luogo)).catch(() => null);
    more.disabled = false;
    if (!hits) return failed(view.status, () => show(view));
    if (mine !== view.turn) return;
    const list = element("div", { className: "cards" }, ...together(hits).map((same) => card(view, same)));
    tellHours(view, list);
    more.parentElement.replaceWith(list);
    list.querySelector("a")?.focus();
  });
  return element("p", { className: "more" }, more);
}
