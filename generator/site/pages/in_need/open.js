// What is open now stands before what opens later today, and that before the rest; otherwise as the page was written.

import { ranked } from "../../parts/elements.js";

const RANKS = { open: 0, today: 1, opens: 2 };

function order() {
  for (const list of document.querySelectorAll(".answers__list")) {
    list.append(...ranked([...list.children], (answer) => RANKS[answer.querySelector("[data-state]")?.dataset.state] ?? 3));
  }
}

document.addEventListener("adesso", order);
order();
