// Elements made in code: what a record says only ever becomes text, never markup.

const PROPERTIES = new Set(["value", "checked", "open", "hidden", "disabled"]);
const RELEASE = 50; // milliseconds: the click follows the release
let made = 0;

/** Make an element; `on…` traits are listeners, other traits attributes or properties; texts become text nodes. */
export function el(tag, traits = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (PROPERTIES.has(name)) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""),
  );
  return node;
}

/** Return an id that no other element of the page has. */
export const freshId = () => `modulo-${(made += 1)}`;

export const button = (label, onclick, quiet = true, traits = {}) =>
  el("button", { type: "button", class: quiet ? "button button--quiet" : "button", onclick, ...traits }, label);

/** A link that looks like a button and leads out of the form. */
export const linkButton = (label, href, quiet = true, traits = {}) =>
  el("a", { class: quiet ? "button button--quiet" : "button", href, ...traits }, label);

/** A button for what cannot be undone: it asks once, in its own place. */
export function askedFirst({ label, ask, yes, no, about = "" }, act) {
  const named = about && `${label}: ${about}`;
  const place = el("span", { class: "asked" });
  const first = button(label, () => put(question), true, { class: "plain", "aria-label": named });
  const refuse = button(no, () => put(first));
  const question = el("span", { role: "group", "aria-label": ask }, el("strong", {}, ask), button(yes, act), refuse);
  const put = (what) => {
    place.replaceChildren(what);
    (what === question ? refuse : first).focus();
  };
  place.append(first);
  return place;
}

let pressing = false;
addEventListener("pointerdown", () => (pressing = true), true);
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => setTimeout(() => (pressing = false), RELEASE), true);

/**
 * Act when nothing is being pressed: what appears meanwhile would push the button from under the finger.
 * Only the newest act counts: an older one would tell of what is no longer so.
 */
export function newestWhenReleased() {
  let waiting;
  const drop = () => clearTimeout(waiting);
  const act = (what) => {
    drop();
    if (pressing) waiting = setTimeout(() => act(what), RELEASE);
    else what();
  };
  return { act, drop };
}

/** The heading that takes the focus when a screen opens. */
export const heading = (...children) => el("h2", { tabindex: "-1", "data-heading": true }, ...children);
