// A place that the catalogue does not have: the widest ones, which may contain it, so that nobody is stopped by a list.

import { el } from "./form-dom.js";

const MOST = 16;

/** The codes of the widest places, those of the next level too while they are few. */
export function widest(terms, levels) {
  const known = levels.filter((level) => terms.some(({ livello }) => livello === level));
  const of = (wanted) => terms.filter(({ livello }) => wanted.includes(livello)).map(({ codice }) => codice);
  const [both, first] = [of(known.slice(0, 2)), of(known.slice(0, 1))];
  return both.length && both.length <= MOST ? both : first.slice(0, MOST);
}

/**
 * Where a search finds no place: `{node, offer}`; `offer(true)` shows the widest, `offer(false)` gives them back to `list`.
 * `lineOf` makes or finds the line of a code.
 */
export function widerPlaces(terms, list, lineOf, { contract }) {
  const codes = widest(terms, contract.$defs.Term.properties.livello.enum);
  const node = el("ul", { class: "options" });
  const offer = (isLacking) => {
    list.append(...node.children);
    if (isLacking) node.append(...codes.map(lineOf));
  };
  return { node, offer };
}
