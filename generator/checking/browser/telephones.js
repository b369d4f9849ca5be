// Which telephone numbers a text holds: the same as `generator/checking/telephones.py`, with the patterns of its library.

import { whole } from "./data.js";

const LINE = 255;

/** Make `reading`, `isKnown` and `mended` out of `telefoni` of the rules. */
export function telephoneRules(telefoni) {
  const search = (name) => new RegExp(telefoni[name]);
  const matches = (name, text) => whole(telefoni[name]).test(text);
  const compactOf = (number) => number.replace(/[^0-9+]/g, "");

  /** Read the value of a contact: `{numbers, extension, hasWords}`. */
  function reading(text, kind) {
    if (text.length > LINE) return { numbers: [] };
    let bare = text.toLowerCase().replace(new RegExp(telefoni.spazi, "g"), " ").replace(new RegExp(telefoni.trattini, "g"), "-").trim();
    bare = bare.replace(new RegExp(telefoni.parole[kind]), "").replace(search("coda"), "");
    const inside = search("interno").exec(bare);
    const extension = inside?.[1] ?? "";
    if (inside) bare = bare.slice(0, inside.index);
    if (matches("solo_numeri", bare)) return { numbers: numbersIn(bare), extension };
    const numbers = bare.match(new RegExp(telefoni.numero, "g")) ?? [];
    return { numbers: numbers.length === 1 ? numbers : [], extension, hasWords: true };
  }

  function numbersIn(bare) {
    const tail = whole(telefoni.ultime_cifre).exec(bare);
    if (tail && isWhole(tail[1])) return [tail[1], withTail(tail[1], tail[2])];
    const several = isKnown(bare) ? [] : telefoni.separatori.map((separator) => split(bare, separator));
    return several.find(({ length }) => length) ?? (matches("numero", bare) ? [bare] : []);
  }

  function split(bare, separator) {
    const found = [];
    let held = "";
    for (const piece of bare.split(new RegExp(separator))) {
      const number = `${held}${piece}`.trim();
      const digits = compactOf(number);
      const isOther = found.length && !held && /^[0-9]+$/.test(digits) && isWhole(withTail(found.at(-1), digits));
      const isNumber = isWhole(number) || (separator === telefoni.separatori[0] && isKnown(number));
      if (isNumber) found.push(number);
      else if (isOther) found.push(withTail(found.at(-1), digits));
      held = isNumber || isOther ? "" : `${number}${separator}`;
    }
    return !held && found.length > 1 ? found : [];
  }

  function withTail(number, tail) {
    const digits = [...tail];
    return [...number].reverse().map((sign) => (/[0-9]/.test(sign) && digits.length ? digits.pop() : sign)).reverse().join("");
  }

  /** A number as it is dialled inside Italy; null where it is one of another country. */
  function atHome(number) {
    const home = compactOf(number).replace(/^(?:\+|00)39/, "");
    return /^(?:\+|00)/.test(home) && home === compactOf(number) ? null : home;
  }

  function isWhole(number) {
    const home = atHome(number);
    if (home !== null) return matches("interi", home);
    return /^(?:\+|00)[0-9]+$/.test(compactOf(number)) && whole("[0-9]{7,15}").test(compactOf(number).replace(/^[+0]+/, ""));
  }

  const isKnown = (number) => isWhole(number) || matches("brevi", atHome(number) ?? "");

  function mended(number) {
    const withZero = number.replace(/^([+(]*(?:00)?39[ .()/-]*)/, "$10");
    return withZero !== number && isWhole(withZero) ? withZero : "";
  }

  return { reading, isKnown, mended };
}
