// Networks side by side, as one chooses them. The choice stands in the address (#reti=a,b): nothing is kept or sent.

import { ROOT } from "../../../addresses.js";

const place = document.querySelector("[data-compare]");

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function fromAddress(known) {
  const told = new URLSearchParams(location.hash.slice(1)).get("reti") ?? "";
  return told.split(",").filter((id) => known.has(id)).slice(0, Number(place.dataset.most));
}

function options(networks) {
  const towns = Map.groupBy ? Map.groupBy(networks, (one) => one.town) : grouped(networks);
  return [...towns].sort(([one], [other]) => one.localeCompare(other)).map(([town, inside]) =>
    element("optgroup", { label: town }, ...inside.map((one) => element("option", { value: one.id, textContent: one.name }))));
}

function grouped(networks) {
  const towns = new Map();
  for (const one of networks) towns.set(one.town, [...(towns.get(one.town) ?? []), one]);
  return towns;
}

function chooser(at, networks) {
  const select = element("select", { id: `rete-${at}` }, element("option", { value: "", textContent: place.dataset.none }), ...options(networks));
  const label = element("label", { htmlFor: select.id, textContent: place.dataset.slot.replace("{n}", at) });
  return element("p", {}, label, select);
}

function values(network, name) {
  const told = network.facts[name];
  if (!told) return [element("p", { className: "quiet", textContent: place.dataset.silent })];
  return told.map((value) => element("p", { textContent: value }));
}

function link(network) {
  return element("a", { href: new URL(network.address, ROOT).href, textContent: network.name });
}

function comparison(facts, chosen) {
  const head = element("div", { className: "compare__head" }, ...chosen.map((one) => element("p", {}, link(one))));
  const rows = facts.filter(([name]) => chosen.some((one) => one.facts[name])).flatMap(([name, label]) => [
    element("h3", { textContent: label }),
    element("dl", {}, ...chosen.map((one) =>
      element("div", { className: one.facts[name] ? "" : "silent" }, element("dt", { textContent: one.name }), element("dd", {}, ...values(one, name))))),
  ]);
  return element("div", { className: `compare compare--${chosen.length}` }, head, ...rows);
}

async function start() {
  const { facts, networks } = await (await fetch(place.dataset.source)).json();
  const known = new Map(networks.map((one) => [one.id, one]));
  const choosing = place.querySelector("[data-choosing]");
  const shown = place.querySelector("div[data-chosen]");
  const status = place.querySelector("[data-status]");
  for (let at = 1; at <= place.dataset.most; at += 1) choosing.append(chooser(at, networks));
  const selects = [...choosing.querySelectorAll("select")];

  const show = (ids) => {
    selects.forEach((select, at) => { select.value = ids[at] ?? ""; });
    const chosen = ids.map((id) => known.get(id));
    shown.replaceChildren(...(chosen.length ? [comparison(facts, chosen)] : []));
    status.textContent = chosen.length > 1 ? `${status.dataset.chosen}: ${chosen.map((one) => one.name).join(", ")}` : "";
  };
  choosing.addEventListener("change", () => {
    const ids = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    history.replaceState(null, "", ids.length ? `#reti=${ids.join(",")}` : location.pathname + location.search);
    show(ids);
  });
  addEventListener("hashchange", () => show(fromAddress(known)));
  show(fromAddress(known));
}

place.hidden = false;
start().catch(() => place.replaceChildren(element("p", { role: "status", textContent: place.dataset.failed })));
