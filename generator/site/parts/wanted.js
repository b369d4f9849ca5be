// What the address leads to is opened, also by browsers that do not open a `details` by themselves; on wide screens also
// what there is room for (`data-open-wide`).

function openWanted() {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = [wanted?.querySelector(":scope > details")];
  for (let at = wanted?.closest("details"); at; at = at.parentElement.closest("details")) folded.push(at);
  const closed = folded.filter((details) => details && !details.open);
  for (const details of closed) details.open = true;
  if (closed.length) wanted.scrollIntoView();
}

const isWide = matchMedia("(min-width: 48em)").matches;
for (const details of isWide ? document.querySelectorAll("details[data-open-wide]") : []) details.open = true;
openWanted();
addEventListener("hashchange", openWanted);
