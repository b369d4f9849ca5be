// From what was written to the hands of who reads it: preview, ways out, thanks. The site itself sends nothing.

import { isEmpty, isGroup, isText } from "./check-data.js";
import { button, el, heading, linkButton } from "./form-dom.js";
import { about, isPersonal, stops, warning } from "./form-findings.js";
import { isBig, named, recordShape, shapeAt, shapeOf, tidy, valueAt } from "./form-shape.js";
import { readRecord } from "./form-store.js";
import { asFile, canShare, hostOf, issueAddress, letterAddress, newFileAddress } from "./form-ways.js";
import { changesBetween, follow, packed, writeProposal } from "./proposal.js";
import { recordWriter } from "./writer.js";

/** What will be proposed about one record: `{record, fields, data}`, data being the whole record afterwards. */
export function proposed({ contract }, record) {
  const shape = recordShape(contract, record.kind);
  const data = named(structuredClone(record.data), shape, contract.$defs);
  if (record.isNew) {
    const whole = tidy(data, shape, contract.$defs);
    return { record, data: whole, fields: Object.entries(whole).map(([key, after]) => ({ path: [key], after })) };
  }
  const fields = changesBetween(record.before, data).map((one) => tidied(one, record, contract));
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
  const toMend = all.flatMap((one) => remaining(app, one));
  const source = el("input", { type: "text", id: "modulo-fonte", autocomplete: "off", value: flow.source ?? "", "aria-describedby": "modulo-fonte-aiuto" });
  const refusal = el("div", { class: "findings", "aria-live": "polite" });
  const others = el("div", {});
  elsewhere(app, others);
  source.addEventListener("change", () => {
    flow.source = source.value;
    app.keep();
    refusal.replaceChildren(...personalIn(app, source.value).map((one) => warning(one, t)));
  });
  const send = () => {
    flow.source = source.value;
    if (personalIn(app, source.value).length) source.focus();
    else app.go("manda");
  };
  return el("div", { class: "preview" },
    heading(t("form.preview")),
    all.map((one) => shown(app, one)),
    others,
    el("div", { class: "field" }, el("label", { for: source.id }, t("form.source")), el("p", { class: "help", id: "modulo-fonte-aiuto" }, t("form.source_help")), source, refusal),
    toMend.length > 0 && el("div", { class: "findings" }, el("p", {}, el("strong", {}, t("form.still_to_mend"))), toMend.map((one) => mend(app, one))),
    el("p", { class: "actions" }, !toMend.length && button(t("form.send"), send, false), button(t("form.back"), () => app.back()))); // prettier-ignore
}

const nothingChanged = (app) =>
  el("div", {}, heading(app.t("form.nothing_changed")), el("p", {}, app.t("form.nothing_changed_note")), el("p", { class: "actions" }, button(app.t("form.back"), () => app.back())));

/** Findings that keep a proposal from leaving: those of what is new or changed, never of what stood there before. */
function remaining(app, { record, fields, data }) {
  const findings = app.check(data, record.kind).filter(stops);
  if (record.isNew) return findings;
  return findings.filter((one) => fields.some(({ path }) => about([one], follow(data, path.at(-1) === "+" ? path.slice(0, -1) : path).path).length));
}

function mend(app, finding) {
  const keys = finding.path.length ? finding.path : ["fonti"];
  const end = keys.findIndex((step) => Number.isInteger(step));
  const route = app.route("domanda", end < 0 ? keys.slice(0, 1) : keys.slice(0, keys[0] === "attivita" || keys[0] === "buone_pratiche" ? 3 : 2));
  return el("div", {}, warning(finding, app.t), button(app.t("form.mend"), () => app.go(route)));
}

const personalIn = (app, text) => app.check({ fonti: [{ titolo: text || "-" }] }, "rete").filter((one) => isPersonal(one) && one.path[0] === "fonti");

