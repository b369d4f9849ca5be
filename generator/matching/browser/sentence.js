// What a sentence says, for search and for «Chi lo fa già?» alike: the words that carry its meaning, the terms of the
// vocabularies that they name, the places, and the known word that a misspelled one was meant to be.
// What each does with it is its own: search asks for records that hold the words, the other weighs likeness.
// Nothing in Python reads a sentence, so this has no twin.

import { nearestOf } from "../../checking/browser/spelling.js";
import { evened, folded, foldedWords, wordsWithPlaces } from "../../locale/browser/folding.js";
import { phrasesSaid, stemsOf } from "./words.js";

const SHORTEST_CORRECTED = 5;
const LONG = 8;

// Italian first, then the English, French and Spanish of who has just arrived.
const LITTLE = new Set(
  foldedWords(
    "a ad al allo alla ai agli alle da dal dallo dalla dai dagli dalle di del dello della dei degli delle in nel nello nella nei negli nelle " +
      "all dall dell nell sull quell con su sul sullo sulla sui sugli sulle per tra fra il lo la i gli le un uno una e ed o od che chi cosa cose come dove quando quale quali quanto quanti " +
      "mi ti si ci vi me te se ne mio mia miei mie tuo tua suo sua suoi sue nostro nostra nostri nostre vostro vostra loro io tu lui lei non " +
      "ho hai ha abbiamo avete hanno sono è sei siamo siete era ero essere avere stato stata sto sta stiamo stanno stare " +
      "c'è vorrei vorrebbe vorremmo voglio vuole vogliamo posso può possiamo possono potrei devo deve dobbiamo dovrei riesco riesce sa so sapere fare faccio fa facciamo fai " +
      "sento senti sente sentire sentirmi cerco cerca cerchiamo cercano cercare trovo trova trovare bisogno serve servono qualcuno qualcosa nessuno " +
      "andare vado va dare do dà mano vive vivo viviamo abito abita abitiamo rivolgermi rivolgersi parlare chiedere " +
      "più meno già molto poco po anche ancora questo questa questi queste quello quella ma però perché oggi ora adesso anni " +
      "the of for to and or my me i we our in on at an with from where how what who is are am has have need want find looking can do does get some please " +
      "le les des du de pour je mon ma et où un une est ai cherche besoin el los las para por y yo soy estoy necesito busco quiero",
  ),
);

// Who is asked for, that help is asked for, that it costs nothing: they tell little where other words say which help.
const WEAK = new Set(
  foldedWords(
    "madre mamma padre papa babbo nonna nonno zia zio figlio figlia figli marito moglie fratello sorella genitore familiare parente amico amica vicino vicina " +
      "persona persone signora signore aiuto aiutare aiutarmi aiuta aiutami aiutarla aiutarlo informazioni servizio gratis gratuito gratuita gratuiti gratuite " +
      "help free mother father mum mom dad son daughter husband wife people mere pere fils aide madre hijo hija ayuda",
  ),
);

const PLACE_BEFORE = new Set(
  foldedWords(
    "a ad al ai alla alle allo agli in nel nei nella nelle nello da dal dalla dalle di del dei della delle quartiere zona rione",
  ),
);

export const isLittle = (word) => LITTLE.has(word);

/** The words that say something; all of them where none does. */
export function telling(text) {
  const words = [...new Set(foldedWords(text).filter((word) => word.length > 1))];
  const chosen = words.filter((word) => !LITTLE.has(word));
  return chosen.length ? chosen : words;
}

/** The words that say what is meant. */
export function meaningful(text) {
  const words = telling(text);
  const strong = words.filter((word) => !WEAK.has(word));
  return strong.length ? strong : words;
}

/** The words that say what is meant; none where all of them only ask for help, or for somebody. */
export function strongWords(text) {
  return foldedWords(text).filter((word) => !LITTLE.has(word) && !WEAK.has(word));
}

let scenery;

/** Of the stems of a text, those that say what is meant; all of them where none does. */
export function meaningfulStems(stems, rules) {
  scenery ??= new Set(stemsOf([...LITTLE, ...WEAK].join(" "), rules));
  const strong = stems.filter((stem) => !scenery.has(stem));
  return strong.length ? strong : stems;
}

/**
 * The terms that these stems name, whatever their order: `facet` and `code`, and `names`, each the stems of one name.
 * `phrases` leads from stems to concepts («aiut compit» → «tipo:doposcuola»). A name that is part of a longer one that
 * was said is none: «scuola» in «scuola di italiano» is no school, «spesa a casa» is not about houses.
 */
export function termsNamed(stems, phrases) {
  const names = phrasesSaid(stems, phrases).map((phrase) => phrase.split(" "));
  const isPart = (name) => names.some((other) => other.length > name.length && name.every((word) => other.includes(word)));
  const terms = new Map();
  for (const name of names.filter((name) => !isPart(name))) {
    for (const concept of phrases[name.join(" ")]) terms.set(concept, [...(terms.get(concept) ?? []), name]);
  }
  return [...terms].map(([concept, own]) => {
    const [facet, ...code] = concept.split(":");
    return { facet, code: code.join(":"), names: own };
  });
}

/**
 * The places that a text names, each `codes`, `from`, `to` (in the text once it is `evened`) and `size`: whole names, longest
 * first; of several sizes the smallest: «Fornaci», not the town around it. `gazetteer` is what `spoken_places` wrote.
 */
export function placesIn(text, gazetteer, isWanted = () => true) {
  const { places, longest, known } = gazetteer;
  const words = wordsWithPlaces(text);
  const named = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(longest, words.length - at); count > 0; count -= 1) {
      const name = words.slice(at, at + count).map(({ plain }) => plain).join(" ");
      if (!Object.hasOwn(places, name) || !isPlace(name, words, at, count, gazetteer)) continue;
      const codes = places[name].filter(isWanted);
      const [from, to] = [words[at].from, words[at + count - 1].to];
      if (codes.length) named.push({ codes, from, to, size: Math.min(...codes.map((code) => known[code][0])) });
      at += count - 1;
      break;
    }
  }
  const smallest = Math.min(...named.map(({ size }) => size));
  return named.filter(({ size }) => size === smallest);
}

/** The text without the names of these places. */
export function withoutPlaces(text, places) {
  return places.reduceRight((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), evened(text));
}

/** A name that is also a common word («centro») is a place alone, with a capital, or where a place ends the sentence. */
function isPlace(name, words, at, count, { common }) {
  if (!common.includes(name) || words.length === count) return true;
  if (at > 0 && /^\p{Lu}/u.test(words[at].written)) return true;
  const endsTheSentence = /^\s*($|[.,;:!?)])/.test(words[at + count - 1].after);
  return at > 0 && PLACE_BEFORE.has(words[at - 1].plain) && endsTheSentence;
}

/** The known word that was probably meant, or nothing: a slip seldom changes the first letter, and a short word has one. */
export function probablyMeant(word, known) {
  const plain = folded(word);
  return plain.length < SHORTEST_CORRECTED ? "" : within(plain.length < LONG ? 1 : 2, plain, known);
}

/** The known word that is one letter away, or nothing. */
export function aLetterAway(word, known) {
  return within(1, folded(word), known);
}

function within(most, plain, known) {
  const alike = known.filter((other) => folded(other)[0] === plain[0] && Math.abs(other.length - plain.length) <= 1);
  return nearestOf(plain, new Map(alike.map((other) => [other, other])), most);
}
