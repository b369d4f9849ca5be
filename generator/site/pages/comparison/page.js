// Networks side by side, as one chooses them. The choice stands in the address (#reti=a,b): nothing is kept or sent.

import { ROOT } from "../../../addresses.js";
import { fetched } from "../../../reading/browser/fetched.js";
import { againButton } from "../../parts/again.js";
import { element } from "../../parts/elements.js";
import { grouped } from "../../parts/grouped.js";

const place = document.querySelector("[data-compare]");

function fromAddress(known) {
  const ids = new URLSearchParams(location.hash.slice(1)).get("reti") ?? "";
  return ids.split(",").filter((id) => known.has(id)).slice(0, Number(place.dataset.most));
}

function options(networks) {
  return [...grouped(networks, ({ town }) => town)].sort(([left], [right]) => left.localeCompare(right)).map(([town, inside]) =>
    element("optgroup", { label: town }, ...inside.map((network) => element("option", { value: network.id, textContent: network.name }))));
}

function chooser(at, networks) {
  const select = element("select", { id: `rete-${at}` }, element("option", { value: "", textContent: place.dataset.none }), ...options(networks));
  const label = element("label", { htmlFor: select.id, textContent: place.dataset.slot.replace("{n}", at) });
  return element("p", {}, label, select);
}

function values(network, name) {
  const written = network.facts[name];
  if (!written) return [element("p", { className: "quiet", textContent: place.dataset.silent })];
  return written.map((value) => element("p", { textContent: value }));
}

function link(network) {
  return element("a", { href: new URL(network.address, ROOT).href, textContent: network.name });
}

function comparison(facts, chosen) {
  const head = element("div", { className: "compare__head" }, ...chosen.map((network) => element("p", {}, link(network))));
  const rows = facts.filter(([name]) => chosen.some((network) => network.facts[name])).flatMap(([name, label]) => [
    element("h3", { textContent: label }),
    element("dl", {}, ...chosen.map((network) =>
      element("div", { className: network.facts[name] ? "" : "silent" }, element("dt", { textContent: network.name }), element("dd", {}, ...values(network, name))))),
  ]);
  return element("div", { className: `compare compare--${chosen.length}` }, head, ...rows);
}

async function start() {
  const { facts, networks } = await fetched(place.dataset.source);
  const known = new Map(networks.map((network) => [network.id, network]));
  const choosing = place.querySelector("[data-choosing]");
  const shown = place.querySelector("div[data-chosen]");
  const status = place.querySelector("[data-status]");
  for (let at = 1; at <= place.dataset.most; at += 1) choosing.append(chooser(at, networks));
  const selects = [...choosing.querySelectorAll("select")];

  const show = (ids) => {
    selects.forEach((select, at) => { select.value = ids[at] ?? ""; });
    const chosen = ids.map((id) => known.get(id));
    shown.replaceChildren(...(chosen.length ? [comparison(facts, chosen)] : []));
    status.textContent = chosen.length > 1 ? `${status.dataset.chosen}: ${chosen.map((network) => network.name).join(", ")}` : "";
  };
  choosing.addEventListener("change", () => {
    const ids = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    history.replaceState(null, "", ids.length ? `#reti=${ids.join(",")}` : location.pathname + location.search);
    show(ids);
  });
  addEventListener("hashchange", () => show(fromAddress(known)));
  show(fromAddress(known));
}

/** Say that the networks did not arrive, where their names would stand; ready comparisons are below. */
function fail() {
  const choosing = place.querySelector("[data-choosing]");
  const again = againButton(place.dataset.retry, () => {
    choosing.replaceChildren();
    begin();
  });
  choosing.replaceChildren(element("p", { role: "status", textContent: place.dataset.failed }), element("p", {}, again));
}

const begin = () => start().catch(fail);

place.hidden = false;
begin();
