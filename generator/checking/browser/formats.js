// What a text must look like where the schema names a format: as `generator/checking/formats.py`.

import { existsOnCalendar, isWrittenAsADay, isoOf, short, slug, keyOf, whole } from "./data.js";
import { asCode, nearestOf } from "./spelling.js";
import { telephoneRules } from "./telephones.js";

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

  const phones = telephoneRules(rules.telefoni);

  function phone(text, kind) {
    const { numbers, extension, hasWords } = phones.reading(text, kind);
    const [number] = numbers;
    if (!number) return flaw("E130");
    if (hasWords) return flaw("E130", number, "words");
    if (numbers.length > 1) return flaw("W427", "", "each");
    if (extension) return flaw("W428", "", "each");
    if (!phones.isKnown(number)) return flaw("W429", phones.mended(number));
    return number === text ? null : flaw("W426", number);
  }

  const siteOf = (text) => text.replace(/^https?:\/\//i, "").split(/[/?#:]/)[0].toLowerCase();
  const channelOf = (text) =>
    Object.keys(rules.canali).find((name) => rules.canali[name].siti.some((site) => `.${siteOf(text)}`.endsWith(`.${site}`)));
  const isAddress = (text) => !/^@| /.test(text) && ((text.includes("/") && /[A-Za-z]/.test(text)) || Boolean(channelOf(text)));

  function channel(text, name) {
    if (isAddress(text)) return channelOf(text) === name ? site(text) : flaw("E426", channelOf(text) ?? "sito", "elsewhere");
    if (name === "whatsapp") return phone(text, name);
    return whole(rules.canali[name].chi).test(text.replace(/^@/, "")) ? null : flaw("E426");
  }

  const digitsOf = (text) => text.replace(/[^0-9]/g, "");
  const province = (text) => rules.province[asCode(text)] ?? text.replace(/[^A-Za-z]/g, "").toUpperCase();

  function isUrl(text) {
    const host = text.split("//").slice(1).join("//").split(/[/?#]/)[0].replace(/:[0-9]{1,5}$/, "");
    return whole(rules.url).test(text) && whole(rules.host).test(host);
  }

  function mendedUrl(text) {
    const crooked = new RegExp(rules.schema_storto).exec(text);
    const address = crooked ? `http${crooked[1].toLowerCase()}://${text.slice(crooked[0].length)}` : `https://${text}`;
    const [, start, path] = /^(.*?\/\/[^/]*\/)(.*)$/s.exec(address) ?? [];
    const isPath = start && !path.includes("//") && (!path.includes(" ") || new RegExp(rules.file_con_spazi, "i").test(path));
    const inFigures = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
    const written = isUrl(address) || !isPath ? address : start + path.replace(new RegExp(rules.cifre_nel_percorso, "g"), inFigures);
    return written !== text && isUrl(written) ? written : "";
  }

  function url(text) {
    if (isUrl(text)) return null;
    const fix = mendedUrl(text);
    if (fix) return flaw("E120", fix);
    if (/^[A-Za-z]+:\/\/[^/?#]*@/.test(text)) return flaw("E120", "", "credentials");
    if (text.includes("@") && !text.includes("/")) return flaw("E120", "", "email");
    const isOther = /^[A-Za-z][A-Za-z+.-]*:/.test(text) && !/^https?:/i.test(text);
    return flaw("E120", "", isOther && !/[ \t\n]/.test(text) ? "schema" : "");
  }

  const site = (text) => (!text.includes("://") && url(`https://${text}`) === null ? null : url(text));

  function time(text) {
    const found = whole(rules.ora_come_si_dice).exec(text.toLowerCase());
    return found ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : "";
  }

  const yearly = (text) => (isoOf(`${text}/2024`, rules.mesi) || isoOf(`${text} 2024`, rules.mesi)).slice("2024-".length);

  const elevenDigits = (misshapen, wrong, within = ".*") => (text) => {
    const bare = text.replace(/^IT|[ .]/g, "");
    if (!/^[0-9]{11}$/.test(bare)) return flaw(misshapen);
    const sum = [...bare].reduce((total, digit, at) => total + (at % 2 ? digit * 2 - 9 * (digit > 4) : +digit), 0);
    if (sum % 10 || !whole(within).test(bare)) return flaw(wrong);
    return bare === text ? null : flaw(misshapen, bare);
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
    immagine: matching("immagine"),
    carattere: matching("carattere"),
    colore: matching("colore", (text) => (/^#?...$/u.test(text) ? text.replace(/^#|(.)/gu, "$1$1") : "")),
    email: matching("email", (text) => text.replace(/^mailto:/, "").replaceAll(" ", "")),
    telefono: (text) => phone(text, "telefono"),
    fax: (text) => phone(text, "fax"),
    social: (text) => (isAddress(text) ? null : flaw("H426")),
    ...Object.fromEntries(Object.keys(rules.canali).map((name) => [name, (text) => channel(text, name)])),
    interno: matching("interno", digitsOf),
    cap: matching("cap", digitsOf),
    provincia: matching("provincia", province),
    ruolo: () => null,
    recapito: (text) => (mobile(text) ? flaw("W305") : null),
    markdown: () => null,
  };

  const flawIn = (text, name) => formats[name](text);

  const contactKind = (text) =>
    (isAddress(text) && channelOf(text)) ||
    ([["email", "email"], ["telefono", "telefono"], ["url", "sito"]].find(([name]) => flawIn(text, name) === null)?.[1] ?? "");

  return { flawIn, contactKind, names: Object.keys(formats) };
}

const MASKED = new Set(["E301", "E302", "E303", "W304", "W305", "W306", "E307", "E308", "W309", "W311", "W312"]);

export const about = (code, path, values = {}, hint = "") => ({ code, path, values: MASKED.has(code) ? {} : values, hint });

export function aboutFlaw({ code, fix, hint }, text, path) {
  return about(code, path, { value: short(text), key: keyOf(path), fix }, hint || (fix ? "fix" : ""));
}
