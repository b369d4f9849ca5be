// What serves the reader's place, where one is remembered; then what is open now, what opens later today, and the rest by
// when, as `next_first` wrote the page on its day. Otherwise as the page was written.

import { onceTold, ranked, romeDay } from "../../parts/elements.js";
import { following, reach } from "../../parts/place.js";

const RANKS = { open: 0, today: 1, opens: 2, on: 2, begins: 2 };
const AHEAD = 2;
const NEVER = "9"; // behind every day
const FAR = 99;
const WEEK = 6 * 864e5;
const SEASON = 62 * 864e5; // as `is_in_season` of parts/days.py

let chosen = null;

/** Texts in the order that answers stand in; `live.js` wrote when each is on. */
function rank(answer) {
  const { state, at } = answer.querySelector("[data-times]")?.dataset ?? {};
  const steps = chosen && answer.dataset.places ? Math.min(reach(chosen, answer.dataset.places.split(" ")), FAR) : FAR;
  const soon = RANKS[state] ?? AHEAD;
  const before = [`${steps}`.padStart(2, "0"), soon];
  const beside = Number(answer.dataset.beside ?? 0); // 1: goes with what is asked for; 2: another thing, for the same people
  if (soon < AHEAD) return [...before, beside, at].join("|");
  const next = state in RANKS ? at : NEVER;
  const isLater = next.slice(0, 10) > romeDay(new Date(Date.now() + WEEK));
  const only = !isLater && "guides" in answer.dataset; // tells the way to help, and is none
  return [...before, Number(!answer.querySelector('.card__call [href^="tel:"], .card__call [href^="mailto:"]')), beside, Number(isLater), Number(only), next].join("|");
}

function order() {
  for (const list of document.querySelectorAll(".cards--answers")) list.append(...ranked([...list.children], rank));
}

/** A season comes while the page is read: what was folded away by the day it was written stands among the others. */
function unfold() {
  const later = document.querySelector(".later");
  const list = document.querySelector(".places .cards--answers");
  if (!later || !list) return;
  const near = romeDay(new Date(Date.now() + SEASON));
  const isNear = ({ state, at }) => state === "open" || state === "today" || (state in RANKS && at.slice(0, 10) <= near);
  list.append(...[...later.querySelectorAll(".card")].filter((card) => isNear(card.querySelector("[data-times]")?.dataset ?? {})));
  later.hidden = !later.querySelector(".card");
}

following((place) => {
  chosen = place;
  order();
});
onceTold(() => {
  unfold();
  order();
});
