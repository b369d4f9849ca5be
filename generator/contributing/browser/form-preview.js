// The last look before sending: what was there and what is proposed, other records with the same contact, what is missing.

import { isEmpty, isGroup, isText } from "../../checking/browser/data.js";
import { rendered } from "../../site/parts/browser/markdown.js";
import { button, el, heading } from "./form-dom.js";
import { neverLeaves, mending, toImprove, toMend, warning } from "./form-findings.js";
import { isBig, named, partOf, recordShape, shapeAt, tidy } from "./form-shape.js";
import { readRecord } from "./form-store.js";
import { changesBetween, follow } from "./proposal.js";

/** What will be proposed about one record: `{record, fields, data}`, data being the whole record afterwards. */
export function proposed({ contract }, record) {
  const shape = recordShape(contract, record.kind);
  const data = named(structuredClone(record.data), shape, contract.$defs, record.before);
  if (record.isNew) {
    const whole = tidy(data, shape, contract.$defs);
    return { record, data: whole, fields: Object.entries(whole).map(([key, after]) => ({ path: [key], after })) };
  }
  const fields = changesBetween(record.before, data).map((field) => tidied(field, record, contract));
  return { record, data, fields };
}

function tidied(field, { kind, before }, { kinds, $defs }) {
  if (field.after === undefined) return field;
  const { path } = follow(before, field.path);
  return { ...field, after: tidy(field.after, shapeAt({ kinds, $defs }, kind, path), $defs) };
}

/** Look once more before sending: before and after for a change, everything for a new record. */
export function preview(app) {
  const { t, flow } = app;
  const all = flow.records.map((record) => proposed(app, record)).filter(({ fields }) => fields.length);
  if (!all.length) return nothingChanged(app);
  const remaining = all.flatMap((changed) => toMend(app, changed));
  const better = all.filter(({ record }) => record === flow.records[0]).flatMap((changed) => toImprove(app, changed));
  const source = el("input", {
    type: "text",
    id: "modulo-fonte",
    autocomplete: "off",
    value: flow.source ?? "",
    "aria-describedby": "modulo-fonte-aiuto",
  });
  const refusal = el("div", { class: "findings", "aria-live": "polite" });
  const others = el("div", {});
  elsewhere(app, others);
  source.addEventListener("change", () => {
    flow.source = source.value;
    app.keep();
    refusal.replaceChildren(...personalIn(app, source.value).map((finding) => warning(finding, t)));
  });
  const send = () => {
    flow.source = source.value;
    if (personalIn(app, source.value).length) source.focus();
    else app.go("manda");
  };
  return el(
    "div",
    { class: "preview" },
    heading(t("form.preview")),
    all.map((changed) => shown(app, changed)),
    others,
    !flow.records[0].isNew && // a new record has been asked already, and says it in `fonti`
      el(
        "div",
        { class: "field" },
        el("label", { for: source.id }, t("form.source")),
        el("p", { class: "help", id: "modulo-fonte-aiuto" }, t("form.source_help")),
        source,
        refusal,
      ),
    mending(app, t("form.still_to_mend"), remaining, flow.records[0]),
    mending(app, t("form.could_improve"), better, flow.records[0]),
    el(
      "p",
      { class: "actions" },
      !remaining.length && button(t("form.send"), send, false),
      button(t("form.back"), app.back),
    ),
  );
}

const nothingChanged = ({ t, back }) =>
  el(
    "div",
    {},
    heading(t("form.nothing_changed")),
    el("p", {}, t("form.nothing_changed_note")),
    el("p", { class: "actions" }, button(t("form.back"), back)),
  );

const personalIn = (app, text) =>
  app.check({ fonti: [{ titolo: text || "-" }] }, "rete").filter((finding) => neverLeaves(finding) && finding.path[0] === "fonti");

/** One proposal as a person reads it. */
function shown(app, { record, fields, data }) {
  const { t, contract } = app;
  const name = data.nome ?? record.id;
  const title = el("h3", {}, record.isNew ? t("form.new_record", { name }) : name);
  if (record.isNew) {
    return el(
      "section",
      {},
      title,
      el(
        "dl",
        { class: "said" },
        fields.map(({ path, after }) =>
          el(
            "div",
            {},
            el("dt", {}, t.key(path[0])),
            el("dd", {}, valueShown(app, after, shapeAt(contract, record.kind, path), path[0])),
          ),
        ),
      ),
    );
  }
  return el(
    "section",
    {},
    title,
    el(
      "dl",
      { class: "changes" },
      fields.map((field) => change(app, record, field)),
    ),
  );
}

