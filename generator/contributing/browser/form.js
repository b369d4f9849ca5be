// The form: opens what the address asks for, keeps where one is in the history of the browser (back is the question
// before), and the draft on this device. Nothing leaves it but by the hands of who writes.

import { ROOT } from "../../addresses.js";
import { makeChecker } from "../../checking/browser/check.js";
import { slug } from "../../checking/browser/data.js";
import { formatRules } from "../../checking/browser/formats.js";
import { textRules } from "../../checking/browser/texts.js";
import { el, heading } from "./form-dom.js";
import { wordsOfTheForm } from "./form-findings.js";
import { comparison, confirmation } from "./form-reading.js";
import { question, overview } from "./form-screens.js";
import { preview } from "./form-preview.js";
import { thanks, ways } from "./form-sending.js";
import { firstKeys, put, shapeAt, valueAt } from "./form-shape.js";
import { afterKeeping, draftsOf, listDrafts, readFiles, readRecord, sentFlow } from "./form-store.js";
import { matching } from "./form-suggest.js";
import { speaker } from "./form-words.js";

const INSIDE = { attivita: "attivita", pratica: "buone_pratiche", bisogno: "bisogni", offerta: "offerte" };
const SHOWN = 8;

const box = document.querySelector("[data-form]");
const start = box.querySelector("[data-start]");
const stage = box.querySelector("[data-stage]");
const address = location.href.split("#")[0];
const now = new Date();
const two = (number) => String(number).padStart(2, "0");
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
const drafts = draftsOf(ROOT, today);

const app = {
  flow: null,
  today,
  address,
  settings: { ...box.dataset },
  sections: { rete: new URL(box.dataset.rete, address).href, ente: new URL(box.dataset.ente, address).href },
  route: (name, path = []) => [name, ...path].map(encodeURIComponent).join("/"),
  go(route) {
    history.pushState({ route, flow: app.flow?.name }, "", address);
    return open(route);
  },
  back: () => history.back(),
  keep() {
    if (!app.flow) return;
    const flow = afterKeeping(app.flow, drafts.named(app.flow.name));
    drafts.keep(flow.name, { ...flow, title: flow.records[0]?.data.nome ?? flow.title });
  },
  /** A proposal that has been handed over stays for a while: whether it has left, only its writer can see. */
  sent() {
    drafts.forget(app.flow.name);
    sentFlow(app.flow, today);
    app.keep();
    return app.go("fatto");
  },
  forget() {
    if (app.flow) drafts.forget(app.flow.name);
    app.flow = null;
    location.hash = "#inizio";
  },
};

let ready;

/** Read everything once, when it is first needed. */
function load() {
  ready ??= readFiles(ROOT).then((files) => {
    const { rules } = files.contract;
    const t = speaker({ ...files, lang: document.documentElement.lang });
    const words = wordsOfTheForm({ ...files, t });
    Object.assign(app, files, {
      t,
      words,
      check: makeChecker({ ...files, today, words }),
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
        formats: formatRules(rules, textRules(rules)),
        data: () => app.flow.records[0].data,
        textNear,
        homePlaces,
      },
    });
    t.record = () => app.flow?.records[0].data;
  });
  return ready;
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

async function open(route) {
  try {
    await load();
    show(await screenOf(route));
  } catch (error) {
    show(el("div", {}, heading(app.settings.failed)));
    throw error;
  }
}

function screenOf(route) {
  const [name] = route.split("/");
  const path = decoded(route);
  if (name === "scegli") return chooser(path[0]);
  if (name === "confronto") return comparison(app, path[0]);
  if (!app.flow) return missing();
  if (name === "conferma") return confirmation(app);
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
    el("p", { class: "actions" }, el("a", { class: "button", href: "#inizio" }, app.t("form.again"))),
  );

let first = true;

function show(screen) {
  start.hidden = Boolean(screen);
  stage.replaceChildren(...(screen ? [screen] : []));
  document.querySelector("[data-others]").hidden = Boolean(screen);
  if (screen && !first) {
    box.scrollIntoView({ block: "start" });
    screen.querySelector("[data-heading]")?.focus({ preventScroll: true });
  }
  first = false;
}

/** Open what the end of the address says. */
async function openHash() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const replace = (route) => {
    history.replaceState({ route, flow: app.flow?.name }, "", location.href);
    return open(route);
  };
  if ([...asked].length) show(el("p", { role: "status" }, box.dataset.loading));
  if (asked.has("proposta")) return replace(app.route("confronto", [asked.get("proposta")]));
  if (asked.has("scheda")) return replace(await openRecord(asked.get("scheda"), asked.has("conferma")));
  if (asked.has("nuova")) return replace(await openNew(asked.get("nuova"), asked.get("mandata")));
  history.replaceState(null, "", address);
  show(null);
  return listDrafts(start.querySelector("[data-drafts]"), drafts, box.dataset);
}

