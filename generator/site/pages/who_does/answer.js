// What the page answers, in sentences: about the place asked for first, then about what there is elsewhere.

const ENOUGH = 5;
const MOST = 40;
const LONGEST = 60;

/** The headings and activities to show, in order: what serves the same need in that place comes before other towns. */
export function grouped(found, texts) {
  const headings = { ...texts, here: texts.close };
  const wanted = found.here.length < ENOUGH ? ["here", "beside", "kin", "away"] : ["here"];
  const names = numberOf(found, wanted) < ENOUGH ? [...wanted, "near"] : wanted;
  const shown = names.filter((name) => found[name].length);
  const isSaid = (name, at) => name === "here" || (name === "kin" && at === 0); // the sentence above says it already
  return shown.map((name, at) => ({ heading: headings[name], isSaid: isSaid(name, at), activities: found[name].slice(0, MOST) }));
}

function numberOf(found, names) {
  return names.reduce((sum, name) => sum + found[name].length, 0);
}

/** One sentence on what was found; `missing` are the words that nobody uses. */
export function summary(found, { asked, read, missing }, index, texts) {
  const where = placesOf(asked, read).map((code) => index.spoken.known[code]?.[1] ?? code).join(", ");
  const filled = (text) => text.replace("{words}", () => wordsOf(asked, read, index)).replace("{place}", () => where);
  if (found.here.length) return filled(counted(found.here.length, where, texts));
  if (found.beside.length || (found.away.length && !found.kin.length)) return filled(texts.elsewhere);
  if (found.kin.length) return filled(texts.kinOnly);
  return missing.length ? texts.nothing : texts.none;
}

/** Whether anything at all may answer: the same thing somewhere, or what serves the same need there. */
export function isAnswered(found) {
  return numberOf(found, ["here", "beside", "kin", "away"]) > 0;
}

/** The places asked for: chosen, else read in the words. */
export function placesOf(asked, read) {
  return asked.territories.length ? asked.territories : read.territories;
}

function counted(number, where, texts) {
  if (number > MOST) return texts.most.replace("{n}", MOST);
  const [single, plural] = where ? [texts.oneHere, texts.manyHere] : [texts.one, texts.many];
  return number === 1 ? single : plural.replace("{n}", number);
}

/** What is looked for, in few words: who asks with none asks for people. */
function wordsOf({ text, audiences }, read, { labels }) {
  if (text.length > LONGEST) return `${text.slice(0, LONGEST).replace(/\s+\S*$/u, "")}…`;
  return text || [...audiences, ...read.audiences].map((code) => labels.destinatari[code]).join(", ");
}
