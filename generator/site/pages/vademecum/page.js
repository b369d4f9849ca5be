// Which chapters are printed: what is not chosen leaves the page, the index and the references; pages are counted again.
// Paper opens all of them: by its style, and here for browsers whose styles cannot.

const pick = document.querySelector("[data-pick]");
const boxes = [...pick.querySelectorAll("input[value]")];
const away = pick.querySelector("[data-away]");
const told = pick.querySelector("[data-picked]");
const chapters = boxes.map((box) => document.getElementById(box.value));
const names = [...document.querySelectorAll(".az dd")].map((row) => ({ row, given: row.querySelector("b").textContent.split(", ") }));

const isThere = (number) => !document.getElementById(`riga-${number}`).closest("[hidden]");

function pages(length, share) {
  const [cover, index, last, ...parts] = length.split(" ");
  const taken = parts.map((part, at) => {
    const [whole, apart] = part.split("/").map(Number);
    return boxes[at].checked ? whole - (!away || away.checked ? 0 : apart) : 0;
  });
  return Math.ceil(taken.reduce((sum, part) => sum + part, Number(cover))) + Math.ceil(index * share) + Math.ceil(last);
}

function choose() {
  chapters.forEach((chapter, at) => { chapter.hidden = !boxes[at].checked; });
  for (const part of document.querySelectorAll(".chapter__away")) part.hidden = !away.checked;
  let left = 0;
  for (const { row, given } of names) {
    const numbers = given.filter(isThere);
    row.hidden = !numbers.length;
    row.querySelector("b").textContent = numbers.join(", ");
    left += Boolean(numbers.length);
  }
  for (const letter of document.querySelectorAll(".az > div")) letter.hidden = !letter.querySelector("dd:not([hidden])");
  for (const also of document.querySelectorAll(".chapter__also")) {
    const links = [...also.querySelectorAll("span[data-row]")];
    for (const link of links) link.hidden = !isThere(link.dataset.row);
    also.hidden = links.every((link) => link.hidden);
  }
  for (const paper of document.querySelectorAll("[data-paper]")) {
    paper.querySelector("b").textContent = pages(paper.dataset.length, names.length ? left / names.length : 0);
  }
  const chosen = boxes.filter((box) => box.checked).length;
  told.textContent = pick.dataset.some.replace("{n}", chosen).replace("{total}", boxes.length);
}

pick.hidden = false;
pick.addEventListener("change", choose);
choose();

if (!CSS.supports("selector(::details-content)")) {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = chapters.filter((chapter) => !chapter.open);
    for (const chapter of folded) chapter.open = true;
  });
  addEventListener("afterprint", () => { for (const chapter of folded) chapter.open = false; });
}
