// One record by itself, checked as `intreccio check` does: the door to the rules beside it, twins of the Python modules of
// their names; a test runs every local case in both. Rules across records are left to the command.

import { adviceRules } from "./advice.js";
import { conditionRules } from "./conditions.js";
import { isGroup, isText } from "./data.js";
import { formatRules } from "./formats.js";
import { Walk } from "./shape.js";
import { textRules } from "./texts.js";

/** Every keyword that a schema may use: an unknown one is refused. */
export const KEYWORDS = new Set(
  ("$ref additionalProperties deprecated description enum items maxItems maxLength maximum minItems minLength minimum oneOf patternProperties " +
    "properties propertyNames required type x-formato x-richiede x-riferimento x-vocabolario").split(" "),
);

const SEVERITIES = { E: "error", W: "warning", H: "hint" };

/**
 * Make `check(record, kind)`, which answers [{code, severity, path, message, hint}] in reading order. `contract` is schema.json,
 * `vocabularies` the terms by scheme, `today` an ISO date; `words` may say findings otherwise than the command, `first` find more.
 */
export function makeChecker({ contract, vocabularies, messages, today, words = wordsOfTheCommand(messages), first = () => [] }) {
  refuseUnknownWords(contract);
  const { rules, kinds, $defs } = contract;
  const texts = textRules(rules);
  const formats = formatRules(rules, texts);
  const conditions = conditionRules({ rules, today, formats, texts });
  const tools = { $defs, rules, texts, formats, conditions, advice: adviceRules(rules), words: spokenWords(vocabularies) };

  return function check(record, kind) {
    const walk = new Walk(tools, placesOf(record), texts.openAddresses(record));
    walk.value(record, kinds[kind], []);
    return [...first(record), ...walk.findings].map((finding) => worded(finding, words(finding, kind), texts.mask));
  };
}

function refuseUnknownWords({ kinds, $defs }) {
  const visit = (node) => {
    const unknown = Object.keys(node).filter((word) => !KEYWORDS.has(word));
    if (unknown.length) throw new TypeError(`unknown keyword: ${unknown.join(", ")}`);
    [...Object.values({ ...node.properties, ...node.patternProperties, ...node.oneOf }), ...[node.items ?? []].flat()].forEach(visit);
  };
  [...Object.values(kinds), ...Object.values($defs)].forEach(visit);
}

function spokenWords(vocabularies) {
  const schemes = new Map();
  for (const [name, terms] of Object.entries(vocabularies)) {
    const spoken = new Map();
    for (const { codice, it, en, alias = [] } of terms) {
      for (const word of [codice, it, en, ...alias]) {
        if (word && !spoken.has(word.toLowerCase())) spoken.set(word.toLowerCase(), codice);
      }
    }
    schemes.set(name, { terms: new Map(terms.map((term) => [term.codice, term])), spoken });
  }
  return (name) => schemes.get(name) ?? { terms: new Map(), spoken: new Map() };
}

function placesOf({ luoghi }) {
  const listed = Array.isArray(luoghi) ? luoghi.filter((item) => isGroup(item) && isText(item.id) && item.id.trim()) : [];
  return new Map(listed.map((item) => [item.id.trim(), item]));
}

export const wordsOfTheCommand = (messages) => ({ code, values, hint }) => {
  const advice = hint ? `${code}.hint.${hint}` : `${code}.hint`;
  return { message: messages[`${code}.message`], hint: messages[advice] ?? "", values };
};

function worded({ code, path }, { message, hint, values }, mask) {
  const fill = (text) => mask(text.replace(/\{([a-z_]+)\}/g, (_, name) => String(values[name])));
  return { code, severity: SEVERITIES[code[0]], path, message: fill(message), hint: fill(hint) };
}
