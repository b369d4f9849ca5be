// The parts of a contact follow each other: what is written says its kind, and who has no contact is reached
// through a network or an office.

import { isEmpty } from "./check-data.js";

const THROUGH = "tramite";

/** Kinds that look alike: what is written cannot tell them apart, and leaves the one that stands there. */
const ALIKE = { email: ["email", "pec"], telefono: ["telefono"], sito: ["sito", "social"] };

/** Make the parts of a contact follow each other; `dropHidden` takes away what is not an answer for this kind. */
export function contactParts(fields, value, { formats }) {
  const node = (key) => fields.get(key).node;
  const kind = () => node("tipo").querySelector("input:checked")?.value ?? "";
  followKind(node("valore").querySelector("input"), node("tipo"), kind, formats);
  const wasBoth = value?.tipo === THROUGH && !isEmpty(value.valore);
  const show = () => {
    node("valore").hidden = kind() === THROUGH && !wasBoth;
    node(THROUGH).hidden = kind() !== THROUGH && isEmpty(value?.[THROUGH]);
  };
  node("tipo").addEventListener("change", show);
  show();
  return function dropHidden(found) {
    for (const key of ["valore", THROUGH]) if (node(key).hidden) delete found[key];
    return found;
  };
}

/** Somebody who writes an e-mail address need not say that it is one, nor that the next is a telephone. */
function followKind(written, kinds, kind, formats) {
  let guessed = "";
  let isByHand = false;
  let isGuessing = false;
  const choose = (code) => {
    isGuessing = true;
    kinds.querySelector(`input[value="${code}"]`)?.click();
    isGuessing = false;
    guessed = code;
  };
  kinds.addEventListener("change", () => (isByHand ||= !isGuessing));
  written.addEventListener("change", () => {
    const guess = formats.contactKind(written.value.trim());
    if (isByHand) return;
    if (guess && !ALIKE[guess].includes(kind())) choose(guess);
    else if (!guess && guessed) choose("");
  });
}
