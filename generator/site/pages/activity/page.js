// How long ago somebody confirmed it, beside the day: a page does not know when it is read.

import { romeDay } from "../../parts/elements.js";

const MONTH = 30.4375; // days

for (const told of document.querySelectorAll("[data-confirmed]")) {
  const months = Math.floor((Date.parse(romeDay()) - Date.parse(told.dataset.confirmed)) / 864e5 / MONTH);
  if (months < 1) continue;
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  const said = months < 24 ? ago.format(-months, "month") : ago.format(-Math.floor(months / 12), "year");
  told.textContent = told.textContent.replace(/[.。]?$/, (stop) => ` (${said})${stop}`);
}
