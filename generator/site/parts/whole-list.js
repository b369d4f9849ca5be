// A list that goes on over further pages: what narrows it answers for all of it, so the cards of the others are read when
// they are first needed. Without JavaScript they are plain pages.

export const ADDED = "schede-aggiunte";
const AT_ONCE = 4;
const MOST = 12; // pages read without being asked again: what a phone can hold

/** The cards of another page, whose links lead where they led from there. */
async function cardsOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const cards = [...page.querySelectorAll(".listing .cards > *")];
  for (const card of cards) {
    for (const link of card.querySelectorAll("[href]")) link.href = new URL(link.getAttribute("href"), address).href;
    for (const image of card.querySelectorAll("[src]")) image.src = new URL(image.getAttribute("src"), address).href;
  }
  return cards;
}

/** Cards for this page; what is over by the reader's clock is not seen. */
function fragmentOf(cards) {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Rome" }).format(new Date());
  for (const card of cards) if (card.dataset.expires < today) card.hidden = true;
  const made = document.createDocumentFragment();
  made.append(...cards);
  return made;
}

/** The rest of the list of this page: `more()` adds the cards of other pages in their order and returns them; `left` pages remain. */
export function restOf(listing) {
  const pager = listing?.querySelector("[data-sheets]");
  const list = listing?.querySelector(".cards");
  const own = list?.firstElementChild;
  let before = Number(pager?.dataset.before ?? 0); // pages that come before this one
  const addresses = pager ? pager.dataset.sheets.split(" ").filter(Boolean).map((address) => new URL(address, location.href)) : [];
  return {
    get left() {
      return addresses.length;
    },
    async more() {
      const added = [];
      for (let read = 0; addresses.length && read < MOST; read += AT_ONCE) {
        const pages = await Promise.all(addresses.slice(0, AT_ONCE).map(cardsOf));
        addresses.splice(0, AT_ONCE);
        pages.forEach((cards, at) => list.insertBefore(fragmentOf(cards), at < before ? own : null));
        before = Math.max(0, before - AT_ONCE);
        added.push(...pages.flat());
      }
      document.dispatchEvent(new CustomEvent(ADDED));
      return added;
    },
  };
}
