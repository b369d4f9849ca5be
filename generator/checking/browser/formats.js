// What a text must look like where the schema names a format: as `generator/checking/formats.py`.

import { existsOnCalendar, isWrittenAsADay, isoOf, short, slug, keyOf, whole } from "./data.js";
import { asCode, nearestOf } from "./spelling.js";

/** Make `flawIn(text, format)` out of the rules: null, or {code, fix, hint}. */
export function formatRules(rules, texts) {
  const { anno, mese, data } = rules.date;
  const partOfADate = new RegExp(["[0-9]", ...rules.mesi].join("|"));
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
    if (!lettered || isWrittenAsADay(text, rules.mesi) || text.length > 255) return flaw("E109", "", name);
    return flaw("E109", "", "words");
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
    if (Object.hasOwn(rules.lingue_scambiate, text)) return flaw("W117", rules.lingue_scambiate[text]);
    if (whole(rules.codici_lingue).test(text)) return null;
    const parts = text.split(/ ?[,;/] ?| e /).map(asCode);
    const codes = parts.map((part) => (Object.hasOwn(rules.lingue, part) ? rules.lingue[part] : ""));
    if (codes.every(Boolean)) return flaw("E123", codes.length === 1 ? codes[0] : "", codes.length > 1 ? "several" : "");
    const near = codes.length === 1 && text.length > 3 ? nearestOf(text, new Map(Object.entries(rules.lingue))) : "";
    return flaw("E123", near, near && "near");
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
    url,
    sito: site,
    ora: matching("ora", time),
    lingua: language,
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

export function aboutFlaw({ code, fix, hint }, text, path) {
  return about(code, path, { value: short(text), key: keyOf(path), fix }, hint || (fix ? "fix" : ""));
}