/** One proposal as a person reads it. */
function shown(app, { record, fields, data }) {
  const { t, contract } = app;
  const name = data.nome ?? record.id;
  const title = el("h3", {}, record.isNew ? t("form.new_record", { name }) : name);
  if (record.isNew) {
    return el("section", {}, title, el("dl", { class: "said" }, fields.map(({ path, after }) =>
      el("div", {}, el("dt", {}, t.key(path[0])), el("dd", {}, told(app, after, shapeAt(contract, record.kind, path), path[0])))))); // prettier-ignore
  }
  return el("section", {}, title, el("dl", { class: "changes" }, fields.map((field) => change(app, record, field))));
}

/** A value as a person reads it: what has many parts, one below the other. */
function told(app, value, shape, key) {
  const { t, contract } = app;
  if (shape?.type === "list" && Array.isArray(value) && value.some(isGroup)) {
    return el("ul", { class: "told" }, value.map((item) => el("li", {}, told(app, item, shape.item, key))));
  }
  if (shape?.type !== "group" || !isGroup(value) || !isBig(shape)) return t.value(value, shape, key);
  const shapeIn = (part) => (Object.hasOwn(shape.properties, part) ? shapeOf(shape.properties[part], contract.$defs) : undefined);
  const parts = Object.entries(value).filter(([part]) => part !== "id");
  return el("dl", { class: "told" }, parts.map(([part, inner]) => el("div", {}, el("dt", {}, t.key(part)), el("dd", {}, told(app, inner, shapeIn(part), part)))));
}

/** One field, now and as proposed. */
export function change(app, { kind, before }, field, note = "") {
  const { t, contract } = app;
  const { path } = follow(before ?? {}, field.path);
  const shape = shapeAt(contract, kind, path);
  const key = path.findLast(isText) ?? "";
  const words = (value) => (isEmpty(value) ? t("form.nothing") : told(app, value, shape, key));
  return el("div", { class: "change" },
    el("dt", {}, t.place(kind, before ?? {}, path)),
    field.before !== undefined && el("dd", { class: "change__before" }, el("small", {}, t("form.now")), el("span", {}, words(field.before))),
    el("dd", { class: "change__after" }, el("small", {}, t("form.proposed")), el("span", {}, words(field.after))),
    note && el("dd", { class: "change__note" }, note)); // prettier-ignore
}

