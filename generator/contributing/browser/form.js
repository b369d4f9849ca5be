// The form: opens what the address asks for, keeps where one is in the history of the browser (back is the question
// before), and the draft on this device. Nothing leaves it but by the hands of who writes.

import { makeChecker } from "../../checking/browser/check.js";
import { slug } from "../../checking/browser/data.js";
import { formatRules } from "../../checking/browser/formats.js";
import { HIDDEN, textRules, unreadable } from "../../checking/browser/texts.js";
import { Unreachable, kept } from "../../reading/browser/fetched.js";
import { againButton } from "../../site/parts/again.js";
import { button, el, heading, linkButton } from "./form-dom.js";
import { wordsOfTheForm } from "./form-findings.js";
import { comparison, confirmation, decision } from "./form-reading.js";
import { question, overview } from "./form-screens.js";
import { preview } from "./form-preview.js";
import { thanks, ways } from "./form-sending.js";
import { firstKeys, put, shapeAt, valueAt } from "./form-shape.js";
import { afterKeeping, draftsOf, listDrafts, readFiles, readRecord, sentFlow } from "./form-store.js";
import { foundWords, matching, recordWords } from "./form-suggest.js";
import { speaker } from "./form-words.js";

// The id of a good practice that one wants to try, or of an activity that another resembles.
const INNER = /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/;
const NETWORK = /^[a-z0-9-]{1,80}$/;
const INSIDE = { attivita: "attivita", pratica: "buone_pratiche", bisogno: "bisogni", offerta: "offerte" };
const SHOWN = 8;

const box = document.querySelector("[data-form]");
const start = box.querySelector("[data-start]");
const stage = box.querySelector("[data-stage]");
const others = document.querySelector("[data-others]");
const newer = el("div", { class: "newer", role: "status", hidden: true });
stage.before(newer);
const address = location.href.split("#")[0];
const today = new Date().toLocaleDateString("sv"); // as ISO 8601 has it, by the clock of the device
const drafts = draftsOf(today, JSON.parse(box.dataset.unkept));

const app = {
  flow: null,
  today,
  address,
  settings: { ...box.dataset },
  route: (name, path = []) => [name, ...path].map(encodeURIComponent).join("/"),
  go(route) {
    history.pushState({ route, flow: app.flow?.name }, "", address);
    return open(route);
  },
  back: () => history.back(),
  keep() {
    const { flow } = app;
    if (!flow) return;
    nameNew(flow);
    const { name } = flow;
    if (!drafts.keep(afterKeeping(flow, drafts.named(name)), flow.records[0]?.data.nome ?? flow.title)) return;
    history.replaceState({ ...history.state, flow: flow.name }, "", address);
    tellNewer(name);
  },
  /** A proposal that has been handed over stays for a while: whether it has left, only its writer can see. */
  sent() {
    app.keep();
    const { name } = app.flow;
    sentFlow(app.flow, today);
    app.keep();
    if (app.flow.name !== name) drafts.forget(name);
    return app.go("fatto");
  },
  isUnkept: () => drafts.isUnkept(app.flow),
  forget() {
    if (app.flow && !drafts.newer(app.flow)) drafts.forget(app.flow.name);
    app.flow = null;
    location.hash = "#inizio";
  },
  attempt,
};

/** Read everything once, when it is first needed. */
const load = kept(() =>
  readFiles().then((files) => {
    const { rules } = files.contract;
    const t = speaker({ ...files, lang: document.documentElement.lang });
    const words = wordsOfTheForm({ ...files, t });
    Object.assign(app, files, {
      t,
      words,
      check: makeChecker({ ...files, today, words, first: unreadable }),
      similar: (query) =>
        import("../../matching/browser/similar.js")
          .then(({ similarTo }) => similarTo(query, SHOWN))
          .then(
            (found) => found.filter(({ close }) => close),
            () => [],
          ),
      env: {
        ...files,
        t,
        away: app.settings.away,
        formats: formatRules(rules, textRules(rules)),
        data: () => app.flow.records[0].data,
        textNear,
        homePlaces,
      },
    });
    t.record = () => app.flow?.records[0].data;
  }),
);

/** Do what may need the network: where the site does not answer, say so, and go on when it does. */
async function attempt(act) {
  try {
    await act();
  } catch (failure) {
    const isAway = failure instanceof Unreachable;
    const again = isAway && el("p", { class: "actions" }, againButton(app.settings.retry, () => attempt(act)));
    show(el("div", {}, heading(isAway ? app.settings.away : app.settings.failed), again));
    others.hidden = false;
    if (!isAway) throw failure;
  }
}

