// What serves the reader's place, where one is remembered; then what is open now, what opens later today, and the rest by
// when, as `next_first` wrote the page on its day. Otherwise as the page was written.

import { ranked, romeDay } from "../../parts/elements.js";
import { following, reach } from "../../parts/place.js";

const RANKS = { open: 0, today: 1, opens: 2, on: 2, begins: 2 };
const AHEAD = 2;
const NEVER = "9"; // behind every day
const FAR = 99;
const WEEK = 6 * 864e5;

let chosen = null;

/** Texts in the order that answers stand in; `live.js` wrote when each is on. */
function rank(answer) {
  const { state, at } = answer.querySelector("[data-times]")?.dataset ?? {};
  const steps = chosen && answer.dataset.places ? Math.min(reach(chosen, answer.dataset.places.split(" ")), FAR) : FAR;
  const soon = RANKS[state] ?? AHEAD;
  const before = [`${steps}`.padStart(2, "0"), soon];
  const beside = Number("beside" in answer.dataset); // for the same people, and another thing than what is asked for
  if (soon < AHEAD) return [...before, beside, at].join("|");
  const next = state in RANKS ? at : NEVER;
  const isLater = next.slice(0, 10) > romeDay(new Date(Date.now() + WEEK));
  const only = !isLater && "guides" in answer.dataset; // tells the way to help, and is none
  return [...before, Number(!answer.querySelector(".actions")), beside, Number(isLater), Number(only), next].join("|");
}

function order() {
  for (const list of document.querySelectorAll(".answers__list")) list.append(...ranked([...list.children], rank));
}

document.addEventListener("adesso", order);
following((place) => {
  chosen = place;
  order();
});
