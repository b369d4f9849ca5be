// What did not arrive can be asked for again: by hand, and by itself as soon as the network is back.

import { element } from "./elements.js";

/** «Riprova»: does `act` when it is pressed, or when the network returns while it still stands in the page; once. */
export function againButton(label, act) {
  const button = element("button", { type: "button", className: "button button--quiet", textContent: label });
  const again = () => {
    removeEventListener("online", again);
    if (!button.isConnected) return;
    button.disabled = true;
    act();
  };
  button.addEventListener("click", again);
  addEventListener("online", again);
  return button;
}
