// What the address leads to is opened, also by browsers that do not open a `details` by themselves.

function openWanted() {
  const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = [wanted?.querySelector(":scope > details")];
  for (let at = wanted?.closest("details"); at; at = at.parentElement.closest("details")) folded.push(at);
  const closed = folded.filter((details) => details && !details.open);
  for (const details of closed) details.open = true;
  if (closed.length) wanted.scrollIntoView();
}

openWanted();
addEventListener("hashchange", openWanted);