/** Other records with a contact that has just changed, to change them together. */
function elsewhere(app, box) {
  const { t, flow, records } = app;
  const [main] = flow.records;
  if (main.isNew) return;
  const moved = proposed(app, main).fields.filter(({ path, before, after }) => path.at(-1) === "valore" && before && after && ["contatti", "contatto"].some((key) => path.includes(key)));
  const touched = moved.flatMap(({ before, after }) => records.filter((one) => one.id !== main.id && one.recapiti?.includes(before)).map((one) => ({ one, before, after })));
  if (!touched.length) return;
  const lines = touched.map(({ one, before, after }) => {
    const input = el("input", { type: "checkbox", checked: flow.records.some(({ id }) => id === one.id) });
    input.addEventListener("change", async () => {
      flow.records = flow.records.filter(({ id }) => id !== one.id);
      if (input.checked) {
        const found = await readRecord(app.sections, one);
        if (found) flow.records.push({ kind: found.kind, id: found.id, fingerprint: found.impronta, before: found.dati, data: replaced(structuredClone(found.dati), before, after) });
      }
      app.keep();
    });
    return el("li", {}, el("label", {}, input, el("span", {}, one.nome)));
  });
  box.replaceChildren(el("fieldset", { class: "field pick" }, el("legend", {}, t("form.elsewhere", { value: touched[0].before })), el("ul", { class: "options" }, lines)));
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

/** The texts of all proposals of a flow. */
export function textsOf(app) {
  const all = app.flow.records.map((record) => proposed(app, record)).filter(({ fields }) => fields.length);
  return all.map(({ record, fields }) => writeProposal({ ...record, source: app.flow.source ?? "", fields }));
}

/** The ways out, the easiest first; each only where it fits. */
export function ways(app) {
  const { t, flow, settings } = app;
  const [main] = flow.records;
  const text = textsOf(app).join("\n");
  const name = valueAt(main.data, ["nome"]) ?? main.id;
  const subject = t("form.subject", { name });
  const status = el("p", { class: "sending__status", role: "status" });
  const done = () => app.go("fatto");
  const file = asFile(text, `proposta-${main.id}.txt`);
  const letter = letterAddress(settings.email, subject, text);
  return el("div", { class: "sending" },
    heading(t("form.how_to_send")),
    el("p", { class: "help" }, t("form.how_to_send_note")),
    el("ul", { class: "sending__list" },
      letter && way(t("form.way_letter_note", { email: settings.email }), linkButton(t("form.way_letter"), letter, false, { onclick: done, "data-way": "lettera" })),
      canShare(file) && way(t("form.way_share_note"), button(t("form.way_share"), () => navigator.share({ files: [file], title: subject }).then(done, () => {}), Boolean(letter), { "data-way": "condividi" })),
      ...hostWays(app, main, text, subject, done, !letter),
      way(t(settings.email ? "form.way_copy_note" : "form.way_copy_alone", { email: settings.email }), button(t("form.way_copy"), () => copied(text, status, t), true, { "data-way": "copia" })),
      way(t(settings.email ? "form.way_file_note" : "form.way_file_alone", { email: settings.email }), download(t("form.way_file"), file, () => (status.textContent = t("form.saved")))),
      "CompressionStream" in window && way(t("form.way_link_note"), button(t("form.way_link"), async () => copied(new URL(await packed(text), app.address).href, status, t), true, { "data-way": "collegamento" }))),
    status,
    el("details", {}, el("summary", {}, t("form.see_text")), el("pre", { class: "proposal", tabindex: "0" }, text)),
    el("p", { class: "actions" }, button(t("form.sent"), done), button(t("form.back"), () => app.back()))); // prettier-ignore
}

const way = (note, ...doors) => el("li", {}, ...doors, el("p", { class: "help" }, note));

/** A code host, for who has an account there: the name of who proposes is then public, and this is said first. */
function hostWays(app, main, text, subject, done, isFirst) {
  const { t, settings, flow, contract } = app;
  if (!hostOf(settings.repository)) return [];
  const traits = { target: "_blank", rel: "noopener", onclick: done };
  const alone = main.isNew && flow.records.length === 1;
  const { data } = proposed(app, main);
  const file = alone ? newFileAddress(settings, `${main.kind === "rete" ? "networks" : "organizations"}/${main.id}.yml`, recordWriter(contract)(data, main.kind)) : "";
  if (file) return [way(t("form.way_host_note"), linkButton(t("form.way_new_file"), file, !isFirst, { ...traits, "data-way": "file" }))];
  const issue = issueAddress(settings, subject, text);
  if (issue) return [way(t("form.way_host_note"), linkButton(t("form.way_issue"), issue, !isFirst, { ...traits, "data-way": "segnalazione" }))];
  const empty = issueAddress(settings, subject, "");
  return [way(t("form.way_issue_long_note"), linkButton(t("form.way_issue"), empty, !isFirst, { ...traits, "data-way": "segnalazione" }))];
}

export async function copied(text, status, t) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = t("form.copied");
  } catch {
    status.textContent = t("form.not_copied");
  }
}

function download(label, file, onclick) {
  const link = linkButton(label, "#", true, { download: file.name, onclick, "data-way": "scarica" });
  link.href = URL.createObjectURL(file);
  return link;
}

/** The last screen. */
export function thanks(app) {
  const { t, settings } = app;
  return el("div", { class: "thanks" },
    heading(t("form.thanks", { giorni: settings.days })),
    el("p", {}, t("form.thanks_note")),
    el("p", { class: "actions" }, linkButton(t("form.again"), "#inizio", false), button(t("form.back_to_ways"), () => app.back()))); // prettier-ignore
}
