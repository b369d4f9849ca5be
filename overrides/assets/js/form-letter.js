// What a proposal says, in sentences: a letter begins with them, for who reads it before any command does.

import { isEmpty, isGroup, isText, short } from "./check-data.js";
import { shapeAt } from "./form-shape.js";
import { follow } from "./proposal.js";

const ADD = "+";

/** The whole letter: a sentence for each change, then the proposals as the command reads them. */
export function letterText(app, all, text) {
  const told = all.map((one) => [opening(app, one), ...sentences(app, one)].join("\n"));
  return [...told, app.t("form.letter_below"), text].join("\n\n");
}

const opening = ({ t }, { record, data }) =>
  t(record.isNew ? "form.letter_new" : "form.letter_record", { name: short(data.nome ?? record.id) });

const sentences = (app, { record, fields }) => (record.isNew ? [] : fields.map((field) => sentence(app, record, field)));

function sentence(app, { kind, before }, field) {
  const { t } = app;
  const adds = field.path.at(-1) === ADD;
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
