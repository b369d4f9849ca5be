// The choices beside the results: lists of links become buttons, with how many of the results each would leave.

import { element } from "../../parts/elements.js";

/** Links to lists become buttons that stay pressed. */
export function makeFilters(view, group, changed) {
  for (const chip of group.querySelectorAll("a, button")) {
    const button = chip.nodeName === "A" ? buttonOf(chip) : chip;
    button.addEventListener("click", () => {
      const facet = group.dataset.facet;
      const values = new Set(view.chosen[facet]);
      if (!values.delete(button.dataset.value)) values.add(button.dataset.value);
      view.chosen[facet] = [...values];
      changed();
    });
  }
  group.items = [...group.querySelectorAll("li")];
}

function buttonOf(link) {
  const button = element("button", { type: "button", className: link.className });
  button.append(...link.childNodes);
  Object.assign(button.dataset, link.dataset);
  button.setAttribute("aria-pressed", "false");
  link.replaceWith(button);
  return button;
}

export function showPressed(view) {
  for (const group of view.groups) {
    for (const button of group.querySelectorAll("button")) {
      const pressed = Boolean(view.chosen[group.dataset.facet]?.includes(button.dataset.value));
      button.setAttribute("aria-pressed", pressed);
    }
    tellChosen(group);
  }
}

/** How many of the choices of a drawer are made, on its own line; and of all that stand behind «other filters». */
function tellChosen(group) {
  const told = (drawer) => drawer?.querySelector(":scope > summary [data-chosen]");
  const say = (drawer) => {
    if (told(drawer)) told(drawer).textContent = drawer.querySelectorAll('[aria-pressed="true"]').length || "";
  };
  say(group);
  say(group.parentElement.closest("details[data-further]"));
}

export function countsOf(hits) {
  const counts = {};
  for (const hit of hits) {
    for (const [facet, values] of Object.entries(hit.filters)) {
      counts[facet] ??= {};
      for (const value of values) counts[facet][value] = (counts[facet][value] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * Take away the choices that would leave nothing, unless they are made; and a list that parts nothing, for each of its choices
 * would leave all there is or none.
 */
function hideEmpty(group, isEmpty, leavesAll = () => false) {
  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const isKept = (button) => isPressed(button) || !isEmpty(button);
  const buttons = [...group.querySelectorAll("button[data-value]")];
  for (const button of buttons) button.closest("li").hidden = !isKept(button);
  group.hidden = !buttons.some((button) => isKept(button) && (isPressed(button) || !leavesAll(button)));
  const further = group.parentElement.closest("details[data-further]");
  if (further) further.hidden = !further.querySelector("[data-facet]:not([hidden])");
}

/** Say how many results each choice would leave; those that leave most stand outside the fold. Of a `partial` search none knows where. */
export function showCounts(view, found, partial = "") {
  const all = Object.values(found.genere ?? {}).reduce((sum, number) => sum + number, 0);
  for (const group of view.groups) {
    const facet = group.dataset.facet;
    if (partial && facet === "luogo") {
      restoreCountsOf(group);
      continue;
    }
    const counts = found[facet] ?? {};
    for (const button of group.querySelectorAll("button")) {
      const number = button.querySelector("span");
      button.dataset.first ??= number.textContent;
      button.dataset.count = counts[button.dataset.value] ?? 0;
      number.textContent = counts[button.dataset.value] || "";
    }
    hideEmpty(group, (button) => button.dataset.count === "0", (button) => Number(button.dataset.count) === all);
    arrange(group, (item) => Number(buttonIn(item).dataset.count));
  }
}

/** As many as the page came with, where nothing is asked for. */
export function restoreCounts(view) {
  for (const group of view.groups) restoreCountsOf(group);
}

function restoreCountsOf(group) {
  for (const chip of group.querySelectorAll(".chip[data-count]")) {
    chip.querySelector("span").textContent = chip.dataset.first;
    delete chip.dataset.count;
  }
  hideEmpty(group, (button) => "ifFound" in button.dataset);
  arrange(group, () => 1);
}

function buttonIn(item) {
  return item.querySelector("button");
}

/** Fill the open list first; what is under the fold is told by as many as can be seen there. */
function arrange(group, countOf) {
  const others = group.querySelector("[data-others]");
  if (!others) return;
  const [open, folded] = group.querySelectorAll("ul");
  const focused = document.activeElement;
  const isPressed = (item) => buttonIn(item).getAttribute("aria-pressed") === "true";
  const items = [...group.items].sort((left, right) => isPressed(right) - isPressed(left) || countOf(right) - countOf(left));
  group.most ??= open.children.length;
  open.replaceChildren(...items.slice(0, group.most));
  folded.replaceChildren(...items.slice(group.most));
  const seen = items.slice(group.most).filter(countOf).length;
  others.hidden = !seen;
  others.firstElementChild.textContent = others.dataset.others.replace("{n}", seen);
  if (group.contains(focused)) focused.focus({ preventScroll: true });
}

