// «Chi lo fa già?»: answers while one writes. What is asked stands after the # of the address: it can be sent to
// somebody, survives a reload, and never reaches a server. Every text comes from the page.

const PATIENCE = 150;
const SHORTEST = 3;
const MOST = 40;
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
  tools ??= Promise.all(["similar", "understood", "who-does-result"].map((name) => import(`./${name}.js`))).catch((failure) => {
    tools = undefined;
    throw failure;
  });
  const [likeness, reading, cards] = await tools;
  return { ...likeness, ...reading, ...cards, index: await likeness.load() };
}

function start() {
  form.hidden = false;
  part("note").hidden = false;
  part("without-script").hidden = true;
  form.addEventListener("focusin", () => ready().catch(() => {}), { once: true });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(remember, PATIENCE);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.testo.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(waiting);
    remember();
  });
  part("retry").firstElementChild.addEventListener("click", () => answer());
  addEventListener("hashchange", () => {
    restore();
    form.elements.testo.focus();
  });
  restore();
}

function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.toString() === shown) return;
  for (const field of FIELDS) form.elements[field].value = asked.get(field) ?? "";
  ignored = new Set(asked.get("senza")?.split(",").filter(Boolean));
  answer();
}

function remember() {
  const hash = written().toString();
  history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
  answer();
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
  if (!asked) return show("", []);
  const late = setTimeout(() => show(texts.loading, []), PATIENCE);
  const means = await ready().catch(() => null);
  clearTimeout(late);
  if (mine !== turn) return;
  if (means) {
    const read = means.understood(asked, means.index, ignored);
    const found = await means.similarTo(means.completed(asked, read), MOST + 1);
    if (mine !== turn) return;
    tell(found, asked, read, means);
    showUnderstood(read, means);
  }
  else fail();
  place.dataset.settled = shown;
}

function fail() {
  show(texts.failed, []);
  part("retry").hidden = false;
  part("ways").hidden = false;
}

function tell(found, asked, read, means) {
  const { index, group, result, unknown } = means;
  const close = found.filter((one) => one.close);
  const near = found.filter((one) => !one.close).slice(0, NEAR);
  const cards = (those) => those.map((one) => result(one, asked, index, texts));
  const groups = [];
  if (close.length) groups.push(group(texts.close, cards(close.slice(0, MOST)), texts, "unseen"));
  if (near.length && close.length < ENOUGH) groups.push(group(texts.near, cards(near), texts));
  show(counted(close.length), groups);
  part("nobody").hidden = close.length > 0;
  part("status").classList.toggle("unseen", close.length === 0);
  const missing = unknown(read.text, index);
  if (!close.length) part("status").textContent = missing.length ? texts.nothing : texts.none;
  part("nobody").querySelector("h2").textContent = missing.length ? texts.nothing : texts.none;
  part("unknown").hidden = !missing.length;
  part("unknown").textContent = texts.unknown.replace("{words}", () => missing.join(", "));
  part("otherwise").hidden = !missing.length;
  part("otherwise").replaceChildren(...(missing.length ? otherWords(near, index) : []));
  part("meant").hidden = true;
  if (!close.length) offer(asked, means);
}

/** What else one could write: kinds of what is nearest, else the commonest. */
function otherWords(near, { codes, labels }) {
  const commonest = () => {
    const counted = new Map();
    for (const code of codes.tipo.flat()) counted.set(code, (counted.get(code) ?? 0) + 1);
    return [...counted.keys()].sort((one, other) => counted.get(other) - counted.get(one));
  };
  const kinds = near.length ? near.flatMap(({ number }) => codes.tipo[number].slice(0, 1)) : commonest();
  const links = [...new Set(kinds)].slice(0, NEAR).map((code) => {
    const label = labels.tipo[code];
    return Object.assign(document.createElement("a"), { href: `#${asking(label)}`, textContent: label });
  });
  return [texts.otherwise, " ", ...links.flatMap((link, at) => (at ? [", ", link] : [link])), "."];
}

function asking(text) {
  const asked = written();
  asked.set("testo", text);
  asked.delete("senza");
  return asked;
}

/** What was understood besides the fields, each to be taken away. */
function showUnderstood({ territories, audiences, kinds }, { index }) {
  const { labels, spoken } = index;
  const told = [
    ...territories.map((code) => [code, texts.where, spoken.known[code][1]]),
    ...audiences.map((code) => [code, texts.audience, labels.destinatari[code]]),
    ...kinds.map((code) => [code, texts.what, labels.tipo[code]]),
  ];
  part("understood").hidden = !told.length;
  part("understood").querySelector("ul").replaceChildren(...told.map(understoodChip));
}

function understoodChip([code, label, value]) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "chip", textContent: `${label}: ${value}` });
  const cross = Object.assign(document.createElement("span"), { textContent: "×", ariaHidden: "true" });
  button.setAttribute("aria-label", texts.takeAway.replace("{what}", () => `${label}: ${value}`));
  button.append(cross);
  button.addEventListener("click", () => {
    ignored.add(code);
    remember();
    form.elements.testo.focus();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

/** «Forse cercavi…», where the word that was probably meant finds somebody. */
async function offer(asked, { index, meant, similarTo, understood, completed }) {
  const mine = turn;
  const text = meant(asked.text, index);
  if (!text) return;
  const better = { ...asked, text };
  const found = await similarTo(completed(better, understood(better, index, ignored)), ENOUGH);
  if (!found.some((one) => one.close) || mine !== turn) return;
  const link = part("meant").querySelector("a");
  link.href = `#${asking(text)}`;
  link.textContent = text;
  part("meant").hidden = false;
}

function counted(number) {
  if (number > MOST) return texts.most.replace("{n}", MOST);
  if (number === 0) return texts.none;
  return number === 1 ? texts.one : texts.many.replace("{n}", number);
}

function show(status, groups) {
  part("status").textContent = status;
  part("status").classList.remove("unseen");
  part("nobody").hidden = true;
  part("understood").hidden = true;
  part("results").replaceChildren(...groups);
}

start();
