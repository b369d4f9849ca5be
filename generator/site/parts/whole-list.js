// A list that goes on over further pages: what narrows or orders it answers for all of it, so the cards of the others are read when
// they are first needed. Without JavaScript they are plain pages.

import { againButton } from "./again.js";
import { ADDED, element, ranked, romeDay } from "./elements.js";

const AT_ONCE = 10;
const MOST_ON_A_PAGE = 1000;
const MOST = 75; // pages read without being asked again: what a phone can hold

/** The cards of another page, whose links lead where they led from there. */
async function cardsOf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const cards = [...page.querySelectorAll(".listing .cards > .card")];
  for (const card of cards) {
    for (const link of card.querySelectorAll("[href]")) link.href = new URL(link.getAttribute("href"), address).href;
    for (const image of card.querySelectorAll("[src]")) image.src = new URL(image.getAttribute("src"), address).href;
  }
  return cards;
}

/** Cards for this page; what is over by the reader's clock is not seen. */
function fragmentOf(cards) {
  const today = romeDay();
  for (const card of cards) if (card.dataset.expires < today) card.hidden = true;
  const made = document.createDocumentFragment();
  made.append(...cards);
  return made;
}

const lists = new WeakMap();

/**
 * The whole of a list that goes on over further pages, which whatever narrows or orders it shares: `want(who, isWanted)` asks for
 * the cards of the other pages, which are seen as long as somebody wants them; `left` pages are unread.
 */
export function restOf(listing) {
  if (!listing) return { left: 0, want() {} };
  if (!lists.has(listing)) lists.set(listing, opened(listing));
  return lists.get(listing);
}

function opened(listing) {
  const pager = listing.querySelector("[data-sheets]");
  const list = listing.querySelector(".cards");
  const told = listing.querySelector("[data-rest]");
  const own = Number(pager?.dataset.before ?? 0); // pages that come before this one
  const addresses = (pager?.dataset.sheets ?? "").split(" ").filter(Boolean).map((address, at) => ({ address: new URL(address, location.href), number: at < own ? at : at + 1 }));
  const wanting = new Set();
  let isReading = false;
  let wasRead = false;
  const number = (cards, page) => cards.forEach((card, at) => { card.dataset.written = page * MOST_ON_A_PAGE + at; });
  if (list) number([...list.querySelectorAll(":scope > .card")], own);

  async function more() {
    for (let read = 0; addresses.length && read < MOST; read += AT_ONCE) {
      const pages = await Promise.all(addresses.slice(0, AT_ONCE).map(({ address }) => cardsOf(address)));
      addresses.splice(0, AT_ONCE).forEach((page, at) => {
        number(pages[at], page.number);
        for (const card of pages[at]) card.dataset.further = "yes";
        list.append(fragmentOf(pages[at]));
      });
    }
    list.append(...ranked([...list.querySelectorAll(":scope > .card")], () => 0));
  }

  async function read() {
    isReading = true;
    told.textContent = told.dataset.reading;
    try {
      await more();
      wasRead = true;
      isReading = false;
      document.dispatchEvent(new CustomEvent(ADDED));
      show();
    } catch {
      isReading = false;
      told.replaceChildren(told.dataset.unread, " ", againButton(told.dataset.retry, read));
    }
  }

  function moreButton() {
    const words = addresses.length === 1 ? told.dataset.restOne : told.dataset.restMany.replace("{n}", addresses.length);
    const button = element("button", { type: "button", className: "chip", textContent: words });
    button.addEventListener("click", read);
    return button;
  }

  function show() {
    const isWanted = wanting.size > 0;
    list.classList.toggle("whole", isWanted);
    pager.hidden = isWanted && !addresses.length;
    if (isReading) return;
    if (isWanted && addresses.length && !wasRead) read();
    else told.replaceChildren(...(isWanted && addresses.length ? [moreButton()] : []));
  }

  return {
    get left() {
      return addresses.length;
    },
    want(who, isWanted) {
      if (isWanted) wanting.add(who);
      else wanting.delete(who);
      if (pager && told) show();
    },
  };
}
