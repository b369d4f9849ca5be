// «Chi lo fa già?»: answers while one writes. What is asked stands after the # of the address: it can be sent to
// somebody, survives a reload, and never reaches a server. Every text comes from the page.

import { ROOT } from "../../../addresses.js";

const PATIENCE = 150;
const SHORTEST = 3;
const ENOUGH = 5;
const NEAR = 3;
const FIELDS = ["testo", "luogo", "per"];

const place = document.querySelector("[data-who-does]");
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const form = place.querySelector("form");
const texts = place.dataset;
let turn = 0;
let waiting;
let shown = "";
let ignored = new Set();
let tools;

/** What answers, and the list of activities: fetched when somebody begins, then kept. */
async function ready() {
  tools ??= Promise.all([
    import("../../../matching/browser/similar.js"),
    import("../../../matching/browser/understood.js"),
    import("../../../matching/browser/nearest.js"),
    import("./answer.js"),
    import("./result.js"),
  ]).catch((failure) => {
    tools = undefined;
    throw failure;
  });
  const means = Object.assign({}, ...(await tools));
  return { ...means, index: await means.load() };
}

function start() {
  form.hidden = false;
  part("without-script").hidden = true;
  form.addEventListener("focusin", () => ready().catch(() => {}), { once: true });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(remember, PATIENCE);
  });
  form.addEventListener("submit", ask);
  form.elements.testo.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(waiting);
    remember();
  });
  part("retry").firstElementChild.addEventListener("click", answer);
  addEventListener("online", () => part("retry").hidden || answer());
  addEventListener("hashchange", () => {
    restore();
    form.elements.testo.focus();
  });
  restore();
  if (location.hash.length < 2) choosePlace();
}

/** The button: the same answer, and the reader is led to it. */
async function ask(event) {
  event.preventDefault();
  clearTimeout(waiting);
  if (!question()) return form.elements.testo.focus();
  await remember();
  part("status").scrollIntoView({ block: "center" });
}

function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.toString() === shown) return;
  for (const field of FIELDS) form.elements[field].value = asked.get(field) ?? "";
  ignored = new Set(asked.get("senza")?.split(",").filter(Boolean));
  answer();
}

function isPlaceKept() {
  try {
    return localStorage.getItem("luogo") !== null;
  } catch {
    return false; // storage may be forbidden
  }
}

/** The place remembered on the device is chosen, where it can be; it asks for nothing until something is written. */
async function choosePlace() {
  if (!isPlaceKept()) return;
  const { place } = await import("../../parts/place.js");
  const { code } = place() ?? {};
  const field = form.elements.luogo; // what the reader chose meanwhile stands
  if (!field.value && [...field.options].some(({ value }) => value === code)) field.value = code;
}

function remember() {
  const hash = written().toString();
  history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
  return answer();
}

function written() {
  const asked = new URLSearchParams();
  for (const field of FIELDS) {
    const value = form.elements[field].value.trim();
    if (value) asked.set(field, value);
  }
  if (ignored.size && asked.has("testo")) asked.set("senza", [...ignored].join(","));
  return asked;
}

/** What is asked, as similarTo takes it; nothing while it is too short to mean anything. */
function question() {
  const [text, territory, audience] = FIELDS.map((field) => form.elements[field].value.trim());
  if (!text) ignored = new Set();
  if (text.length < SHORTEST && !territory && !audience) return null;
  return { text, territories: territory ? [territory] : [], audiences: audience ? [audience] : [] };
}

async function answer() {
  const mine = ++turn;
  shown = written().toString();
  const asked = question();
  part("retry").hidden = true;
  part("ways").hidden = asked !== null;
  if (!asked) return clear();
  const late = setTimeout(() => clear(texts.loading), PATIENCE);
  const means = await ready().catch(() => null);
  clearTimeout(late);
  if (mine !== turn) return;
  if (!(await told(asked, means, mine))) fail();
  if (mine === turn) place.dataset.settled = shown;
}

/** Answer with what there is around the place asked for; false where it did not arrive. */
async function told(asked, means, mine) {
  if (!means) return false;
  const first = means.understood(asked, means.index, ignored);
  const index = await means.load(means.completed(asked, first).territories).catch(() => null);
  if (!index || mine !== turn) return Boolean(index);
  if (index.needsPlace) {
    clear(texts.placeFirst);
    return true;
  }
  const { read, found: nearest, meant } = await means.answerTo(asked, index, ignored);
  if (mine !== turn) return true;
  const found = means.parted(nearest, asked, read, index);
  tell(found, asked, read, { ...means, index });
  showUnderstood(asked, { ...read, meant }, { ...means, index });
  return true;
}

function fail() {
  clear(texts.failed);
  part("retry").hidden = false;
  part("ways").hidden = false;
}