/** Another page has gone on with the same draft: nothing of either is lost, and one chooses where to go on. */
function tellNewer(name) {
  const { t } = app;
  const goOn = () => {
    const found = drafts.named(name); // unless it has been deleted there meanwhile
    newer.hidden = true;
    if (!found) return;
    app.flow = { ...found, isResumed: true };
    app.go(app.route("scheda", app.flow.at));
  };
  const stay = () => {
    app.keep();
    newer.hidden = true;
  };
  if (!newer.hidden) return; // what is being pressed stays where it is
  newer.hidden = false;
  newer.replaceChildren(
    el("p", {}, t("form.newer")),
    el("p", { class: "actions" }, button(t("form.newer_go_on"), goOn, false), button(t("form.newer_keep"), stay)),
  );
}

const HARD_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g; // as `reading/syntax.py` has them
const BETWEEN_CURLY = /^\s*[“”„‟]([^“”„‟"]+)[“”„‟"]\s*$/u;

/** What came along with a copied text is mended as it is written or pasted, and this is said. */
function mendCopied({ target, isComposing }) {
  const written = target.value ?? "";
  const hidden = new RegExp(HIDDEN, "gu");
  const bare = (text) => text.replace(hidden, "").replace(HARD_SPACES, " ");
  if (isComposing) return;
  let mended = bare(written);
  let said = hidden.test(written) ? "form.cleaned" : "form.spaces";
  // Who puts the quotes back wants them.
  const between = "unquoted" in target.dataset ? null : BETWEEN_CURLY.exec(mended);
  if (between) {
    target.dataset.unquoted = "";
    mended = between[1];
    said = "form.unquoted";
  }
  if (mended === written) return;
  const at = between ? mended.length : bare(written.slice(0, target.selectionStart)).length;
  target.value = mended;
  target.setSelectionRange(at, at);
  const note = target.parentElement.querySelector("[data-cleaned]") ?? el("p", { role: "status", "data-cleaned": true });
  target.after(note);
  note.textContent = app.t(said);
}

/** Words already written around an answer: what suggestions are made from. */
function textNear(path) {
  const around = valueAt(app.env.data(), path.slice(0, -1)) ?? {};
  return ["nome", "titolo", "descrizione_breve", "descrizione", "testo"]
    .map((key) => around[key])
    .filter((text) => typeof text === "string")
    .join(" ");
}

/** Places likely to be meant: those of the record, of what it belongs to, of the catalogue. */
function homePlaces() {
  const own = [app.env.data().territori ?? []].flat();
  const town = app.vocabularies.territori?.find(({ it }) => it === app.settings.town);
  return [...new Set([...own, ...(town ? [town.codice] : [])])];
}

const decoded = (route) =>
  route
    .split("/")
    .slice(1)
    .map(decodeURIComponent)
    .map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step));

const open = (route) =>
  attempt(async () => {
    await load();
    let screen = await screenOf(route);
    const isNamed = await app.records.fetchWanted().catch(() => false); // without the network ids stand for names
    if (isNamed) screen = await screenOf(route);
    show(screen);
  });

function screenOf(route) {
  const [name] = route.split("/");
  const path = decoded(route);
  if (name === "scegli") return chooser(...path.map(String));
  if (name === "confronto") return comparison(app, path[0]);
  if (!app.flow) return missing();
  if (name === "conferma") return confirmation(app);
  if (name === "decisione") return decision(app, ...path.map(String));
  if (name === "passo") return question(app, path, stepsOf(path));
  if (name === "domanda") return question(app, path, []);
  if (name === "scheda") return shapeAt(app.contract, app.flow.records[0].kind, path)?.properties ? overview(app, path) : missing();
  if (name === "anteprima") return preview(app);
  if (name === "manda") return ways(app);
  return name === "fatto" ? thanks(app) : missing();
}

const stepsOf = (path) => firstKeys(shapeAt(app.contract, app.flow.records[0].kind, path.slice(0, -1)));

const missing = () =>
  el(
    "div",
    {},
    heading(app.t("form.not_found")),
    el("p", {}, app.t("form.not_found_note")),
    el("p", { class: "actions" }, linkButton(app.t("form.again"), "#inizio", false)),
  );

let first = true;

function show(screen) {
  start.hidden = Boolean(screen);
  stage.replaceChildren(...(screen ? [screen] : []));
  others.hidden = Boolean(screen);
  if (screen && !first) {
    box.scrollIntoView({ block: "start" });
    screen.querySelector("[data-heading]")?.focus({ preventScroll: true });
  }
  first = false;
}

