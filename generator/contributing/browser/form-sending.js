// From the device to the hands of who reads: what carries a proposal away, each way only where it fits, and thanks.
// The site itself sends nothing.

import { isEmpty, isGroup, isText, short } from "../../checking/browser/data.js";
import { button, el, heading, linkButton } from "./form-dom.js";
import { proposed } from "./form-preview.js";
import { shapeAt } from "./form-shape.js";
import { follow, packed, recordName, writeProposal } from "./proposal.js";
import { recordWriter } from "./writer.js";

// Bytes; longer ones are refused by GitHub, Forgejo and Gitea.
const MOST_OF_AN_ADDRESS = 7500;
const MOST_OF_A_LETTER = 1800; // characters; mail programs cut longer ones
const HOSTS = [
  ["gitlab", "gitlab"],
  ["github", "github"],
  ["codeberg", "gitea"],
  ["forgejo", "gitea"],
  ["gitea", "gitea"],
];

const bytes = (text) => new TextEncoder().encode(text).length;
const fitting = (address) => (bytes(address) <= MOST_OF_AN_ADDRESS ? address : "");
const query = (values) =>
  Object.entries(values)
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");

/** Address of the repository without its ending; empty unless it is one of the web. */
function home(repository) {
  const address = (repository ?? "")
    .trim()
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
  return /^https:\/\/[^\s"'<>]+$/.test(address) ? address : "";
}

/** Which program a code host runs: `github`, `gitlab`, `gitea` (Forgejo too), or nothing that we know. */
export function hostOf(repository) {
  const address = home(repository);
  return HOSTS.find(([name]) => address.includes(name))?.[1] ?? "";
}

/** Address of the page that makes a new file, filled in; empty where the host has none or it does not fit. */
export function newFileAddress({ repository, branch = "main" }, path, text) {
  const host = hostOf(repository);
  const page = { github: "new", gitea: "_new" }[host];
  return page
    ? fitting(`${home(repository)}/${page}/${encodeURIComponent(branch)}?${query({ filename: path, value: text })}`)
    : "";
}

/** Address of a new issue with the proposal in it; empty where the host has none or it does not fit. */
export function issueAddress({ repository }, title, text) {
  const fenced = `\`\`\`\n${text}\`\`\`\n`;
  const made = {
    github: () => `/issues/new?${query({ template: "proposta.yml", title, proposta: text })}`,
    gitlab: () => `/-/issues/new?${query({ "issue[title]": title, "issue[description]": fenced })}`,
    gitea: () => `/issues/new?${query({ title, body: fenced })}`,
  }[hostOf(repository)];
  return made ? fitting(home(repository) + made()) : "";
}

/** Address of a letter; empty where there is nobody to write to, or it would be cut. */
export function letterAddress(email, subject, text) {
  if (!/^[^\s@?&]+@[^\s@?&]+$/.test(email ?? "")) return "";
  const address = `mailto:${encodeURIComponent(email).replace("%40", "@")}?${query({ subject, body: text.replaceAll("\n", "\r\n") })}`;
  return address.length <= MOST_OF_A_LETTER ? address : "";
}

/** A text as a file that a phone can share. */
export const asFile = (text, name) => new File([text], name, { type: "text/plain" });

/** Tell whether this browser can hand a file to another app. */
export const canShare = (file) => Boolean(navigator.canShare?.({ files: [file] }));

/** A whole letter: a sentence for each change, for who opens it, then the proposals as the command reads them. */
export function letterText(app, all, text) {
  const openings = all.map((changed) => [opening(app, changed), ...sentences(app, changed)].join("\n"));
  return [...openings, app.t("form.letter_below"), text].join("\n\n");
}

const opening = ({ t }, { record, data }) =>
  t(record.isNew ? "form.letter_new" : "form.letter_record", { name: short(data.nome ?? record.id) });

const sentences = (app, { record, fields }) => (record.isNew ? [] : fields.map((field) => sentence(app, record, field)));

function sentence(app, { kind, before }, field) {
  const { t } = app;
  const adds = field.path.at(-1) === "+";
  const { path } = follow(before, adds ? field.path.slice(0, -1) : field.path);
  const worded = (value) => inWords(app, kind, adds ? [...path, 0] : path, value);
  const words = { place: placeOf(app, kind, before, path), before: worded(field.before), after: worded(field.after) };
  if (isEmpty(field.before)) return t("form.letter_added", words);
  return t(isEmpty(field.after) ? "form.letter_gone" : "form.letter_changed", words);
}

function inWords({ t, contract }, kind, path, value) {
  const name = isGroup(value) ? (value.nome ?? value.titolo) : undefined;
  return short(isText(name) ? name : t.value(value ?? "", shapeAt(contract, kind, path), path.findLast(isText)));
}

/** A contact is called by what it is and whose: «Telefono, Segreteria»; anything else by where it stands. */
function placeOf({ t }, kind, before, path) {
  const { value: owner } = follow(before, path.slice(0, -1).map(String));
  if (path.at(-1) !== "valore" || !isText(owner?.tipo)) return t.place(kind, before, path);
  return [t.choice("tipo", owner.tipo), owner.etichetta].filter(isText).map(short).join(", ");
}

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
      button(t("form.back"), app.back),
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
      button(t("form.back_to_ways"), app.back),
    ),
  );
}
