// What a page shows and another record says: it stands among the answers, with the door to where it is corrected.

import { isEmpty, isGroup } from "../../checking/browser/data.js";
import { el } from "./form-dom.js";
import { shapeAt, valueAt } from "./form-shape.js";

/** A tie in the network's own words: `{item, door}`, the item as the page shows it; null where this record speaks. */
export function toldElsewhere({ flow, records, t }, path, item) {
  const [{ ties = {} }] = flow.records;
  if (path.length !== 1 || path[0] !== "aderisce" || !Object.hasOwn(ties, item?.rete ?? "")) return null;
  const network = records.find(({ id }) => id === item.rete);
  const door = network && el("a", { href: `#scheda=${network.id}` }, t("form.told_by", { name: network.nome }));
  return { item: { ...item, legame: ties[item.rete] }, door };
}

/** Contacts of an activity that has none of its own: those of who does it, which are corrected in its record. */
export function contactsRow({ t, flow, contract, records }, path) {
  const [{ data, kind, id, isNew }] = flow.records;
  const activity = valueAt(data, path);
  if (isNew || path.length !== 2 || path[0] !== "attivita" || !isEmpty(activity?.contatto)) return null;
  const other = activity?.ente && activity.ente !== id ? records.find((record) => record.id === activity.ente) : null;
  const shape = shapeAt(contract, kind, ["contatti"]).item;
  const own = [data.contatti ?? []].flat().filter((contact) => isGroup(contact) && contact.valore);
  const values = other ? (other.recapiti ?? []) : own.map((contact) => t.value(contact.valore, shape));
  if (!values.length) return null;
  const owner = other ?? { id, nome: data.nome };
  return el(
    "div",
    { "data-contacts-of": owner.id },
    el("dt", {}, t.key("contatti")),
    el("dd", {}, t("form.contacts_of", { values: values.join(", "), name: owner.nome })),
    el("dd", {}, el("a", { href: `#scheda=${owner.id}` }, t("form.contacts_there", { name: owner.nome }))),
  );
}
