// What is to be mended, as the form says it: a question instead of the key of a file, advice for who has no file.
// `form.<code>.message` replaces a message; of the advice the nearest wins: `form.<code>.hint.<which>`,
// `form.<code>.<key>`, `form.<code>`, else that of `intreccio check`.

import { keyOf } from "./check-data.js";
import { wordsOfTheCommand } from "./check.js";
import { shapeAt } from "./form-shape.js";

const NAMING = ["key", "first", "last"]; // values that are the key of a record
const KEYS = /«([a-z_]+)»/g;

/** Make the words of findings in the form, for `makeChecker`. */
export function wordsOfTheForm({ contract, messages, t }) {
  const written = wordsOfTheCommand(messages);
  return (finding, kind) => {
    const { code, path, hint } = finding;
    const said = written(finding);
    const here = [`hint.${hint}`, keyOf(path)].map((which) => `form.${code}.${which}`);
    const advice = [...here, `form.${code}`].find((key) => Object.hasOwn(messages, key));
    return {
      message: messages[`form.${code}.message`] ?? said.message,
      hint: messages[advice] ?? said.hint,
      values: labelled(finding, (key) => label(key, path, kind, contract, t)),
    };
  };
}

function labelled({ values }, labelOf) {
  const named = NAMING.filter((name) => name in values).map((name) => [name, labelOf(values[name])]);
  const keys = values.keys?.replace(KEYS, (_, key) => `«${labelOf(key)}»`);
  return { ...values, ...Object.fromEntries(named), ...(keys ? { keys } : {}) };
}

/** The question of a key, in the nearest group around a path that has it. */
function label(key, path, kind, contract, t) {
  for (let end = path.length; end >= 0; end -= 1) {
    const shape = shapeAt(contract, kind, path.slice(0, end));
    const group = shape?.group ?? shape;
    if (Object.hasOwn(group?.properties ?? {}, key)) return t.ask(group.name ?? "", key);
  }
  return t.key(key);
}
