// What a page inside another says to the one around it: how tall it is. A number and nothing else, so it may say it to anybody.

/** WordPress gives the frames that it makes out of oEmbed a word of their own, and listens to who knows it. */
const SECRET = /[#&]\??secret=([a-zA-Z0-9]{1,64})/.exec(location.hash)?.[1];
const PALETTES = { chiaro: "light", scuro: "dark" };

export const options = new URLSearchParams(location.search);

const palette = PALETTES[options.get("aspetto")];
if (palette) document.documentElement.dataset.palette = palette;

function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ intreccio: "altezza", height }, "*");
  if (SECRET) parent.postMessage({ message: "height", value: height, secret: SECRET }, "*");
}

if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // Out of sight nothing is drawn, and no size is observed: what was written says it as well.
  new MutationObserver(tell).observe(document.body, { childList: true, subtree: true });
  tell();
}

// A link of this very page stays here; every other opens beside the page that is read, for no page but these may stand in a frame.
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[href]:not([href^='#'])");
  if (link && !link.hasAttribute("target")) link.setAttribute("target", "_blank"); // an area of a map has no `target` that is a text
}, { capture: true });