/** A value as a person reads it: what has many parts, one below the other. */
function valueShown(app, value, shape, key) {
  const { t, contract } = app;
  if (shape?.format === "markdown" && isText(value)) return el("div", { class: "prose" }, rendered(value));
  if (shape?.type === "list" && Array.isArray(value) && value.some(isGroup)) {
    return el(
      "ul",
      { class: "told" },
      value.map((item) => el("li", {}, valueShown(app, item, shape.item, key))),
    );
  }
  const isManifold = isGroup(value) && shape?.type === "group" && (isBig(shape) || hasHours(shape, value));
  if (!isManifold) return t.value(value, shape, key);
  const parts = Object.entries(value).filter(([part]) => part !== "id");
  return el(
    "dl",
    { class: "told" },
    parts.map(([part, inner]) =>
      el("div", {}, el("dt", {}, t.key(part)), el("dd", {}, valueShown(app, inner, partOf(shape, part, contract.$defs), part))),
    ),
  );
}

/** Words may say when, and hours and dates beside them more: all of it is published. */
const hasHours = ({ name }, value) => name === "Schedule" && Object.values(value).filter((part) => !isEmpty(part)).length > 1;

/** One field, now and as proposed. */
export function change(app, { kind, before }, field, note = "") {
  const { t, contract } = app;
  const { path } = follow(before ?? {}, field.path, field);
  const shape = shapeAt(contract, kind, path);
  const key = path.findLast(isText) ?? "";
  const words = (value) => (isEmpty(value) ? t("form.nothing") : valueShown(app, value, shape, key));
  return el(
    "div",
    { class: "change" },
    el("dt", {}, t.place(kind, before ?? {}, path, field.after)),
    field.before !== undefined &&
      el("dd", { class: "change__before" }, el("small", {}, t("form.now")), el("div", {}, words(field.before))),
    el("dd", { class: "change__after" }, el("small", {}, t("form.proposed")), el("div", {}, words(field.after))),
    note && el("dd", { class: "change__note" }, note),
  );
}

/** Other records with a contact that has just changed, to change them together. */
async function elsewhere(app, box) {
  const { t, flow, records } = app;
  const [main] = flow.records;
  if (main.isNew) return;
  const moved = proposed(app, main).fields.filter(
    ({ path, before, after }) =>
      path.at(-1) === "valore" && before && after && ["contatti", "contatto"].some((key) => path.includes(key)),
  );
  moved.forEach(({ before }) => records.want(`@${before}`));
  // Then only those known already are shown.
  await records.fetchWanted().catch(() => {});
  const touched = moved.flatMap(({ before, after }) =>
    records
      .all()
      .filter((record) => record.id !== main.id && record.recapiti?.includes(before))
      .map((record) => ({ record, before, after })),
  );
  if (!touched.length) return;
  const lines = touched.map(({ record, before, after }) => {
    const input = el("input", { type: "checkbox", checked: flow.records.some(({ id }) => id === record.id) });
    const choose = async () => {
      flow.records = flow.records.filter(({ id }) => id !== record.id);
      const found = input.checked && (await readRecord(app.records, record));
      if (found) {
        const { kind, id, impronta: fingerprint, dati } = found;
        flow.records.push({ kind, id, fingerprint, before: dati, data: replaced(structuredClone(dati), before, after) });
      }
      app.keep();
      if (!input.isConnected) app.go("anteprima");
    };
    input.addEventListener("change", () => app.attempt(choose));
    return el("li", {}, el("label", {}, input, el("span", {}, record.nome)));
  });
  box.replaceChildren(
    el(
      "fieldset",
      { class: "field pick" },
      el("legend", {}, t("form.elsewhere", { value: touched[0].before })),
      el("ul", { class: "options" }, lines),
    ),
  );
}

/** Change a contact wherever a record has it. */
function replaced(value, before, after) {
  if (Array.isArray(value)) return value.map((item) => replaced(item, before, after));
  if (value === null || typeof value !== "object") return value;
  for (const [key, part] of Object.entries(value)) {
    if (key === "valore" && part === before) value[key] = after;
    else replaced(part, before, after);
  }
  return value;
}
