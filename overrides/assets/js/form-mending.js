// What is still to be mended in a proposal, or could be better, with a door to each answer that mends it.

import { isEmpty } from "./check-data.js";
import { button, el } from "./form-dom.js";
import { about, stops, warning } from "./form-findings.js";
import { shapeAt, valueAt } from "./form-shape.js";
import { follow } from "./proposal.js";

const UNSOURCED = "E403";
const MISSING = "E102";
const PARTS_WITH_QUESTIONS = ["attivita", "buone_pratiche"];

/** What says where a record comes from: one of these is enough. An organisation may be vouched for by its network. */
const ORIGINS = { rete: ["fonti", "verifica"], ente: ["fonti", "aderisce", "verifica"] };

/** Findings about what is new or changed, never about what stood there before. */
function findingsIn(app, { record, fields, data }) {
  const findings = app.check(data, record.kind);
  if (record.isNew) return [...findings, ...unsourced(app, record.kind, data)].map((one) => spoken(app, one, record));
  const told = findings.map((one) => spoken(app, one, record));
  return told.filter((one) => fields.some((field) => concerns(one, field, data)));
}

function concerns(finding, { path }, data) {
  if (finding.code === UNSOURCED) return ORIGINS.rete.includes(path[0]);
  return about([finding], follow(data, path.at(-1) === "+" ? path.slice(0, -1) : path).path).length > 0;
}

/** The command alone sees all records: that no network names a new organisation is known here too. */
const unsourced = (app, kind, data) =>
  kind === "ente" && ORIGINS.ente.every((key) => isEmpty(data[key]))
    ? [{ code: UNSOURCED, severity: "error", path: [], message: "", hint: "" }]
    : [];

const spoken = ({ t }, finding, { kind }) =>
  finding.code === UNSOURCED ? { ...finding, message: t(`form.unsourced_${kind}`), hint: "" } : finding;

/** What keeps a proposal from leaving. */
export const toMend = (app, one) => findingsIn(app, one).filter(stops);

/** What could be better, and keeps nothing from leaving. */
export const toImprove = (app, one) => findingsIn(app, one).filter((finding) => !stops(finding));

/** Findings with the doors that mend them. */
export function mending(app, title, found, record) {
  if (!found.length) return null;
  return el(
    "div",
    { class: "mending" },
    el("p", {}, el("strong", {}, title)),
    found.map((one) => el("div", {}, warning(one, app.t), doors(app, one, record))),
  );
}

function doors(app, finding, { kind, data }) {
  const { t } = app;
  const open = (label, path) => button(label, () => app.go(app.route("domanda", path)), true, { "data-mend": path[0] });
  if (finding.code === UNSOURCED) return ORIGINS[kind].map((key) => open(t(`form.origin_${key}`), [key]));
  return open(t("form.mend"), questionOf(app, finding, kind, data));
}

/** The question whose answer is found wanting: a part with questions of its own has the nearest of them. */
function questionOf({ contract }, { code, path }, kind, data) {
  if (code === MISSING) {
    const required = shapeAt(contract, kind, path)?.required ?? [];
    const missing = required.find((key) => isEmpty(valueAt(data, [...path, key])));
    if (missing) return questionOf({ contract }, { path: [...path, missing] }, kind, data);
  }
  const end = path.findIndex((step) => Number.isInteger(step));
  return end < 0 ? path.slice(0, 1) : path.slice(0, PARTS_WITH_QUESTIONS.includes(path[0]) ? 3 : 2);
}
