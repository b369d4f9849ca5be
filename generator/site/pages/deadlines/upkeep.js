// Who looks after one network sees what is due there alone. The choice stands in the address (#rete=id): nothing is kept.

const choice = document.querySelector("[data-choose-network]");
const select = choice?.querySelector("select");
const ofAll = document.querySelectorAll("[data-jumps]");
const nothing = document.querySelector("[data-nothing]");

function narrow() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("rete") ?? "";
  select.value = [...select.options].some(({ value }) => value === asked) ? asked : "";
  for (const row of document.querySelectorAll("[data-of]")) row.hidden = Boolean(select.value) && row.dataset.of !== select.value;
  const parts = [...document.querySelectorAll(".due__side")];
  for (const part of parts) {
    part.hidden = !part.querySelector("[data-of]:not([hidden])");
    for (const folded of part.querySelectorAll("details")) folded.hidden = !folded.querySelector("[data-of]:not([hidden])");
  }
  for (const place of ofAll) place.hidden = Boolean(select.value);
  nothing.hidden = parts.some(({ hidden }) => !hidden);
}

if (choice) {
  choice.hidden = false;
  select.addEventListener("change", () => {
    const address = select.value ? `#rete=${select.value}` : location.pathname + location.search;
    history.replaceState(null, "", address);
    narrow();
  });
  addEventListener("hashchange", narrow);
  narrow();
}
