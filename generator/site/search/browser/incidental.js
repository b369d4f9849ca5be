// A fear that is not of a person: «mio figlio ha paura di andare a scuola» asks about school. It is told by what stands beside it,
// and wherever that leaves a doubt somebody may be in danger: who is afraid himself, of somebody, of going home, of what is done to him.

import { foldedWords } from "../../../locale/browser/folding.js";
import { strongWords } from "../../../matching/browser/sentence.js";
import { form } from "./words.js";

const list = (words) => foldedWords(words);
// How fear is called, and by whom it is his own.
const ITALIAN = new Set(list("ho abbiamo avevo avevamo mi ci ti mette fa"));
const ENGLISH = new Set(list("i im m am are we me were"));
const FEARS = new Map([
  ...["paura", "terrore"].map((word) => [word, ITALIAN]),
  ...["afraid", "scared"].map((word) => [word, ENGLISH]),
  ["peur", new Set(list("j je ai nous avons me m"))],
  ["miedo", new Set(list("tengo tenemos tenia me nos"))],
  ["frica", new Set(list("mi imi ne am"))],
]);
const PERSONS = new Set(
  list(
    "lui lei loro compagno compagna fidanzato fidanzata ragazzo ex uomo uomini gente patrigno matrigna suocero suocera cognato cugino capo " +
      "padre papa babbo madre mamma nonno nonna zio zia figlio figlia figli marito moglie fratello sorella genitore genitori familiare parente " +
      "amico amica vicino vicina vicini persona persone signore signora qualcuno " +
      "him her them man men boyfriend girlfriend partner husband wife father mother dad mum mom son brother uncle someone people " +
      "mari pere mere fils frere oncle homme copain esposo padrastro hermano hijo novio hombre sot tata",
  ),
);
const HOMES = new Set(list("casa home maison hogar acasa"));
const HOMEWARD = new Set(list("tornare torna tornarci rientrare stare restare rimanere vivere andare go going back return returning stay staying rentrer rester aller volver regresar estar ir"));
const HARM = /^(?:picchi|ucci|ammazz|men[ai]|minacc|segu|inseg|pedin|violen|stupr|tocc|perseguit|maltratt|abus|botte|kill|hit|beat|hurt|threat|rape|frapp|tuer|pega|matar)/u;
const WHOSE = 3; // words before, among which it is said whose fear it is
const THAT = new Set(["che", "that", "que"]);

/** Whether what is feared is known, and is nobody. */
function isOfAThing(words, at) {
  const after = words.slice(at + 1);
  const isOwn = words.slice(Math.max(0, at - WHOSE), at).some((word) => FEARS.get(words[at]).has(word));
  const isHomeward = after.some((word) => HOMES.has(word)) && after.some((word) => HOMEWARD.has(word));
  return !isOwn && !isHomeward && !THAT.has(after[0]) && !after.some((word) => PERSONS.has(word)) && strongWords(after.join(" ")).length > 0;
}

/** The words for fear, as `form` gives them, where they only stand beside what is asked; none where somebody may be in danger. */
export function incidental(text) {
  const words = foldedWords(text);
  const places = words.flatMap((word, at) => (FEARS.has(word) ? [at] : []));
  const isSafe = !words.some((word) => HARM.test(word)) && places.every((at) => isOfAThing(words, at));
  return new Set(isSafe ? places.map((at) => form(words[at])) : []);
}
