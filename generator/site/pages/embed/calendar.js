// The days to come inside another page, as the calendars of the site tell them, with the way to all of it.

import { ROOT } from "../../../addresses.js";
import { againButton } from "../../parts/again.js";
import { element, romeDay } from "../../parts/elements.js";
import { options } from "./frame.js";
import { MOST_DAYS, USUAL_DAYS, daysOf, pageOf, wantedIn } from "./read-days.js";

const box = document.querySelector("[data-calendar-piece]");
const texts = box.dataset;
const wanted = wantedIn(options);
const most = Math.min(Math.max(Number.parseInt(options.get("giorni"), 10) || USUAL_DAYS, 1), MOST_DAYS);

async function show() {
  box.replaceChildren(element("p", { className: "quiet", textContent: texts.loading }));
  try {
    const days = (await daysOf(wanted, romeDay(), most)) ?? [];
    const all = element("p", { className: "more" }, element("a", { href: new URL(pageOf(wanted), ROOT).href, textContent: texts.all }));
    for (const day of days.filter(({ dataset }) => dataset.day === romeDay())) {
      day.classList.add("day--today");
      day.querySelector(".day__head").append(" ", element("span", { className: "day__today", textContent: texts.today }));
    }
    box.replaceChildren(...(days.length ? days : [element("p", { textContent: texts.none })]), all);
  } catch {
    box.replaceChildren(element("p", { textContent: texts.failed }), element("p", { className: "actions" }, againButton(texts.retry, show)));
  }
}

show();
