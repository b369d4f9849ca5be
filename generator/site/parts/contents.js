// Where one is on a long page: the index says it while one reads, and folds again on a phone once it has led somewhere.

const nav = document.querySelector(".contents");
const links = new Map([...nav.querySelectorAll("a")].map((link) => [document.querySelector(link.hash), link]));
const head = document.querySelector(".head");
const seen = new Set();

const reading = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) seen.add(target);
    else seen.delete(target);
  }
  const first = [...links.keys()].find((section) => seen.has(section));
  if (!first && !seen.has(head)) return; // between two sections: the last one stands
  for (const [section, link] of links) {
    if (section === first) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}, { rootMargin: "-15% 0px -60% 0px" });

for (const part of [head, ...links.keys()]) if (part) reading.observe(part);
nav.addEventListener("click", ({ target }) => {
  if (target.closest("a")) nav.querySelector("details").open = false;
});
