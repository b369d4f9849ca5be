// What is on next at a place, in the order of the reader's clock: the page may have been made some days ago.

const list = document.querySelector("[data-next]");

/** What is on now comes first, then what is next; what is over, or says nothing, is last. */
const turn = (row) => {
  const { state, at } = row.querySelector("[data-brief]").dataset;
  if (!state || state === "over") return "9";
  return state === "open" ? "0" : `1${at}`;
};

function sort() {
  const rows = [...list.children];
  const sorted = [...rows].sort((one, other) => (turn(one) < turn(other) ? -1 : turn(one) > turn(other) ? 1 : 0));
  if (sorted.some((row, at) => row !== rows[at])) list.append(...sorted);
}

document.addEventListener("adesso", sort);
if (list.querySelector("[data-state]")) sort();
