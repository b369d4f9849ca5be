// The words of a search: which say what is meant, and when two are the same one.

const MOST_WORDS = 8;

const LITTLE = new Set(
  (
    "a ad al allo alla ai agli alle da dal dallo dalla dai dagli dalle di del dello della dei degli delle in nel nello nella nei negli nelle " +
    "con su sul sullo sulla sui sugli sulle per tra fra il lo la i gli le un uno una e ed o od che chi cosa cose come dove quando quale quali quanto quanti " +
    "mi ti si ci vi me te se ne mio mia miei mie tuo tua suo sua suoi sue nostro nostra nostri nostre vostro vostra loro io tu lui lei non " +
    "ho hai ha abbiamo avete hanno sono è sei siamo siete era ero essere avere stato stata sto sta stiamo stanno stare " +
    "c'è vorrei vorrebbe vorremmo voglio vuole vogliamo posso può possiamo possono potrei devo deve dobbiamo dovrei riesco riesce sa so sapere fare faccio fa facciamo fai " +
    "sento senti sente sentire sentirmi cerco cerca cerchiamo cercano cercare trovo trova trovare bisogno serve servono qualcuno qualcosa nessuno " +
    "andare vado va dare do dà mano vive vivo viviamo abito abita abitiamo rivolgermi rivolgersi parlare chiedere " +
    "più meno già molto poco po anche ancora questo questa questi queste quello quella ma però perché oggi ora adesso anni " +
    "the of for to and or my me i we our in on at an with from where how what who is are am has have need want find looking can do does get some please " +
    "le les des du de pour je mon ma et où un une est ai cherche besoin el los las para por y yo soy estoy necesito busco quiero"
  )
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(" "),
);

// Who is asked for, that help is asked for, that it costs nothing: they tell little where other words say which help.
const WEAK = new Set(
  (
    "madre mamma padre papa babbo nonna nonno zia zio figlio figlia figli marito moglie fratello sorella genitore familiare parente amico amica vicino vicina " +
    "persona persone signora signore aiuto aiutare aiutarmi aiuta aiutami aiutarla aiutarlo informazioni servizio gratis gratuito gratuita gratuiti gratuite " +
    "help free mother father mum mom dad son daughter husband wife people mere pere fils aide madre hijo hija ayuda"
  ).split(" "),
);

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function split(text) {
  return folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** A word without what gender, number and spelling change at its end. */
export function stem(word) {
  const plain = folded(word);
  return plain.length > 3 ? plain.replace(/[aeiou]+$/, "").replace(/h$/, "") : plain;
}

/** A word without its last vowel: nearer than the engine's stem, for which «compagnia» is «compagno». */
export function form(word) {
  const plain = folded(word);
  return plain.length > 3 ? plain.replace(/h?(io|[aeiou])$/, "") : plain;
}

export function forms(...texts) {
  return new Set(split(texts.filter(Boolean).join(" ")).map(form));
}

/** The words that say something; all of them where none does. */
export function telling(text) {
  const words = [...new Set(split(text).filter((word) => word.length > 1))];
  const chosen = words.filter((word) => !LITTLE.has(word));
  return chosen.length ? chosen : words;
}

/** The words that say what is meant. */
export function meaningful(typed) {
  const words = telling(typed);
  const strong = words.filter((word) => !WEAK.has(word));
  return (strong.length ? strong : words).slice(0, MOST_WORDS);
}

/** The word somebody may still be writing: the last one, with nothing after it. */
export function unfinished(typed) {
  return /[\p{L}\p{N}]$/u.test(typed) ? split(typed).at(-1) : "";
}

/** Pagefind falls back on ever shorter beginnings of a word: tell whether something like what was typed is there. */
export function isTold(word, words) {
  const shared = word.length < 5 ? word.length : Math.max(4, Math.ceil(word.length * 0.65));
  const beginning = word.slice(0, shared);
  return words.some((one) => one.startsWith(beginning) || stem(one) === stem(word));
}
