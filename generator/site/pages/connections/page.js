// Who points at a name of the picture, or comes to it by keyboard, sees what it is tied to. Without this it is all there.

const lit = "is-lit";

function light(loom, name) {
  loom.classList.toggle("is-pointed", name !== null);
  for (const shape of loom.querySelectorAll(`.${lit}`)) shape.classList.remove(lit);
  if (name === null) return;
  const near = new Set([name]);
  for (const tie of loom.querySelectorAll("[data-ends]")) {
    const ends = tie.dataset.ends.split(" ");
    if (!ends.includes(name)) continue;
    tie.classList.add(lit);
    ends.forEach((end) => near.add(end));
  }
  for (const node of loom.querySelectorAll("[data-node]")) node.classList.toggle(lit, near.has(node.dataset.node));
}

const pointed = (event) => event.target.closest?.("[data-node]")?.dataset.node ?? null;
/** The name that the keyboard is at: a pointer that rests beside names, as when the page scrolls under it, does not undo it. */
const focused = (loom) => (loom.contains(document.activeElement) ? (document.activeElement.dataset.node ?? null) : null);

for (const loom of document.querySelectorAll(".loom")) {
  for (const kind of ["pointerover", "focusin"]) loom.addEventListener(kind, (event) => light(loom, pointed(event) ?? focused(loom)));
  loom.addEventListener("pointerleave", () => light(loom, focused(loom)));
  loom.addEventListener("focusout", () => light(loom, null));
}
