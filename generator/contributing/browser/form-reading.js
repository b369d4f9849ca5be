// The screens that read instead of writing, or ask one thing: a proposal that came by link, «È tutto giusto», «Ci conosciamo già».

import { button, el, heading, linkButton, newestWhenReleased } from "./form-dom.js";
import { field } from "./form-fields.js";
import { about, show, stops } from "./form-findings.js";
import { put, shapeAt, valueAt } from "./form-shape.js";
import { readRecord } from "./form-store.js";
import { change } from "./form-preview.js";
import { copied } from "./form-sending.js";
import { follow, readProposals, standing, unpacked, writeProposal } from "./proposal.js";

/** A proposal beside the record as it is published: for who decides. Whatever it holds is only text. */
export async function comparison(app, letters) {
  const { t } = app;
  try {
    const proposals = await readProposals(await unpacked(letters));
    const parts = await Promise.all(proposals.map((proposal) => compared(app, proposal)));
    return el("div", { class: "preview" }, heading(t("form.proposal")), parts);
  } catch (error) {
    if (!("reason" in error)) throw error;
    return el(
      "div",
      {},
      heading(t("form.unreadable")),
      el("p", {}, t(`form.unreadable.${error.reason}`)),
      el("p", { class: "actions" }, linkButton(t("form.again"), "#inizio")),
    );
  }
}

async function compared(app, proposal) {
  const { t } = app;
  const found = proposal.isNew ? null : await readRecord(app.records, proposal);
  const now = { kind: proposal.kind, before: found?.dati ?? {} };
  const isSameFile = found?.impronta === proposal.fingerprint;
  const lines = proposal.fields.map((proposed) => {
    const field = { ...proposed, isSameFile };
    const { value } = follow(now.before, field.path, field);
    const how = proposal.isNew || found ? standing(field, now.before, isSameFile) : "new";
    const note = how === "conflict" ? t("form.conflict") : how === "done" ? t("form.already") : "";
    const line = change(app, now, how === "conflict" && value !== undefined ? { ...field, before: value } : field, note);
    if (note) line.classList.add(`change--${how}`);
    return line;
  });
  const text = writeProposal(proposal);
  const status = el("p", { role: "status" });
  const name = found?.dati.nome ?? proposal.id;
  return el(
    "section",
    {},
    el("h3", {}, proposal.isNew ? t("form.new_record", { name }) : name),
    !proposal.isNew && !found && el("p", { class: "finding" }, t("form.not_here")),
    found &&
      proposal.fingerprint &&
      proposal.fingerprint !== found.impronta &&
      el("p", { class: "help" }, t("form.changed_since")),
    proposal.source && el("p", {}, el("strong", {}, `${t("form.source")} `), proposal.source),
    el("dl", { class: "changes" }, lines),
    el(
      "p",
      { class: "actions" },
      button(t("form.way_copy"), () => copied(text, status, t), false),
    ),
    status,
    el(
      "details",
      {},
      el("summary", {}, t("form.for_editors")),
      el("p", {}, t("form.for_editors_note")),
      el("pre", { class: "proposal", tabindex: "0" }, "intreccio apply proposta.txt"),
      el("pre", { class: "proposal", tabindex: "0" }, text),
    ),
  );
}

/** «È tutto giusto»: only who confirms is asked, and how. */
export function confirmation(app) {
  const { t, flow, today, contract } = app;
  const [record] = flow.records;
  const path = ["verifica"];
  put(record.data, path, { ...valueAt(record.data, path), data: today, da: "" });
  const controls = ["da", "metodo"].map((key) => {
    const shape = shapeAt(contract, record.kind, [...path, key]);
    return field(shape, undefined, {
      env: app.env,
      path: [...path, key],
      name: key,
      title: t.ask("verification", key),
      help: shape.description,
      isRequired: key === "da",
    });
  });
  const commit = () => {
    const [by, method] = controls.map(({ read }) => read());
    put(record.data, path, { data: today, da: by, ...(method ? { metodo: method } : {}) });
  };
  return asked(app, path, commit, "manda", [
    heading(t("form.confirm", { name: record.data.nome })),
    el("p", { class: "help" }, t("form.confirm_note", { day: t.day(today) })),
    controls.map(({ node }) => node),
    el(
      "p",
      { class: "actions" },
      el("button", { type: "submit", class: "button" }, t("form.confirm_send")),
      linkButton(t("form.confirm_not"), `#scheda=${record.id}`),
    ),
  ]);
}

const DECISIONS = { simile_a: { other: "attivita", what: "esito" }, relazioni: { other: "rete", what: "tipo" } };

/** «Ci conosciamo già», «Non c'entra»: what is decided about another record, kept in the list `key` of this one. */
export function decision(app, key, other, answer) {
  const { t, flow, contract } = app;
  const [record] = flow.records;
  const list = [...flow.at, key];
  const items = [valueAt(record.data, list) ?? []].flat();
  const names = DECISIONS[key];
  const found = items.findIndex((item) => item[names.other] === other);
  const path = [...list, found < 0 ? items.length : found];
  const before = { ...(found < 0 ? { [names.what]: answer } : items[found]), [names.other]: other };
  const controls = [names.what, "nota"].map((name) => {
    const shape = shapeAt(contract, record.kind, [...path, name]);
    const title = name === "nota" ? t("form.decide_note") : t(`form.decide_${key}`);
    return field(shape, before[name], { env: app.env, path: [...path, name], name, title, isRequired: name !== "nota" });
  });
  const commit = () => {
    const [what, note] = controls.map(({ read }) => read());
    const { nota: _, ...kept } = before;
    if (!Array.isArray(valueAt(record.data, list))) put(record.data, list, items);
    put(record.data, path, { ...kept, [names.what]: what, ...(note ? { nota: note } : {}) });
  };
  const own = valueAt(record.data, flow.at).nome;
  return asked(app, path, commit, "anteprima", [
    heading(t("form.decide", { one: own, other: app.records.get(other)?.nome ?? other })),
    el("p", { class: "help" }, t("form.decide_help", { name: record.data.nome })),
    controls.map(({ node }) => node),
    el("p", { class: "actions" }, el("button", { type: "submit", class: "button" }, t("form.decide_send"))),
  ]);
}

/** A form of one screen: `commit` keeps what it holds at `path`; once that is right one goes on to `next`. */
function asked(app, path, commit, next, children) {
  const { t } = app;
  const [record] = app.flow.records;
  const screen = el("form", { novalidate: true, class: "confirm" }, ...children);
  const findings = () => {
    commit();
    return about(app.check(record.data, record.kind), path);
  };
  const later = newestWhenReleased();
  screen.addEventListener("change", () => {
    const told = findings();
    later.act(() => show(screen, told, t));
  });
  screen.addEventListener("submit", (event) => {
    event.preventDefault();
    later.drop();
    const told = findings();
    show(screen, told, t)?.focus();
    if (told.some(stops)) return;
    app.keep();
    app.go(next);
  });
  return screen;
}
