// From the device to the hands of who reads: the ways out, and thanks. The site itself sends nothing.

import { button, el, heading, linkButton } from "./form-dom.js";
import { proposed } from "./form-preview.js";
import { asFile, canShare, hostOf, issueAddress, letterAddress, letterText, newFileAddress } from "./form-ways.js";
import { packed, recordName, writeProposal } from "./proposal.js";
import { recordWriter } from "./writer.js";

/** All proposals of a flow. */
const proposals = (app) =>
  app.flow.records.map((record) => proposed(app, record)).filter(({ fields }) => fields.length);

const textOf = (app, all) =>
  all.map(({ record, fields }) => writeProposal({ ...record, source: app.flow.source ?? "", fields })).join("\n");

/** The ways out, the easiest first; each only where it fits. */
export function ways(app) {
  const { t, flow, settings } = app;
  const [main] = flow.records;
  const all = proposals(app);
  const text = textOf(app, all);
  const name = main.data.nome ?? main.id;
  const subject = t("form.subject", { name });
  const status = el("p", { class: "sending__status", role: "status" });
  const done = () => app.sent();
  const file = asFile(text, `proposta-${main.id}.txt`);
  const fits = (body) => letterAddress(settings.email, subject, body);
  const letter = fits(letterText(app, all, text)) || fits(text);
  const empty = letter ? "" : fits(t("form.paste_here"));
  return el(
    "div",
    { class: "sending" },
    heading(t("form.how_to_send")),
    el("p", { class: "help" }, t("form.how_to_send_note")),
    el(
      "ul",
      { class: "sending__list" },
      letter &&
        way(
          t("form.way_letter_note", { email: settings.email }),
          linkButton(t("form.way_letter"), letter, false, { onclick: done, "data-way": "lettera" }),
        ),
      empty &&
        way(
          t("form.way_paste_note", { email: settings.email }),
          linkButton(t("form.way_paste"), empty, false, {
            onclick: () => copied(text, status, t),
            "data-way": "incolla",
          }),
        ),
      canShare(file) &&
        way(
          t("form.way_share_note"),
          button(
            t("form.way_share"),
            () => navigator.share({ files: [file], title: subject }).then(done, () => {}),
            Boolean(letter || empty),
            { "data-way": "condividi" },
          ),
        ),
      ...hostWays(app, main, text, subject, done, !(letter || empty)),
      way(
        t(settings.email ? "form.way_copy_note" : "form.way_copy_alone", { email: settings.email }),
        button(t("form.way_copy"), () => copied(text, status, t), true, { "data-way": "copia" }),
      ),
      way(
        t(settings.email ? "form.way_file_note" : "form.way_file_alone", { email: settings.email }),
        download(t("form.way_file"), file, () => (status.textContent = t("form.saved"))),
      ),
      "CompressionStream" in window &&
        way(
          t("form.way_link_note"),
          button(
            t("form.way_link"),
            async () => copied(new URL(await packed(text), app.address).href, status, t),
            true,
            { "data-way": "collegamento" },
          ),
        ),
    ),
    status,
    el("details", {}, el("summary", {}, t("form.see_text")), el("pre", { class: "proposal", tabindex: "0" }, text)),
    el(
      "p",
      { class: "actions" },
      button(t("form.sent"), done),
      button(t("form.back"), () => app.back()),
    ),
  );
}

const way = (note, ...doors) => el("li", {}, ...doors, el("p", { class: "help" }, note));

/** A code host, for who has an account there: the name of who proposes is then public, and this is said first. */
function hostWays(app, main, text, subject, done, isFirst) {
  const { t, settings, flow, contract } = app;
  if (!hostOf(settings.repository)) return [];
  const traits = { target: "_blank", rel: "noopener", onclick: done };
  const alone = main.isNew && flow.records.length === 1;
  const { data } = proposed(app, main);
  const file = alone
    ? newFileAddress(settings, `${recordName(main.kind, main.id)}.yml`, recordWriter(contract)(data, main.kind))
    : "";
  if (file)
    return [
      way(
        t("form.way_host_note"),
        linkButton(t("form.way_new_file"), file, !isFirst, { ...traits, "data-way": "file" }),
      ),
    ];
  const issue = issueAddress(settings, subject, text);
  if (issue)
    return [
      way(
        t("form.way_host_note"),
        linkButton(t("form.way_issue"), issue, !isFirst, { ...traits, "data-way": "segnalazione" }),
      ),
    ];
  const empty = issueAddress(settings, subject, "");
  return [
    way(
      t("form.way_issue_long_note"),
      linkButton(t("form.way_issue"), empty, !isFirst, { ...traits, "data-way": "segnalazione" }),
    ),
  ];
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
  return el(
    "div",
    { class: "thanks" },
    heading(t("form.thanks", { giorni: settings.days })),
    el("p", {}, t("form.thanks_note")),
    el(
      "p",
      { class: "actions" },
      linkButton(t("form.again"), "#inizio", false),
      button(t("form.back_to_ways"), () => app.back()),
    ),
  );
}