function tell(found, asked, read, means) {
  const { index, group, grouped, isAnswered, joined, result, summary, unknownWords } = means;
  const missing = unknownWords(read.text, index);
  const status = summary(found, { asked, read, missing }, index, texts);
  const cards = (activities) => joined(activities, index).map((same) => result(same, asked, index, texts));
  const groups = grouped(found, texts).map(({ heading, isSaid, activities }) => group(heading, cards(activities), texts, isSaid ? "unseen" : ""));
  clear(status);
  part("results").replaceChildren(...groups);
  showNetworks(found.need, means.placesOf(asked, read), means);
  const isServed = found.here.length + found.reaching.length > 0;
  part("other").hidden = !isServed;
  if (!isServed) showNobody({ status, found, missing, isAlone: !isAnswered(found) }, means);
  if (!isServed) offer(asked, means);
}

/** Where nobody does it: alone it is the answer, else it comes after what there is. */
function showNobody({ status, found, missing, isAlone }, { index }) {
  const box = part("nobody");
  box.hidden = false;
  part("results")[isAlone ? "before" : "after"](box);
  part("status").classList.toggle("unseen", isAlone);
  box.querySelector("h2").textContent = isAlone ? status : texts.missing;
  part("unknown").hidden = !missing.length;
  part("unknown").textContent = texts.unknown.replace("{words}", () => missing.join(", "));
  const isOtherwise = isAlone && missing.length > 0;
  part("otherwise").hidden = !isOtherwise;
  part("otherwise").replaceChildren(...(isOtherwise ? otherWords(found.near, index) : []));
  part("meant").hidden = true;
}

/** Networks that work on it in the place asked for: they may know more than what is listed. */
function showNetworks(kinds, places, { index, networksOn }) {
  const links = networksOn(kinds, places, index).slice(0, NEAR).map(([name, address]) => {
    return Object.assign(document.createElement("a"), { href: new URL(address, ROOT).href, textContent: name });
  });
  part("networks").hidden = !links.length;
  part("networks").replaceChildren(links.length > 1 ? texts.networks : texts.network, " ", ...separated(links));
}

function separated(links) {
  return links.flatMap((link, at) => (at ? [", ", link] : [link]));
}

/** What else one could write: kinds of what is nearest, else the commonest. */
function otherWords(near, { codes, labels }) {
  const commonest = () => {
    const counted = new Map();
    for (const code of codes.tipo.flat()) counted.set(code, (counted.get(code) ?? 0) + 1);
    return [...counted.keys()].sort((left, right) => counted.get(right) - counted.get(left));
  };
  const kinds = near.length ? near.flatMap(({ number }) => codes.tipo[number].slice(0, 1)) : commonest();
  const links = [...new Set(kinds)].slice(0, NEAR).map((code) => {
    const label = labels.tipo[code];
    return Object.assign(document.createElement("a"), { href: `#${asking(label)}`, textContent: label });
  });
  return [texts.otherwise, " ", ...separated(links), "."];
}

function asking(text) {
  const asked = written();
  asked.set("testo", text);
  asked.delete("senza");
  return asked;
}

/** What is asked: the fields that were chosen and what was understood besides, each to be taken away. */
function showUnderstood(asked, read, { index, WORD }) {
  const { labels, spoken } = index;
  const placeName = (code) => spoken.known[code]?.[1];
  const empty = (field) => () => (form.elements[field].value = "");
  const leave = (code) => () => ignored.add(code);
  const chips = [
    ...asked.territories.map((code) => [texts.where, placeName(code), empty("luogo")]),
    ...read.territories.map((code) => [texts.where, placeName(code), leave(code)]),
    ...asked.audiences.map((code) => [texts.audience, labels.destinatari[code], empty("per")]),
    ...read.audiences.map((code) => [texts.audience, labels.destinatari[code], leave(code)]),
    ...read.meant.map((word) => [texts.word, word, leave(WORD + word)]),
    ...read.kinds.map((code) => [texts.what, labels.tipo[code], leave(code)]),
  ].filter(([, value]) => value);
  part("understood").hidden = !chips.length;
  part("understood").querySelector("ul").replaceChildren(...chips.map(understoodChip));
}

function understoodChip([label, value, takeAway]) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "chip", textContent: `${label}: ${value}` });
  const cross = Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" });
  button.setAttribute("aria-label", texts.takeAway.replace("{what}", () => `${label}: ${value}`));
  button.append(cross);
  button.addEventListener("click", () => {
    takeAway();
    remember();
    form.elements.testo.focus();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/** «Forse cercavi…», where the word that was probably meant finds somebody. */
async function offer(asked, { index, corrected, similarTo, understood, completed }) {
  const mine = turn;
  const text = corrected(asked.text, index);
  if (!text) return;
  const better = { ...asked, text };
  const found = await similarTo(completed(better, understood(better, index, ignored)), ENOUGH);
  if (!found.some(({ close }) => close) || mine !== turn) return;
  const link = part("meant").querySelector("a");
  link.href = `#${asking(text)}`;
  link.textContent = text;
  part("meant").hidden = false;
}

/** Take the last answer away; `status` says what goes on. */
function clear(status = "") {
  part("status").textContent = status;
  part("status").classList.remove("unseen");
  for (const name of ["nobody", "understood", "networks", "other"]) part(name).hidden = true;
  part("results").replaceChildren();
}

start();
