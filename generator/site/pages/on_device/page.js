// What the device holds: the pages by name and day, and the button that forgets everything.

import { element } from "../../parts/elements.js";
import { forget, keptPages } from "../../parts/offline.js";

const box = document.querySelector("[data-on-device]");
const status = document.querySelector("[data-status]");
const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });

async function show() {
  document.querySelector("[data-away]").hidden = navigator.onLine;
  const pages = await keptPages().catch(() => []);
  box.querySelector("[data-none]").hidden = pages.length > 0;
  box.querySelector("[data-pages]").replaceChildren(
    ...pages.map(({ href, title, at }) => element("li", {}, element("a", { href, textContent: title }), element("span", { className: "quiet", textContent: day.format(at) }))),
  );
  box.hidden = false;
}

const button = document.querySelector("[data-forget]");
button.addEventListener("click", async () => {
  const isDone = await forget().then(() => true, () => false);
  status.textContent = isDone ? box.dataset.forgotten : box.dataset.failed;
  show();
});
button.hidden = false;
addEventListener("online", show);
addEventListener("offline", show);
show();
