// The screens that read instead of writing: a proposal that came by link, and «È tutto giusto».

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
  const screen = el(
    "form",
    { novalidate: true, class: "confirm" },
    heading(t("form.confirm", { name: record.data.nome })),
    el("p", { class: "help" }, t("form.confirm_note", { day: t.day(today) })),
    controls.map(({ node }) => node),
    el(
      "p",
      { class: "actions" },
      el("button", { type: "submit", class: "button" }, t("form.confirm_send")),
      linkButton(t("form.confirm_not"), `#scheda=${record.id}`),
    ),
  );
  const commit = () => {
    const [by, method] = controls.map(({ read }) => read());
    put(record.data, path, { data: today, da: by, ...(method ? { metodo: method } : {}) });
    return about(app.check(record.data, record.kind), path);
  };
  const later = newestWhenReleased();
  screen.addEventListener("change", () => {
    const findings = commit();
    later.act(() => show(screen, findings, t));
  });
  screen.addEventListener("submit", (event) => {
    event.preventDefault();
    later.drop();
    const findings = commit();
    show(screen, findings, t)?.focus();
    if (findings.some(stops)) return;
    app.keep();
    app.go("manda");
  });
  return screen;
}
