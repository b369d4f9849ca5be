// Whether a request may be made today: worked out when the page is read.

import { romeDay } from "../../parts/elements.js";

const today = romeDay().slice(5);

for (const when of document.querySelectorAll("[data-first][data-last]")) {
  const { first, last, open, closed } = when.dataset;
  // A time that goes over the end of the year holds what comes after its first day, and what comes before its last.
  const isOpen = first <= last ? first <= today && today <= last : first <= today || today <= last;
  when.textContent = isOpen ? open : closed;
}
