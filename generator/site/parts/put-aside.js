// What a reader puts aside: addresses of records of this site, kept on the device alone.
// What storage holds may be anybody's: only plain addresses of pages below this site are ever taken from it.

const KEY = "da-parte";
const ADDRESS = /^(?:attivita|enti|reti|buone-pratiche)(?:\/[a-z0-9-]{1,80}){1,2}\/$/;
const MOST = 60;
/** Said on the document when the list is another. */
export const CHANGED = "messe-da-parte";

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
  document.dispatchEvent(new Event(CHANGED));
  return true;
}

/** The button of a record: pressed while the record is put aside. */
export function setUp(button) {
  const { address, keep: label, kept: done } = button.dataset;
  const show = () => {
    const isKept = kept().includes(address);
    button.setAttribute("aria-pressed", isKept);
    button.textContent = isKept ? done : label;
  };
  button.addEventListener("click", () => {
    const list = kept();
    keep(list.includes(address) ? list.filter((other) => other !== address) : [...list, address]);
    show();
  });
  addEventListener("storage", show);
  show();
  button.hidden = false;
}
