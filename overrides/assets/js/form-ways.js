// The ways out of the form: what carries a proposal away, each only where it fits. The site sends nothing.

import { isEmpty, isGroup, isText, short } from "./check-data.js";
import { shapeAt } from "./form-shape.js";
import { follow } from "./proposal.js";

const MOST_OF_AN_ADDRESS = 7500; // bytes; longer ones are refused by GitHub, Forgejo and Gitea
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
  const told = all.map((one) => [opening(app, one), ...sentences(app, one)].join("\n"));
  return [...told, app.t("form.letter_below"), text].join("\n\n");
}

const opening = ({ t }, { record, data }) =>
  t(record.isNew ? "form.letter_new" : "form.letter_record", { name: short(data.nome ?? record.id) });

const sentences = (app, { record, fields }) => (record.isNew ? [] : fields.map((field) => sentence(app, record, field)));

function sentence(app, { kind, before }, field) {
  const { t } = app;
  const adds = field.path.at(-1) === "+";
  const { path } = follow(before, adds ? field.path.slice(0, -1) : field.path);
  const told = (value) => inWords(app, kind, adds ? [...path, 0] : path, value);
  const words = { place: placeOf(app, kind, before, path), before: told(field.before), after: told(field.after) };
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
