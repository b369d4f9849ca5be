// The screens where one writes: a question at a time, and the list of what has been said.

import { isEmpty, isGroup } from "../../checking/browser/data.js";
import { askedFirst, button, el, heading, newestWhenReleased } from "./form-dom.js";
import { field } from "./form-fields.js";
import { about, isDue, show, stops } from "./form-findings.js";
import { firstKeys, isBig, otherKeys, put, shapeAt, shapeOf, valueAt } from "./form-shape.js";
import { namesakes, nearby, readNamesakes } from "./form-suggest.js";

const MOST_ITEMS = 6;
// Milliseconds without a key, then the draft is kept.
const PAUSE = 500;
// Milliseconds: what appears in the moment of the tap has not been seen.
const A_LOOK = 400;

/** One question. `steps` are the keys asked in a row, empty for a question asked by itself. */
export function question(app, path, steps) {
  const { t, flow } = app;
  const { data, kind } = flow.records[0];
  const key = path.findLast((step) => typeof step === "string");
  const parent = path.slice(0, -1);
  const owner = shapeAt(app.contract, kind, parent);
  const shape = shapeAt(app.contract, kind, path);
  const isItem = Number.isInteger(path.at(-1));
  const isRequired = !isItem && Boolean(owner.required?.includes(key));
  const title = isItem ? t.item(key) : t.ask(owner.name, key);
  const help = isItem ? t.help("", key, "") : t.help(owner.name, key, shape.description);
  const start = begun(app, key);
  const control = field(shape, valueAt(data, path) ?? start, {
    env: app.env,
    path,
    name: key,
    title,
    help,
    isHeading: true,
    isRequired,
  });
  const aside = el("div", { class: "nearby", "aria-live": "polite" });
  const onward = el("button", { type: "submit", class: "button" }, t(steps.length ? "form.next" : "form.done_here"));
  const screen = el(
    "form",
    { novalidate: true, "data-question": path.join("/") },
    progress(app, key, steps),
    control.node,
    aside,
    el(
      "p",
      { class: "actions" },
      onward,
      button(t("form.back"), () => app.back()),
    ),
    isItem &&
      !isEmpty(valueAt(before(flow), path)) &&
      el(
        "p",
        {},
        button(t("form.remove"), () => remove(app, path), true, { class: "plain" }),
      ),
    draftLine(app),
  );

  let typing;
  const commit = () => {
    clearTimeout(typing);
    const answer = control.read();
    put(data, path, JSON.stringify(answer) === JSON.stringify(start) ? undefined : answer);
    app.keep();
    const isMissing = isRequired && isEmpty(valueAt(data, path));
    return isMissing ? [missing(app, path)] : about(app.check(data, kind), path);
  };
  const tell = teller(app, path, { screen, aside, onward });
  const later = newestWhenReleased();
  screen.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(commit, PAUSE);
  });
  screen.addEventListener("change", async () => {
    const findings = commit();
    await readNamesakes(app, path);
    later.act(() => screen.isConnected && tell.show(findings.filter(isDue)));
  });
  screen.addEventListener("submit", async (event) => {
    event.preventDefault();
    later.drop();
    const findings = commit();
    await readNamesakes(app, path);
    if (!screen.isConnected) return;
    const isNews = tell.isNews(findings);
    tell.show(findings)?.focus();
    if (findings.some(stops)) return;
    if (isNews) tell.stay();
    else app.go(nextRoute(app, path, steps));
  });
  readNamesakes(app, path).then(() => nearby(app, path, aside));
  return screen;
}

/** Tells what there is to say of an answer, and remembers what has been seen: who taps at once is kept once. */
function teller(app, path, { screen, aside, onward }) {
  const { t, flow } = app;
  const answer = () => JSON.stringify(valueAt(flow.records[0].data, path));
  const [asItWas, label, seen] = [answer(), onward.textContent, new Set()];
  let shownRemarks = [];
  const remarks = (findings) => [
    ...findings.filter((finding) => !stops(finding)).map((finding) => JSON.stringify(finding)),
    ...namesakes(app, path).map(({ id }) => id),
  ];
  screen.addEventListener("input", () => (onward.textContent = label));
  return {
    show(findings) {
      const now = (shownRemarks = remarks(findings));
      setTimeout(() => now.forEach((remark) => seen.add(remark)), A_LOOK);
      nearby(app, path, aside);
      return show(screen, findings, t);
    },
    isNews: (findings) => answer() !== asItWas && remarks(findings).some((remark) => !seen.has(remark)),
    stay() {
      shownRemarks.forEach((remark) => seen.add(remark));
      onward.textContent = t("form.next_anyway");
      (screen.querySelector(".finding") ?? aside).scrollIntoView({ block: "nearest" });
    },
  };
}

/** Who confirms does it today; the day alone is no answer. */
const begun = ({ today }, key) => (key === "verifica" ? { data: today } : undefined);

const before = (flow) => flow.records[0].before ?? {};

