// Who looks for their own record writes its name: what has it stands alone, from the further pages of the list too.

import { folded } from "../../../locale/browser/folding.js";
import { kept } from "../../../reading/browser/fetched.js";

const box = document.querySelector("[data-find]");
const input = box.querySelector("input");
const [all, results, told] = ["all", "results", "found"].map((name) => document.querySelector(`[data-${name}]`));
const rowsOf = (page) => [...page.querySelectorAll("[data-all] [data-name]")];

async function further(address) {
  const url = new URL(address, location.href);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.statusText);
  const rows = rowsOf(new DOMParser().parseFromString(await answer.text(), "text/html"));
  for (const link of rows.flatMap((row) => [...row.querySelectorAll("a")])) link.href = new URL(link.getAttribute("href"), url).href;
  return rows;
}

// Read once, when somebody begins to write.
const others = kept(async () => (await Promise.all(all.dataset.others.split(" ").filter(Boolean).map(further))).flat());

const small = (textContent) => Object.assign(document.createElement("small"), { textContent });

/** A record away from its lists: once, with all that their headings and its rows say of it. */
function alone([row, ...further]) {
  const copy = row.cloneNode(true);
  const name = copy.querySelector("p");
  for (const one of [row, ...further]) {
    const lacks = one.closest("[data-lacks]")?.dataset.lacks;
    const [what, ways] = [one.querySelector(".completing__what"), one.querySelector(".completing__do")];
    if (lacks) name.append(small(lacks));
    else if (one !== row) copy.append(...[what, ways].map((part) => part.cloneNode(true)));
  }
  return copy;
}

async function find() {
  const read = await others().catch(() => []); // without a network what is on this page is looked through
  const asked = folded(input.value.trim());
  const found = asked ? [...rowsOf(document), ...read].filter((row) => folded(row.dataset.name).includes(asked)) : [];
  const records = new Map();
  for (const row of found) records.set(row.dataset.record, [...(records.get(row.dataset.record) ?? []), row]);
  results.replaceChildren(...[...records.values()].map(alone));
  all.hidden = found.length > 0;
  results.hidden = !all.hidden;
  told.textContent = asked && !found.length ? told.dataset.none : "";
}

box.hidden = false;
input.addEventListener("input", find);