/** Open what the end of the address says. */
async function openHash() {
  newer.hidden = true;
  const name = location.hash.slice(1);
  const asked = new URLSearchParams(location.hash.slice(1));
  const replace = (route) => {
    history.replaceState({ route, flow: app.flow?.name }, "", location.href);
    return open(route);
  };
  if ([...asked].length) show(el("p", { role: "status" }, box.dataset.loading));
  if (asked.has("proposta")) return replace(app.route("confronto", [asked.get("proposta")]));
  const opened = asked.has("scheda") ? openRecord : asked.has("nuova") ? openNew : null;
  if (opened) return attempt(async () => replace(await opened(name, asked)));
  history.replaceState(null, "", address);
  show(null);
  return showDrafts();
}

const showDrafts = () => listDrafts(start.querySelector("[data-drafts]"), drafts, box.dataset);

async function openRecord(name, asked) {
  await load();
  const [confirms, met] = [asked.has("conferma"), asked.get("risolto")];
  const [id, inner] = asked.get("scheda").split("/");
  const found = await readRecord(app.records, { id });
  app.flow = null;
  if (!found) return "assente";
  const at = inner ? innerPath(found.dati, inner) : [];
  const decided = decisionOn(found, at, asked);
  app.flow = (!confirms && !decided && !met && resumed(name, found.impronta)) || flowOn(name, found, at);
  if (confirms) return "conferma";
  if (decided) return app.route("decisione", decided);
  return met ? withoutNeed(met) : app.route("scheda", app.flow.at);
}

/** A need that was met is taken away, by its id or as the only one of its kind; else one chooses which. */
function withoutNeed(met) {
  const { data } = app.flow.records[0];
  const needs = [data.bisogni ?? []].flat();
  const those = needs.filter(({ id, risorsa }) => met === (id || risorsa));
  if (those.length !== 1) return app.route("domanda", ["bisogni"]);
  put(data, ["bisogni"], needs.filter((need) => need !== those[0]));
  return "anteprima";
}

/** What is decided about two records: the list that keeps it, the other one, and the answer that comes filled in. */
function decisionOn({ kind }, at, asked) {
  const [alike, known] = [asked.get("simile") ?? "", asked.get("relazione") ?? ""];
  if (at[0] === "attivita" && INNER.test(alike)) return ["simile_a", alike, asked.get("esito") ?? ""];
  return !at.length && kind === "rete" && NETWORK.test(known) ? ["relazioni", known, ""] : null;
}

/** A draft goes on where it was left, unless it was sent and the record has changed since. */
function resumed(name, fingerprint) {
  const draft = drafts.named(name);
  const isOld = draft?.sent && fingerprint && draft.records[0].fingerprint !== fingerprint;
  return draft && !isOld ? { ...draft, isResumed: true } : null;
}

const flowOn = (name, { kind, id, impronta, dati, legami }, at) => ({
  name,
  at,
  title: dati.nome,
  source: "",
  records: [{ kind, id, isNew: false, fingerprint: impronta, before: dati, data: structuredClone(dati), ties: legami }],
});

/** Where an activity or a practice stands in a record, by the id that its page has. */
function innerPath(data, inner) {
  for (const key of ["attivita", "buone_pratiche"]) {
    const at = [data[key] ?? []]
      .flat()
      .findIndex((item) => (item?.id || slug(item?.nome ?? item?.titolo ?? "")) === inner);
    if (at >= 0) return [key, at];
  }
  return [];
}

async function openNew(name, asked) {
  await load();
  const what = asked.get("nuova");
  app.flow = resumed(name);
  if (app.flow) return app.route("scheda", app.flow.at);
  const told = { pratica: ["da"], attivita: ["diversa", "perche"] }[what] ?? [];
  const [of, why] = told.map((key) => asked.get(key) ?? "");
  const about = INNER.test(of ?? "") ? [of, ...(why ? [why.slice(0, 200)] : [])] : [];
  // A draft with a name of its own, which is no longer here.
  if (asked.size > about.length + 1) return "assente";
  if (Object.hasOwn(INSIDE, what)) return app.route("scegli", [what, ...about]);
  if (what !== "rete" && what !== "ente") return "assente";
  app.flow = {
    name,
    at: [],
    title: app.t(`form.new_${what}`),
    source: "",
    records: [{ kind: what, id: "", isNew: true, before: null, data: {} }],
  };
  return app.route("passo", stepsOf(["nome"]).slice(0, 1));
}

