// Who looks for their own record writes its name, who has an hour picks what lacks: the list keeps what fits, with what the
// further pages of it hold. So many rows are in sight at once.

import { folded } from "../../../locale/browser/folding.js";
import { kept } from "../../../reading/browser/fetched.js";

const isWide = matchMedia("(min-width: 48em)").matches;
const FEW = isWide ? 40 : 12;
const find = (name) => document.querySelector(`[data-${name}]`);
const [box, list, told, more] = ["find", "list", "found", "more"].map(find);
const [input, topics, pager] = [box.querySelector("input"), document.querySelector(".completing__topics"), document.querySelector(".pager")];
const chips = [...topics.querySelectorAll("[data-topic]")];
const listed = told.textContent;
let topic = "";
let isWhole = false;

async function further(address) {
  const url = new URL(address, location.href);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  const rows = [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-list] > li")];
  for (const link of rows.flatMap((row) => [...row.querySelectorAll("a")])) link.href = new URL(link.getAttribute("href"), url).href;
  for (const row of rows) row.dataset.further = "";
  return rows;
}

// Read once, when somebody begins to look for something.
const others = kept(async () => {
  const addresses = list.dataset.others.split(" ").filter(Boolean);
  list.append(...(await Promise.all(addresses.map(further))).flat());
});

function show() {
  const asked = folded(input.value.trim());
  const isNarrowed = Boolean(asked || topic);
  const fits = ({ dataset }) => folded(dataset.name).includes(asked) && (!topic || dataset.topics.split(" ").includes(topic));
  let found = 0;
  for (const row of list.children) {
    row.hidden = isNarrowed ? !fits(row) : "further" in row.dataset;
    found += !row.hidden;
    row.classList.toggle("is-far", !row.hidden && !isWhole && found > FEW);
  }
  const rest = found - FEW;
  more.hidden = isWhole || rest < 1;
  more.textContent = more.dataset.more.replace("{n}", rest);
  if (pager) pager.hidden = isNarrowed;
  const { one, many, none } = told.dataset;
  const count = found === 1 ? one : many.replace("{n}", found);
  const chosen = chips.find((chip) => chip.dataset.topic === topic);
  told.textContent = isNarrowed ? (found ? [`${count[0].toUpperCase()}${count.slice(1)}.`, chosen.dataset.how].filter(Boolean).join(" ") : none) : listed;
}

async function look() {
  isWhole = false;
  await others().catch(() => {}); // without a network what is on this page is looked through
  show();
}

function pick(chip) {
  topic = chip.dataset.topic;
  for (const one of chips) one.removeAttribute("aria-current");
  chips[0].hidden = !topic; // the way back to all
  chip.setAttribute("aria-current", "true");
  return look();
}

for (const chip of chips) {
  chip.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pick(chip);
  });
}

/** An address may name what lacks: `#calendario`. */
function named() {
  const chip = chips.find((one) => one.id && `#${one.id}` === location.hash);
  if (!chip) return;
  topics.querySelector("details").open = true; // what is chosen, and the way back, are in sight
  pick(chip);
}

more.addEventListener("click", () => {
  const first = list.querySelector(".is-far a");
  isWhole = true;
  show();
  first.focus();
});
// What is written is looked for at once; the button puts the keyboard of a phone away.
box.addEventListener("submit", (event) => {
  event.preventDefault();
  input.blur();
});
input.addEventListener("input", look);
addEventListener("hashchange", named);
box.hidden = false;
show();
named();
