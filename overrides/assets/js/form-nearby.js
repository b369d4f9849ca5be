// What the catalogue already has that is like what one is writing: the same name, or something done together.

import { el } from "./form-dom.js";
import { valueAt } from "./form-shape.js";
import { folded } from "./form-suggest.js";

const WORDS_FOR_LIKENESS = ["nome", "titolo", "descrizione", "soluzione"];
const QUESTIONS_FOR_LIKENESS = ["nome", "descrizione", "tipo"];
const SIMILAR_SHOWN = 3;

const around = ({ flow }, path) => valueAt(flow.records[0].data, path.slice(0, -1)) ?? {};

/** Records that have the name of a new one: whoever sees them may not need it. */
export function namesakes(app, path) {
  const isName = app.flow.records[0].isNew && path.length === 1 && path[0] === "nome";
  const { nome } = isName ? around(app, path) : {};
  return nome ? app.records.filter((one) => isNamesake(one, nome)) : [];
}

/** Show beside a question what is like its answer. */
export async function nearby(app, path, aside) {
  const { flow, t } = app;
  const asksName = flow.records[0].isNew && path.length === 1 && path[0] === "nome";
  if (asksName) {
    const same = namesakes(app, path).map((one) => [one.nome, `#scheda=${one.id}`]);
    aside.replaceChildren(...listOf(t("form.maybe_here"), same));
  } else if (path.at(-3) === "attivita" && QUESTIONS_FOR_LIKENESS.includes(path.at(-1))) {
    const others = await alike(app, around(app, path));
    const links = others.map(({ name, operator, address }) => [`${name} · ${operator}`, address]);
    aside.replaceChildren(...listOf(t("form.similar"), links));
  }
}

async function alike({ flow, similar }, activity) {
  const [record] = flow.records;
  const text = WORDS_FOR_LIKENESS.map((word) => activity[word] ?? "")
    .join(" ")
    .trim();
  if (text.length <= 3) return [];
  const found = await similar({
    text,
    kinds: [activity.tipo ?? []].flat(),
    territories: [activity.territori ?? record.data.territori ?? []].flat(),
    audiences: [activity.destinatari ?? []].flat(),
  });
  return found.filter(({ id }) => id !== `${record.id}/${activity.id}`).slice(0, SIMILAR_SHOWN);
}

function isNamesake({ nome, altri_nomi = [] }, written) {
  const plain = (text) =>
    folded(text)
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const name = plain(written);
  return (
    name.length > 3 &&
    [nome, ...altri_nomi].some((other) => plain(other) === name || (name.length > 6 && plain(other).includes(name)))
  );
}

const listOf = (title, links) =>
  links.length
    ? [
        el("p", {}, el("strong", {}, title)),
        el(
          "ul",
          {},
          links.map(([label, href]) =>
            el("li", {}, el("a", href.startsWith("#") ? { href } : { href, target: "_blank", rel: "noopener" }, label)),
          ),
        ),
      ]
    : [];
