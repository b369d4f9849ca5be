// The records that the form finds: one list, or parts along the alphabet of what they are looked up by, read as they are
// asked for (`exports/form.py`). What has been read is known: `{id, kind, nome, altri_nomi, recapiti, attivita, pratiche, parte}`.

import { SITE } from "../../addresses.js";
import { fetched } from "../../reading/browser/fetched.js";
import { named } from "./form-suggest.js";

const MOST = 3; // parts read of a word

/** `listed` is what `schede.json` holds; what reads files raises Unreachable. */
export function recordsOf(listed) {
  const { parti: begins } = listed;
  const [known, files, asked, wanted] = [new Map(), new Map(), new Set(), new Set()];
  const learn = (rows) => {
    for (const row of rows) {
      const before = known.get(row.id);
      const inner = (key) => [...new Map([before, row].flatMap((record) => record?.[key] ?? []).map((part) => [part.id, part])).values()];
      known.set(row.id, { ...before, ...row, attivita: inner("attivita"), pratiche: inner("pratiche") });
    }
    return rows;
  };
  const read = async (number) => {
    if (!files.has(number)) files.set(number, learn(await fetched(new URL(`dati/modulo/nomi/${number}.json`, SITE))));
    return files.get(number);
  };
  const readAll = async (numbers) => (await Promise.all([...new Set(numbers)].map(read))).flat();
  const before = (key) => begins.filter((begin) => begin < key).length;
  /** The parts in which keys may stand that begin so; `end` follows the last of them. */
  const partsFrom = (start, end = `${start}\uffff`) => {
    const first = Math.max(0, before(start) - 1);
    return Array.from({ length: before(end) - first }, (_, at) => first + at);
  };
  if (!begins) learn(listed);
  return {
    /** Where each part begins, if there are several. */
    begins,
    all: () => [...known.values()],
    learn,
    /** A record, or an activity or a practice of one, by its id; what is not known is kept in mind for `fetchWanted`. */
    get(id) {
      const [home, inner] = id.split("/");
      const record = known.get(home);
      const found = inner ? [record?.attivita, record?.pratiche].flat().find((part) => part?.id === inner) : record;
      if (!found) this.want(`#${home}`);
      return found;
    },
    /** Ask for `#` and an id, or `@` and a contact. */
    want: (key) => begins && !asked.has(key) && wanted.add(key),
    /** Read what is wanted; tells whether there was anything to read. */
    async fetchWanted() {
      const keys = [...wanted];
      wanted.clear();
      await readAll(keys.flatMap((key) => partsFrom(key, `${key}\0`)));
      keys.forEach((key) => asked.add(key));
      return keys.length > 0;
    },
    /** What may be meant by words that are typed: `{rows, isCut}`, cut where they are too common to read all. */
    async find(typed) {
      if (!begins) return { rows: listed };
      const words = named(typed);
      if (!words.length) return { rows: [] };
      const [rarest] = words.map((word) => partsFrom(word)).sort((one, other) => one.length - other.length);
      const together = partsFrom(words.join(" ")).slice(0, MOST);
      const rows = await readAll([...together, ...rarest.slice(0, MOST)]);
      const ids = new Set(rows.map(({ id }) => id));
      return { rows: [...ids].map((id) => known.get(id)), isCut: rarest.length > MOST };
    },
  };
}
