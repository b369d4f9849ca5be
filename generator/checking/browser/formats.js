// What a text must look like where the schema names a format: the same as `generator/checking/formats.py`.

import { existsOnCalendar, isWrittenAsADay, isoOf, lineOf, short, slug, keyOf, whole } from "./data.js";

const PLAIN_IN_BRACKETS = /^[A-Za-zÀ-ÖØ-öø-ÿ0-9][A-Za-zÀ-ÖØ-öø-ÿ0-9 _.'’°/()–-]*$/;

export function inBrackets(text) {
  if (PLAIN_IN_BRACKETS.test(text) && !["null", "true", "false"].includes(text.toLowerCase())) return text;
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** Make `flawIn(text, format)` out of the rules: null, or {code, fix, hint}. */
export function formatRules(rules, texts) {
  const { anno, mese, data } = rules.date;
  const partOfADate = new RegExp(["[0-9]", ...rules.mesi].join("|")); // a fix never throws away a day or a month
  const flaw = (code, fix = "", hint = "") => ({ code, fix, hint });

  const dateLike = (name, ...precisions) => (text) => {
    const right = whole(precisions.map((precision) => `(?:${precision})`).join("|"));
    if (right.test(text)) return whole(data).test(text) && !existsOnCalendar(text) ? flaw("E110") : null;
    const fix = isoOf(text, rules.mesi);
    return right.test(fix) ? flaw("W109", fix) : notADate(text, name);
  };

  function notADate(text, name) {
    if (/^[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}$/.test(text)) return flaw("E109", "", "secolo");
    const year = new RegExp(`(?<![0-9])${anno}(?![0-9])`, "u").exec(text);
    const lettered = /[A-Za-z]{3}/.test(text);
    const isPeriod = whole(`${anno} ?[-–/] ?${anno}`).test(text);
    const isYear = year && !partOfADate.test(text.replace(year[0], "").toLowerCase());
    if (isYear && (name === "anno" || (name === "quando" && !lettered))) return flaw("E109", year[0]);
    if (name !== "quando") return flaw("E109", "", name);
    if (isPeriod) return flaw("E109", "", "periodo");
    if (!lettered || isWrittenAsADay(text, rules.mesi)) return flaw("E109", "", name);
    return flaw("E109", `{${year ? `anno: ${year[0]}, ` : ""}testo: ${inBrackets(text)}}`, "words");
  }

  const matching = (name, repair = () => "") => (text) => {
    const { modello, codice } = rules.formati[name];
    if (whole(modello).test(text)) return null;
    const fix = repair(text);
    return flaw(codice, fix && whole(modello).test(fix) ? fix : "");
  };

  const isUrl = (text) => whole(rules.url).test(text);
  const isHost = (text) => whole(rules.host).test(text);

  function url(text) {
    const host = (text.split("//").slice(1).join("//") || "").split(/[/?#]/)[0].replace(/:[0-9]{1,5}$/, "");
    if (isUrl(text) && isHost(host)) return null;
    if (isHost(text.split(/[/?#]/)[0]) && isUrl(`https://${text}`)) return flaw("E120", `https://${text}`);
    if (text.includes("@") && !text.includes("/")) return flaw("E120", "", "email");
    return flaw("E120", "", !/[ \t\n]/.test(text) && /^[A-Za-z][A-Za-z+.-]*:/.test(text) ? "schema" : "");
  }

  const site = (text) => (!text.includes("://") && url(`https://${text}`) === null ? null : url(text));

  function time(text) {
    const found = whole(rules.ora_come_si_dice).exec(text.toLowerCase());
    return found ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : "";
  }

  const yearly = (text) => (isoOf(`${text}/2024`, rules.mesi) || isoOf(`${text} 2024`, rules.mesi)).slice("2024-".length);

  // A VAT number also has a company and an office of the revenue agency (rules.partita_iva): as python-stdnum checks it.
  const elevenDigits = (misshapen, wrong, within = ".*") => (text) => {
    const bare = text.replace(/^IT|[ .]/g, "");
    if (!/^[0-9]{11}$/.test(bare)) return flaw(misshapen);
    const sum = [...bare].reduce((total, digit, at) => total + (at % 2 ? digit * 2 - 9 * (digit > 4) : +digit), 0);
    if (sum % 10 || !whole(within).test(bare)) return flaw(wrong);
    return bare === text ? null : flaw(misshapen, bare);
  };

  const imageName = (text) => {
    const [, stem, ending] = /([^/]*?)\.?([^./]*)$/.exec(text);
    return `${slug(stem)}.${ending.toLowerCase()}`;
  };

  function language(text) {
    if (whole(rules.formati.lingua.modello).test(text)) return null;
    const codes = text.toLowerCase().split(/ ?[,;/] ?| e /).map((part) => rules.lingue[part] ?? "");
    if (!codes.every(Boolean)) return flaw("E123");
    return codes.length === 1 ? flaw("E123", codes[0]) : flaw("E123", `[${codes.join(", ")}]`, "several");
  }

  const mobile = (text) => texts.personalIn(text).some(({ code }) => code === "W305");

  const formats = {
    anno: dateLike("anno", anno),
    mese: dateLike("mese", mese),
    data: dateLike("data", data),
    quando: dateLike("quando", data, mese, anno),
    giorno_annuale: matching("giorno_annuale", yearly),
    giorno_o_annuale: (text) => {
      const found = formats.giorno_annuale(text);
      return found?.fix === "" ? dateLike("giorno_o_annuale", data)(text) : found;
    },
    id: matching("id", slug),
    codice: matching("codice", (text) => slug(text).replaceAll("-", "_")),
    url,
    sito: site,
    ora: matching("ora", time),
    lingua: language,
    istat: matching("istat", (text) => text.padStart(6, "0")),
    codice_fiscale: elevenDigits("E125", "E126"),
    partita_iva: elevenDigits("E446", "E447", rules.partita_iva),
    immagine: matching("immagine", imageName),
    email: matching("email", (text) => text.replace(/^mailto:/, "").replaceAll(" ", "")),
    telefono: matching("telefono"),
    ruolo: () => null,
    recapito: (text) => (mobile(text) ? flaw("W305") : null),
    markdown: () => null,
  };

  const flawIn = (text, name) => formats[name](text);

  const contactKind = (text) =>
    [["email", "email"], ["telefono", "telefono"], ["url", "sito"]].find(([name]) => flawIn(text, name) === null)?.[1] ?? "";

  return { flawIn, contactKind, names: Object.keys(formats) };
}

const MASKED = new Set(["E301", "E302", "E303", "W304", "W305", "W306", "E307", "E308", "W309", "W311", "W312"]);

export const about = (code, path, values = {}, hint = "") => ({ code, path, values: MASKED.has(code) ? {} : values, hint });

export function aboutFlaw(flaw, text, path) {
  const fix = flaw.hint ? flaw.fix : inBrackets(flaw.fix);
  const values = { value: short(text), key: keyOf(path), line: lineOf(path, fix), fix: flaw.fix };
  return about(flaw.code, path, values, flaw.hint || (flaw.fix ? "fix" : ""));
}
