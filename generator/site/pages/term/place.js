// What is on next at a place, in the order of the reader's clock: the page may have been made some days ago.

import { onceTold, romeDay } from "../../parts/elements.js";

const lists = [...document.querySelectorAll("[data-next]")];
const nothing = document.querySelector("[data-nothing-today]");

/** What is on now comes first, then what is next; what is over, or says nothing, is last. */
const turn = (row) => {
  const { state, at } = row.querySelector("[data-brief]").dataset;
  if (!state || state === "over") return "9";
  return state === "open" ? "0" : `1${at}`;
};

function sort(list) {
  const rows = [...list.children];
  const sorted = [...rows].sort((one, other) => (turn(one) < turn(other) ? -1 : turn(one) > turn(other) ? 1 : 0));
  if (sorted.some((row, at) => row !== rows[at])) list.append(...sorted);
}

/** Whether what is done here, or a desk that this page sends to, is on today. */
function isOnToday() {
  const today = romeDay();
  const timed = document.querySelectorAll("[data-here] [data-brief], .ask [data-times]");
  return [...timed].some(({ dataset: { state, at } }) => state === "open" || (at ?? "").startsWith(today));
}

function follow() {
  lists.forEach(sort);
  nothing.hidden = isOnToday();
}

onceTold(follow);