/** An answer that is missing is told under its own question; the check would tell it of the whole record. */
const missing = ({ t, words, flow }, path) => {
  const finding = { code: "E102", path, values: { key: path.at(-1) }, hint: "" };
  const { message, hint, values } = words(finding, flow.records[0].kind);
  return { ...finding, severity: "error", message: t.fill(message, values), hint };
};

function progress({ t }, key, steps) {
  if (!steps.length) return null;
  const at = steps.indexOf(key);
  const progress = t("form.step", { n: at + 1, of: steps.length });
  return el(
    "p",
    { class: "steps-done" },
    el("span", {}, progress),
    el("progress", { max: String(steps.length), value: at + 1, "aria-label": progress }),
  );
}

function nextRoute(app, path, steps) {
  const parent = path.slice(0, -1);
  const next = steps[steps.indexOf(path.at(-1)) + 1];
  if (steps.length && next) return app.route("passo", [...parent, next]);
  return app.route("scheda", steps.length || !isInside(path, app.flow.at) ? app.flow.at : overviewOf(app, path));
}

const isInside = (path, at) => at.every((step, index) => path[index] === step);

/** The nearest group around a path that has a list of its own. */
function overviewOf({ contract, flow }, path) {
  for (let end = path.length - 1; end > flow.at.length; end -= 1) {
    const shape = shapeAt(contract, flow.records[0].kind, path.slice(0, end));
    if (shape?.type === "group" && isBig(shape)) return path.slice(0, end);
  }
  return flow.at;
}

function remove(app, path) {
  const list = valueAt(app.flow.records[0].data, path.slice(0, -1));
  list.splice(path.at(-1), 1);
  app.keep();
  app.go(app.route("scheda", overviewOf(app, path.slice(0, -1))));
}

function draftLine(app) {
  const { t } = app;
  return el(
    "p",
    { class: "draft" },
    t(app.isUnkept() ? "form.draft_unkept" : "form.draft_kept"),
    " ",
    askedFirst(
      { label: t("form.draft_forget"), ask: t("form.draft_forget_ask"), yes: t("form.draft_forget_yes"), no: t("form.no") },
      () => app.forget(),
    ),
  );
}

/** What a group holds, with a door to each answer; the rest folds under «Altre cose che puoi dire». */
export function overview(app, path) {
  const { t, flow, contract } = app;
  const [record] = flow.records;
  const shape = shapeAt(contract, record.kind, path);
  const value = valueAt(record.data, path) ?? {};
  const keys = [...firstKeys(shape), ...otherKeys(shape)];
  const filled = keys.filter((key) => !isEmpty(value[key]));
  const empty = keys.filter((key) => isEmpty(value[key]));
  const inherited = contactsRow(app, path);
  const missed = empty.filter((key) => firstKeys(shape).includes(key) && !(inherited && key === "contatto"));
  const inviting = isEmpty(value.attivita) && "attivita" in shape.properties ? [...missed, "attivita"] : missed;
  const isHome = path.length === flow.at.length;
  const title =
    value.nome ?? value.titolo ?? (path.length ? t.key(path.findLast((step) => typeof step === "string")) : flow.title);
  return el(
    "div",
    { class: "overview" },
    heading(title),
    flow.isResumed && el("p", { class: "help" }, resumed(app)),
    el("p", { class: "help" }, t(isEmpty(valueAt(before(flow), path)) ? "form.what_you_said" : "form.what_to_correct")),
    hasChanged(record) && isHome && el("p", { class: "actions" }, toPreview(app)),
    el(
      "dl",
      { class: "said" },
      filled.map((key) => row(app, [...path, key], shape)),
      inherited,
    ),
    el(
      "p",
      { class: "actions" },
      isHome
        ? toPreview(app)
        : button(t("form.back_to", { name: homeName(app) }), () => app.go(app.route("scheda", flow.at)), false),
      path.length > flow.at.length && button(t("form.remove"), () => remove(app, path)),
    ),
    adders(app, path, inviting),
    el(
      "details",
      { class: "others" },
      el("summary", {}, t("form.others", { n: empty.length })),
      adders(app, path, empty, shape),
    ),
    draftLine(app),
  );
}

const resumed = ({ t, flow }) => (flow.sent ? t("form.resumed_sent", { day: t.day(flow.sent) }) : t("form.resumed"));

const toPreview = ({ t, go }) => button(t("form.to_preview"), () => go("anteprima"), false);

/** Tell whether a published record has been changed: the way on then stands at the top as well. */
const hasChanged = ({ before, data }) => before !== null && JSON.stringify(before) !== JSON.stringify(data);

const homeName = ({ flow, t }) => valueAt(flow.records[0].data, flow.at)?.nome ?? t("form.the_record");