/** A new activity stands in the record of who does it: which one? `about`: what a practice is taken from, or what it differs from and why. */
function chooser(what, ...about) {
  const { t } = app;
  const results = el("ul", { class: "doors" });
  const status = el("p", { class: "help", role: "status" });
  const input = el("input", { type: "search", id: "modulo-chi", autocomplete: "off", spellcheck: "false" });
  const doors = (record) => ({ words: recordWords(record), label: record.nome, record });
  const door = ({ label, record }) => {
    const onclick = () => attempt(() => addTo(record, what, ...about));
    return el("button", { type: "button", class: "door", onclick }, label);
  };
  input.addEventListener("input", () => showFound({ input, status, results }, doors, door));
  return el(
    "div",
    {},
    heading(el("label", { for: input.id }, t(`form.whose_${what}`))),
    el("p", { class: "help" }, t("form.whose_note")),
    el("div", { class: "field" }, input, status),
    results,
    el(
      "p",
      {},
      t("form.whose_missing"),
      " ",
      el("a", { href: "#nuova=ente" }, t("form.new_ente")),
      " · ",
      el("a", { href: "#nuova=rete" }, t("form.new_rete")),
    ),
  );
}

/** Show the few doors of records whose words hold what is typed. */
async function showFound({ input, status, results }, doorsOf, door) {
  const typed = input.value;
  try {
    await load();
    const { rows, isCut } = await app.records.find(typed);
    if (typed !== input.value) return;
    const found = matching(typed, rows.flatMap(doorsOf), ({ words }) => words, SHOWN);
    results.replaceChildren(...found.map((item) => el("li", {}, door(item))));
    status.textContent = typed.trim() ? app.t(foundWords(found, isCut), { n: found.length }) : "";
  } catch (failure) {
    if (!(failure instanceof Unreachable)) throw failure;
    const again = () => showFound({ input, status, results }, doorsOf, door);
    status.replaceChildren(app.settings.away, " ", againButton(app.settings.retry, again));
  }
}

async function addTo(record, what, of, why) {
  const found = await readRecord(app.records, record);
  if (!found) return app.go("assente");
  const key = INSIDE[what];
  const at = [key, [found.dati[key] ?? []].flat().length];
  app.flow = flowOn(`nuova=${what}`, found, at);
  const { data } = app.flow.records[0];
  if (!Array.isArray(found.dati[key])) put(data, [key], []);
  if (of && what === "pratica") put(data, [...at, "da"], of);
  else if (of) put(data, [...at, "simile_a"], [{ attivita: of, esito: "diversa", ...(why ? { nota: why } : {}) }]);
  return app.go(app.route("passo", [...at, stepsOf([...at, "nome"])[0]]));
}

/** A new record takes its id from its name, one that nobody has. */
function nameNew(flow) {
  const [record] = flow?.records ?? [];
  if (!record?.isNew) return;
  const base = slug(record.data.nome ?? "") || record.kind;
  record.id = base;
  for (let more = 2; app.records.get(record.id); more += 1) record.id = `${base}-${more}`;
  app.records.fetchWanted().then((isNews) => isNews && app.keep(), () => {});
}

/** The search of the first screen: a record, or the activity that one knows by name. */
function setUpSearch() {
  const [input, results, status] = ["find", "found", "status"].map((part) => start.querySelector(`[data-${part}]`));
  const door = ({ label, href }) => el("a", { class: "door", href }, label);
  const doors = (record) => [
    { words: recordWords(record), label: record.nome, href: `#scheda=${record.id}` },
    ...(record.attivita ?? []).map((inner) => ({
      words: inner.nome,
      label: `${inner.nome} · ${record.nome}`,
      href: `#scheda=${record.id}/${inner.id}`,
    })),
  ];
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", () => showFound({ input, status, results }, doors, door));
}

addEventListener("popstate", ({ state }) => {
  if (!state?.route) return openHash();
  const isHere = [app.flow?.name, app.flow?.begun].includes(state.flow);
  if (state.flow && !isHere) app.flow = drafts.namedOrBegun(state.flow) ?? app.flow;
  return open(state.route);
});

drafts.onChange(() => {
  if (!start.hidden) showDrafts();
  else if (app.flow && drafts.newer(app.flow)) tellNewer(app.flow.name);
});
stage.addEventListener("input", mendCopied, true);
document.querySelector("[data-without-script]").hidden = true;
setUpSearch();
const before = history.state;
if (before?.flow && !location.hash) app.flow = drafts.namedOrBegun(before.flow);
if (app.flow) open(before.route);
else openHash();
