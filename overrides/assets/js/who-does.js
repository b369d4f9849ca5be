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
let tools;

/** What answers, and the list of activities: fetched when somebody begins, then kept. */
async function ready() {
  tools ??= Promise.all([import("./similar.js"), import("./who-does-result.js")]).catch((failure) => {
    tools = undefined;
    throw failure;
  });
  const [likeness, cards] = await tools;
  return { ...likeness, ...cards, index: await likeness.load() };
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
  return asked;
}

/** What is asked, as similarTo takes it; nothing while it is too short to mean anything. */
function question() {
  const [text, territory, audience] = FIELDS.map((field) => form.elements[field].value.trim());
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
  if (means) tell(await means.similarTo(asked, MOST + 1), asked, means);
  else fail();
  place.dataset.settled = shown;
}

function fail() {
  show(texts.failed, []);
  part("retry").hidden = false;
  part("ways").hidden = false;
}

function tell(found, asked, means) {
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
  const missing = unknown(asked.text, index);
  part("unknown").hidden = !missing.length;
  part("unknown").textContent = texts.unknown.replace("{words}", () => missing.join(", "));
  part("meant").hidden = true;
  if (!close.length) offer(asked, means);
}

/** «Forse cercavi…», where the word that was probably meant finds somebody. */
async function offer(asked, { index, meant, similarTo }) {
  const mine = turn;
  const text = meant(asked.text, index);
  if (!text || !(await similarTo({ ...asked, text }, ENOUGH)).some((one) => one.close) || mine !== turn) return;
  const link = part("meant").querySelector("a");
  const better = written();
  better.set("testo", text);
  link.href = `#${better}`;
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
  part("results").replaceChildren(...groups);
}

start();
