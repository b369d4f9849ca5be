// What the address leads to is opened, also by browsers that do not open a `details` by themselves.

function openWanted() {
  const wanted = document.getElementById(location.hash.slice(1))?.closest("details");
  if (!wanted || wanted.open) return;
  wanted.open = true;
  wanted.scrollIntoView();
}

openWanted();
addEventListener("hashchange", openWanted);