function adders(app, path, keys, shape) {
  const { t, contract } = app;
  if (!keys.length) return null;
  return el(
    "ul",
    { class: "adders" },
    keys.map((key) => {
      const node = shape && shapeOf(shape.properties[key], contract.$defs);
      return el(
        "li",
        {},
        button(t("form.add", { name: t.key(key) }), () => app.go(doorTo(app, [...path, key], 0)), true, {
          "data-add": key,
        }),
        node?.description && el("p", { class: "help" }, t.help(shape.name ?? "", key, node.description)),
      );
    }),
  );
}

/** Where one writes an answer; an item of a list by its place, a big one through questions of its own. */
function doorTo({ contract, flow, route }, path, at) {
  const shape = shapeAt(contract, flow.records[0].kind, path);
  if (shape.type !== "list" || !["group", "either"].includes(shape.item.type)) return route("domanda", path);
  const item = [...path, at];
  if (!isBig(shape.item)) return route("domanda", item);
  const isThere = !isEmpty(valueAt(flow.records[0].data, item));
  return isThere
    ? route("scheda", item)
    : route("passo", [...item, firstKeys(shapeAt(contract, flow.records[0].kind, item))[0]]);
}

function row(app, path, owner) {
  const { t, flow, contract } = app;
  const value = valueAt(flow.records[0].data, path);
  const shape = shapeOf(owner.properties[path.at(-1)], contract.$defs);
  const label = t.key(path.at(-1));
  const isList = shape.type === "list" && ["group", "either"].includes(shape.item.type);
  if (!isList)
    return entry(
      label,
      t.value(value, shape, path.at(-1)),
      changeButton(app, label, () => app.go(app.route("domanda", path)), path),
    );
  const items = [value].flat().map((item, at) => {
    const elsewhere = toldElsewhere(app, path, item);
    const shown = elsewhere ? elsewhere.item : item;
    const answerShown =
      isGroup(item) && isBig(shape.item) ? (item.nome ?? item.titolo ?? "") : t.value(shown, shape.item, path.at(-1));
    return el(
      "li",
      {},
      el("span", {}, answerShown, elsewhere && el("span", { class: "help said__aside" }, elsewhere.door)),
      changeButton(app, `${label}: ${answerShown}`, () => app.go(doorTo(app, path, at)), [...path, at]),
    );
  });
  const add = button(t("form.add", { name: label }), () => app.go(doorTo(app, path, items.length)), true, {
    class: "plain",
    "data-add": path.at(-1),
  });
  const rest =
    items.length > MOST_ITEMS &&
    el(
      "details",
      {},
      el("summary", {}, t("form.all_items", { n: items.length })),
      el("ul", { class: "said__items" }, items.slice(MOST_ITEMS)),
    );
  return el(
    "div",
    {},
    el("dt", {}, label),
    el("dd", {}, el("ul", { class: "said__items" }, items.slice(0, MOST_ITEMS)), rest, add),
  );
}

const entry = (label, text, change) =>
  el("div", {}, el("dt", {}, label), el("dd", { class: "said__one" }, el("span", {}, text), change));

const changeButton = ({ t }, label, onclick, path) =>
  button(t("form.change"), onclick, true, {
    class: "plain",
    "aria-label": t("form.change_what", { name: label }),
    "data-change": path.join("/"),
  });

// What a page shows and another record says: it stands among the answers, with the door to where it is corrected.

/** A tie in the network's own words: `{item, door}`, the item as the page shows it; null where this record speaks. */
function toldElsewhere({ flow, records, t }, path, item) {
  const [{ ties = {} }] = flow.records;
  if (path.length !== 1 || path[0] !== "aderisce" || !Object.hasOwn(ties, item?.rete ?? "")) return null;
  const network = records.get(item.rete);
  const door = network && el("a", { href: `#scheda=${network.id}` }, t("form.told_by", { name: network.nome }));
  return { item: { ...item, legame: ties[item.rete] }, door };
}

/** Contacts of an activity that has none of its own: those of who does it, which are corrected in its record. */
function contactsRow({ t, flow, contract, records }, path) {
  const [{ data, kind, id, isNew }] = flow.records;
  const activity = valueAt(data, path);
  if (isNew || path.length !== 2 || path[0] !== "attivita" || !isEmpty(activity?.contatto)) return null;
  const other = activity?.ente && activity.ente !== id ? records.get(String(activity.ente)) : null;
  const shape = shapeAt(contract, kind, ["contatti"]).item;
  const own = [data.contatti ?? []].flat().filter((contact) => isGroup(contact) && contact.valore);
  const values = other ? (other.recapiti ?? []) : own.map((contact) => t.value(contact.valore, shape));
  if (!values.length) return null;
  const owner = other ?? { id, nome: data.nome };
  return el(
    "div",
    { "data-contacts-of": owner.id },
    el("dt", {}, t.key("contatti")),
    el("dd", {}, t("form.contacts_of", { values: values.join(", "), name: owner.nome })),
    el("dd", {}, el("a", { href: `#scheda=${owner.id}` }, t("form.contacts_there", { name: owner.nome }))),
  );
}
