// What is to be mended, beside the answer it is about, in the words of `intreccio check`.

import { el } from "./form-dom.js";

/** What never leaves the device: the data of private people, and the street of a protected place. */
const PERSONAL = new Set(["E301", "E302", "E303", "W304", "W305", "W306", "E307"]);

export const isPersonal = ({ code }) => PERSONAL.has(code);
export const stops = (finding) => finding.severity === "error" || isPersonal(finding);

/** What is missing in a group that is still being filled in is told when one goes on, not before. */
const TOLD_AT_THE_END = new Set(["E406"]);

export const isDue = ({ code }) => !TOLD_AT_THE_END.has(code);

const begins = (path, start) => start.every((step, at) => String(path[at]) === String(step));

/** Keep the findings about what stands at a path or inside it. */
export const about = (findings, path) => findings.filter((finding) => begins(finding.path, path));

/** The advice without the lines to paste, which only a file has. */
function adviceOf({ hint }) {
  const said = hint.split("\n").filter((line) => !line.startsWith(" "));
  return said.map((line) => line.replace(/:$/, ".")).join(" ");
}

/** One finding as a person reads it. */
export function warning(finding, t) {
  const lead = t(stops(finding) ? "form.to_mend" : "form.suggestion");
  const help = adviceOf(finding);
  return el(
    "div",
    { class: stops(finding) ? "finding finding--stop" : "finding", "data-code": finding.code },
    el("p", {}, el("strong", {}, `${lead}: `), el("span", { "data-message": true }, finding.message)),
    help && el("p", {}, help),
    el("small", {}, finding.code),
  );
}

/** Show findings under the controls they are about, and take the old ones away; returns the first control to mend. */
export function show(screen, findings, t) {
  const boxes = [...screen.querySelectorAll("[data-path]")].map((node) => [JSON.parse(node.dataset.path), node]);
  for (const [, node] of boxes) {
    boxOf(node)?.replaceChildren();
    node.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
  }
  let first = null;
  for (const finding of findings) {
    const holders = boxes
      .filter(([path]) => begins(finding.path, path))
      .sort(([one], [other]) => other.length - one.length);
    const node = holders[0]?.[1];
    if (!node) continue;
    boxOf(node)?.append(warning(finding, t));
    const control = [...node.querySelectorAll("input, textarea")].find((one) => one.checkVisibility());
    if (!stops(finding) || !control) continue;
    control.setAttribute("aria-invalid", "true");
    first ??= control;
  }
  return first;
}

const boxOf = (node) =>
  [...node.querySelectorAll("[data-findings]")].find((box) => box.closest("[data-path]") === node);
