// What stands above the results: whom to call where it cannot wait, the page of the need, the choices that were understood.

import { ROOT } from "../../../addresses.js";
import { element } from "../../parts/elements.js";
import { isDangerous } from "./asked.js";

export const linkTo = ({ address, label }) => element("a", { href: new URL(address, ROOT).href, textContent: label });

function callLink([number, href]) {
  return element("a", { href, textContent: number });
}

/** The numbers that answer at once, and the pages of the needs; nothing where neither is asked for. */
export function showFirst(part, { needs, numbers, isBeside }) {
  const rows = numbers.map((number) => element("dd", {}, callLink(number), ` ${number[2]}`));
  const box = numbers.length ? [element("dl", { className: "urgent" }, element("div", {}, element("dt", { textContent: part.dataset.urgent }), ...rows))] : [];
  const pages = needs.map((need) => element("li", {}, linkTo(need)));
  const doors = pages.length ? [element("p", { textContent: part.dataset.needs }), element("ul", { className: "needs-found" }, ...pages)] : [];
  part.replaceChildren(...(isBeside ? [...doors, ...box] : [...box, ...doors]));
  part.hidden = !part.children.length;
  part.parentElement.querySelector(".leave").hidden = !needs.some(isDangerous);
}

/** In the dialog, one line. */
export function urgentLine({ numbers }, label) {
  const calls = numbers.flatMap((number, at) => [at ? " · " : " ", callLink(number), ` ${number[2]}`]);
  return calls.length ? [element("strong", { textContent: `${label}:` }), ...calls] : [];
}

/** What to say of a choice that no record meets. */
export const unmetWords = (label, texts) => texts.unmet.replace("{words}", label);

/** Each choice as a chip that can be taken off; those that no record meets (`unmet`) say so and narrow nothing. */
export function showChoices(part, choices, unmet, takeOff) {
  const chip = (choice) => {
    const words = unmet.includes(choice) ? unmetWords(choice.label, part.dataset) : choice.label;
    const button = element("button", { type: "button", className: "chip", textContent: `${words} ×` });
    button.setAttribute("aria-label", `${part.dataset.off} ${words}`);
    button.addEventListener("click", () => takeOff(choice));
    return element("li", {}, button);
  };
  const all = [...choices, ...unmet];
  part.querySelector("ul").replaceChildren(...all.map(chip));
  part.hidden = !all.length;
}
