// «Parole semplici»: for who asks, the text that is easy to read takes the place of the lead, here and on every page that has one.
// The choice is kept on the device alone, and on a page about violence not even there.

const KEY = "parole";
const CHOSEN = "semplici";

const line = document.querySelector(".plain-switch");
const button = line.querySelector("button");
const text = document.getElementById("parole-semplici");
const lead = document.querySelector(".head .lead");
const home = new Comment(); // where the text stands for who did not ask
const isKept = !document.querySelector(".leave:not([hidden])");

function isRemembered() {
  try {
    return localStorage.getItem(KEY) === CHOSEN;
  } catch {
    return false; // storage may be forbidden: the choice then lasts as long as the page
  }
}

function remember(isFirst) {
  try {
    if (isFirst) localStorage.setItem(KEY, CHOSEN);
    else localStorage.removeItem(KEY);
  } catch {
    // as above
  }
}

function show(isFirst) {
  button.setAttribute("aria-pressed", isFirst);
  (isFirst ? line : home).after(text);
  text.querySelector("h2").classList.toggle("unseen", isFirst); // the button above says the same
  text.hidden = !isFirst && "asked" in text.dataset;
  if (lead) lead.hidden = isFirst;
}

text.before(home);
show(isRemembered());
line.hidden = false;
button.addEventListener("click", () => {
  const isFirst = button.getAttribute("aria-pressed") !== "true";
  show(isFirst);
  if (isKept) remember(isFirst);
});
