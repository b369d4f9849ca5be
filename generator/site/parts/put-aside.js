// What a reader puts aside: addresses of records of this site, kept on the device alone.
// What storage holds may be anybody's: only plain addresses of pages below this site are ever taken from it.

const KEY = "da-parte";
const ADDRESS = /^(?:attivita|enti|reti|buone-pratiche)(?:\/[a-z0-9-]{1,80}){1,2}\/$/;
const MOST = 60;

/** The addresses out of a list that anybody may have written, each once, none that leads elsewhere. */
export function sound(addresses) {
  const plain = (Array.isArray(addresses) ? addresses : []).filter((address) => typeof address === "string" && ADDRESS.test(address));
  return [...new Set(plain)].slice(0, MOST);
}

/** The addresses put aside, in the order in which they were. */
export function kept() {
  try {
    return sound(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return []; // nothing there, or storage is forbidden
  }
}

/** Put these aside and nothing else. */
export function keep(addresses) {
  const list = sound(addresses);
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
  } catch {
    return false;
  }
  return true;
}

/** The button of a record: pressed while the record is put aside. */
export function setUp(button) {
  const { address, keep: label, kept: done } = button.dataset;
  const list = document.querySelector("[data-kept-list]");
  const show = () => {
    const isKept = kept().includes(address);
    button.setAttribute("aria-pressed", isKept);
    button.textContent = isKept ? done : label;
    if (list) list.hidden = !isKept;
  };
  button.addEventListener("click", () => {
    const before = kept();
    keep(before.includes(address) ? before.filter((other) => other !== address) : [...before, address]);
    show();
  });
  addEventListener("storage", show);
  show();
  button.hidden = false;
}
