// What is to be mended, as the form says it: beside the answer it is about, and once more before sending.

import { isEmpty, keyOf } from "../../checking/browser/data.js";
import { wordsOfTheCommand } from "../../checking/browser/check.js";
import { button, el } from "./form-dom.js";
import { shapeAt, valueAt } from "./form-shape.js";
import { follow } from "./proposal.js";

/** What never leaves the device: the data of private people, the street of a protected place, what no file can hold. */
const KEPT_HERE = new Set(["E301", "E302", "E303", "W304", "W305", "W306", "E307", "E308", "E003", "E034"]);

export const neverLeaves = ({ code }) => KEPT_HERE.has(code);
export const stops = (finding) => finding.severity === "error" || neverLeaves(finding);

/** What is missing in a group that is still being filled in is told when one goes on, not before. */
const TOLD_AT_THE_END = new Set(["E406"]);

export const isDue = ({ code }) => !TOLD_AT_THE_END.has(code);

const begins = (path, start) => start.every((step, at) => String(path[at]) === String(step));

/** Keep the findings about what stands at a path or inside it. */
export const about = (findings, path) => findings.filter((finding) => begins(finding.path, path));

/** The advice without the lines to paste, which only a file has. */
function adviceOf({ hint }) {
  const lines = hint.split("\n").filter((line) => !line.startsWith(" "));
  return lines.map((line) => line.replace(/:$/, ".")).join(" ");
}

/** One finding as a person reads it. */
export function warning(finding, t) {
  const lead = t(stops(finding) ? "form.to_mend" : "form.suggestion");
  const help = adviceOf(finding);
  return el(
    "div",
    { class: stops(finding) ? "finding finding--stop" : "finding", "data-code": finding.code },
    el("p", {}, el("strong", {}, `${lead}: `), el("span", { "data-message": true }, finding.message)),
    help && el("p", {}, help),
  );
}

/** Show findings under the controls they are about, and take the old ones away; returns the first control to mend. */
export function show(screen, findings, t) {
  const boxes = [...screen.querySelectorAll("[data-path]")].map((node) => [JSON.parse(node.dataset.path), node]);
  for (const [, node] of boxes) {
    boxOf(node)?.replaceChildren();
    node.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }
  let first = null;
  for (const finding of findings) {
    const holders = boxes
      .filter(([path]) => begins(finding.path, path))
      .sort(([left], [right]) => right.length - left.length);
    const node = holders[0]?.[1];
    if (!node) continue;
    boxOf(node)?.append(warning(finding, t));
    const control = [...node.querySelectorAll("input, textarea")].find((control) => control.checkVisibility());
    if (!stops(finding) || !control) continue;
    control.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  return first;
}

const boxOf = (node) =>
  [...node.querySelectorAll("[data-findings]")].find((box) => box.closest("[data-path]") === node);

const UNSOURCED = "E403";
const MISSING = "E102";
const PARTS_WITH_QUESTIONS = ["attivita", "buone_pratiche"];

/** What says where a record comes from: one of these is enough. An organisation may be vouched for by its network. */
const ORIGINS = { rete: ["fonti", "verifica"], ente: ["fonti", "aderisce", "verifica"] };

/** Findings about what is new or changed, never about what stood there before. */
function findingsIn(app, { record, fields, data }) {
  const findings = app.check(data, record.kind);
  if (record.isNew) return [...findings, ...unsourced(app, record.kind, data)].map((finding) => spoken(app, finding, record));
  const worded = findings.map((finding) => spoken(app, finding, record));
  return worded.filter((finding) => fields.some((field) => concerns(finding, field, data)));
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
export const toMend = (app, changed) => findingsIn(app, changed).filter(stops);

/** What could be better, and keeps nothing from leaving. */
export const toImprove = (app, changed) => findingsIn(app, changed).filter((finding) => !stops(finding));

/** Findings with the doors that mend them. */
export function mending(app, title, found, record) {
  if (!found.length) return null;
  return el(
    "div",
    { class: "mending" },
    el("p", {}, el("strong", {}, title)),
    found.map((finding) => el("div", {}, warning(finding, app.t), doors(app, finding, record))),
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

const NAMING = ["key", "first", "last"]; // values that are the key of a record
const KEYS = /«([a-z_]+)»/g;

/**
 * Make the words of findings in the form, for `makeChecker`: a question instead of the key of a file, advice for who
 * has no file. `form.<code>.message` replaces a message; of the advice the nearest wins: `form.<code>.hint.<which>`,
 * `form.<code>.<key>`, `form.<code>`, else that of `intreccio check`.
 */
export function wordsOfTheForm({ contract, messages, t }) {
  const written = wordsOfTheCommand(messages);
  return (finding, kind) => {
    const { code, path, hint } = finding;
    const asTheCommand = written(finding);
    const here = [`hint.${hint}`, keyOf(path)].map((which) => `form.${code}.${which}`);
    const advice = [...here, `form.${code}`].find((key) => Object.hasOwn(messages, key));
    return {
      message: messages[`form.${code}.message`] ?? asTheCommand.message,
      hint: messages[advice] ?? asTheCommand.hint,
      values: labelled(finding, (key) => label(key, path, kind, contract, t), t),
    };
  };
}

function labelled({ values }, labelOf, t) {
  const kinds = ["meant", "declared"].filter((name) => name in values);
  const said = kinds.map((name) => [name, values[name].split(", ").map((code) => t.term("tipi_attivita", code)).join(", ")]);
  const named = NAMING.filter((name) => name in values).map((name) => [name, labelOf(values[name])]);
  const keys = values.keys?.replace(KEYS, (_, key) => `«${labelOf(key)}»`);
  return { ...values, ...Object.fromEntries([...named, ...said]), ...(keys ? { keys } : {}) };
}

/** The question of a key, in the nearest group around a path that has it. */
function label(key, path, kind, contract, t) {
  for (let end = path.length; end >= 0; end -= 1) {
    const shape = shapeAt(contract, kind, path.slice(0, end));
    const group = shape?.group ?? shape;
    if (Object.hasOwn(group?.properties ?? {}, key)) return t.ask(group.name ?? "", key);
  }
  return t.key(key);
}
