// What serves the reader's place, where one is remembered; then what is open now, what opens later today, and the rest by
// when; what nobody can be reached about after what is equally far. Otherwise as the page was written.

import { ranked } from "../../parts/elements.js";
import { following, reach } from "../../parts/place.js";

const RANKS = { open: 0, today: 1, opens: 2, on: 2, begins: 3 };
const NEVER = 4;
const FAR = 99;

let chosen = null;

/** Texts in the order of time, for an answer; live.js wrote when it is on. */
function rank(answer) {
  const { state, at = "" } = answer.querySelector("[data-times]")?.dataset ?? {};
  const steps = chosen && answer.dataset.places ? Math.min(reach(chosen, answer.dataset.places.split(" ")), FAR) : FAR;
  const soon = RANKS[state] ?? NEVER;
  const isSilent = soon > RANKS.today && !answer.querySelector(".actions");
  return [`${steps}`.padStart(2, "0"), Math.min(soon, RANKS.opens), Number(isSilent), soon, at].join("|");
}

function order() {
  for (const list of document.querySelectorAll(".answers__list")) list.append(...ranked([...list.children], rank));
}

document.addEventListener("adesso", order);
following((place) => {
  chosen = place;
  order();
});