async function openRecord(wanted, confirms) {
  await load();
  const [id, inner] = wanted.split("/");
  const known = app.records.find((record) => record.id === id);
  const found = known && (await readRecord(app.sections, known));
  app.flow = null;
  if (!found) return "assente";
  const at = inner ? innerPath(found.dati, inner) : [];
  const name = `scheda=${wanted}${confirms ? "&conferma" : ""}`;
  app.flow = (!confirms && resumed(name, found.impronta)) || flowOn(name, found, at);
  return confirms ? "conferma" : app.route("scheda", app.flow.at);
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

async function openNew(what, sent) {
  await load();
  const name = `nuova=${what}${sent ? `&mandata=${sent}` : ""}`;
  app.flow = resumed(name);
  if (app.flow) return app.route("scheda", app.flow.at);
  if (sent) return "assente";
  if (Object.hasOwn(INSIDE, what)) return app.route("scegli", [what]);
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

/** A new activity stands in the record of who does it: which one? */
function chooser(what) {
  const { t } = app;
  const results = el("ul", { class: "doors" });
  const status = el("p", { class: "help", role: "status" });
  const input = el("input", { type: "search", id: "modulo-chi", autocomplete: "off", spellcheck: "false" });
  input.addEventListener("input", () => {
    const found = matching(input.value, app.records, recordWords, SHOWN);
    status.textContent = input.value.trim()
      ? t(found.length ? "form.found" : "form.found_none", { n: found.length })
      : "";
    results.replaceChildren(
      ...found.map((record) =>
        el("li", {}, el("button", { type: "button", class: "door", onclick: () => addTo(record, what) }, record.nome)),
      ),
    );
  });
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

const recordWords = ({ nome, altri_nomi = [] }) => [nome, ...altri_nomi].join(" ");

async function addTo(record, what) {
  const found = await readRecord(app.sections, record);
  if (!found) return app.go("assente");
  const key = INSIDE[what];
  const at = [key, [found.dati[key] ?? []].flat().length];
  app.flow = flowOn(`nuova=${what}`, found, at);
  if (!Array.isArray(found.dati[key])) put(app.flow.records[0].data, [key], []);
  return app.go(app.route("passo", [...at, stepsOf([...at, "nome"])[0]]));
}

/** A new record takes its id from its name, one that nobody has. */
function nameNew(flow) {
  const [record] = flow?.records ?? [];
  if (!record?.isNew) return;
  const taken = new Set(app.records.map(({ id }) => id));
  const base = slug(record.data.nome ?? "") || record.kind;
  record.id = base;
  for (let more = 2; taken.has(record.id); more += 1) record.id = `${base}-${more}`;
}

/** The search of the first screen: a record, or the activity that one knows by name. */
function setUpSearch() {
  const input = start.querySelector("[data-find]");
  const results = start.querySelector("[data-found]");
  const status = start.querySelector("[data-status]");
  input.addEventListener("focus", () => load().catch(() => {}), { once: true });
  input.addEventListener("input", async () => {
    await load();
    const doors = app.records.flatMap((record) => [
      { words: recordWords(record), label: record.nome, href: `#scheda=${record.id}` },
      ...(record.attivita ?? []).map((inner) => ({
        words: inner.nome,
        label: `${inner.nome} · ${record.nome}`,
        href: `#scheda=${record.id}/${inner.id}`,
      })),
    ]);
    const found = matching(input.value, doors, ({ words }) => words, SHOWN);
    results.replaceChildren(...found.map(({ label, href }) => el("li", {}, el("a", { class: "door", href }, label))));
    status.textContent = input.value.trim()
      ? app.t(found.length ? "form.found" : "form.found_none", { n: found.length })
      : "";
  });
}

const { keep } = app;
app.keep = () => {
  nameNew(app.flow);
  keep();
};

addEventListener("popstate", ({ state }) => {
  if (!state?.route) return openHash();
  const isHere = [app.flow?.name, app.flow?.begun].includes(state.flow);
  if (state.flow && !isHere) app.flow = drafts.namedOrSent(state.flow) ?? app.flow;
  return open(state.route);
});

document.querySelector("[data-without-script]").hidden = true;
setUpSearch();
const before = history.state;
if (before?.flow && !location.hash) app.flow = drafts.namedOrSent(before.flow);
if (app.flow) open(before.route);
else openHash();
