// «Scegli due reti»: who is in both, each with the way to call; else the shortest way from one to the other, through
// those that are in both of two networks along it. It copies rows of the list below, where without this it all is.

const form = document.querySelector("[data-choice]");
const told = form.querySelector("[role=status]");
const found = form.querySelector("ul");
const nobody = form.querySelector("[data-nobody]");
const selects = [...form.querySelectorAll("select")];
const rows = [...document.querySelectorAll("[data-joins]")].map((row) => ({ row, joins: row.dataset.joins.split(" ") }));

/** The rows that lead from one network to another, as few as there can be; null where none do. */
function way(from, to) {
  const led = new Map([[from, []]]);
  for (const [network, path] of led) { // What is added while it is read is read too: the nearest first.
    if (network === to) return path;
    for (const one of rows) {
      if (one.joins.includes(network)) for (const next of one.joins) if (!led.has(next)) led.set(next, [...path, one]);
    }
  }
  return null;
}

function answer() {
  const [one, other] = selects.map((select) => select.value);
  const isAsked = Boolean(one && other);
  const isSame = isAsked && one === other;
  const shared = isAsked && !isSame ? rows.filter(({ joins }) => joins.includes(one) && joins.includes(other)) : [];
  const path = isAsked && !isSame && !shared.length ? way(one, other) : null;
  const { same, sharedOne, sharedMany, through, none } = form.dataset;
  told.textContent = !isAsked ? "" : isSame ? same : shared.length === 1 ? sharedOne
    : shared.length ? sharedMany.replace("{n}", shared.length) : path ? through : none;
  found.replaceChildren(...(path ?? shared).map(({ row }) => row.cloneNode(true)));
  found.hidden = !found.childElementCount;
  nobody.hidden = !isAsked || isSame || found.childElementCount > 0;
}

form.hidden = false;
form.addEventListener("change", answer);
answer(); // Going back to the page a browser keeps what was chosen.
