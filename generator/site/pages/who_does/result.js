// The results of «Chi lo fa già?»: what each is, why it is shown, and three ways on, each of which ends with somebody.

import { ROOT } from "../../../addresses.js";
import { sentence } from "../../../matching/browser/similar.js";
import { element } from "../../parts/elements.js";

const AT_ONCE = 5;
const NAMED_PLACES = 3;
const SHOWN_PEOPLE = 3;
const CHOICES = { same: samePanel, together: togetherPanel, different: differentPanel };

/** Some results under a heading; the others come when they are asked for, and the first of them takes the focus. */
export function group(title, cards, texts, className = "") {
  const list = element("div", { className: "who__list" }, ...cards.slice(0, AT_ONCE));
  const section = element("section", {}, element("h2", { className, textContent: title }), list);
  const others = cards.slice(AT_ONCE);
  if (!others.length) return section;
  const label = texts.more.replace("{n}", others.length);
  const more = element("button", { type: "button", className: "chip", textContent: label });
  more.addEventListener("click", () => {
    list.append(...others);
    more.parentElement.remove();
    others[0].querySelector("a").focus();
  });
  section.append(element("p", { className: "more" }, more));
  return section;
}

/** Those of one name, one body and one door together, each where its first stands: they differ in place and time. */
export function joined(activities, index) {
  const together = new Map();
  for (const activity of activities) {
    const key = [activity.name, index.operators[activity.number], index.door[activity.number]].join("\n");
    together.set(key, [...(together.get(key) ?? []), activity]);
  }
  return [...together.values()];
}

/** The card of what similarTo found, all of it `joined`; `asked` is what somebody wrote. */
export function result(same, asked, index, texts) {
  const [activity] = same;
  const hue = index.hues[activity.number] ? `thread-${index.hues[activity.number]}` : "";
  const kinds = index.codes.tipo[activity.number];
  const state = index.states[activity.number];
  const card = element(
    "article",
    { className: `card who__result ${hue}`, dataset: { id: activity.id } },
    kinds.length ? element("p", { className: "card__kind", textContent: index.labels.tipo[kinds[0]] }) : "",
    element("h3", {}, element("a", { href: activity.address, textContent: activity.name })),
    index.said[activity.number] ? element("p", { className: "card__summary", textContent: index.said[activity.number] }) : "",
    facts(same, index, texts),
    state ? element("span", { className: "tag", textContent: state }) : "",
    element("p", { className: "who__why", textContent: sentence(activity.reasons) }),
    call(activity, index.doors[index.door[activity.number]], texts),
  );
  if (activity.close) card.append(...choices({ activity, asked, index, texts, door: index.doors[index.door[activity.number]] }));
  return card;
}

const CALLED = /^(tel|mailto):/;

/** The first number or mailbox of a door, to be used at once, and when it answers. */
function call({ operator }, door, texts) {
  const [href, text, note] = door?.ways?.find(([address]) => CALLED.test(address)) ?? [];
  if (!href) return "";
  const link = element("a", { className: "button button--quiet", href }, href.startsWith("tel:") ? `${texts.call} ` : `${texts.mail} `, element("span", { className: "reach__number", textContent: text }));
  const whose = door.whose?.includes(operator) ? "" : door.whose; // who does it is named above
  const told = [whose, note].filter(Boolean).join(" · ");
  return element("p", { className: "actions who__call" }, link, told ? element("small", { textContent: told }) : "");
}

function facts(same, index, texts) {
  const [activity] = same;
  const people = index.codes.destinatari[activity.number].map((code) => index.labels.destinatari[code]);
  const rows = [
    [texts.who, bodyLink(activity, index)],
    [texts.where, same.length > 1 ? linesOf(same, index, texts) : placesOf(activity, index, texts)],
    [texts.audience, people.slice(0, SHOWN_PEOPLE).join(", ")],
    [texts.when, same.length > 1 ? "" : index.when[activity.number]],
  ];
  const list = element("dl", { className: "card__facts" });
  for (const [label, value] of rows) {
    if (value) list.append(element("dt", { textContent: label }), element("dd", {}, value));
  }
  return list;
}

function bodyLink(activity, index) {
  const [name, address] = index.bodies[index.operators[activity.number]];
  return element("a", { href: new URL(address, ROOT).href, textContent: name });
}

/** A line for each of the same name: where it is, which leads to it, and when. */
function linesOf(same, index, texts) {
  const lines = same.map((activity) => {
    const link = element("a", { href: activity.address, textContent: placesOf(activity, index, texts) || activity.name });
    const when = index.when[activity.number];
    return element("li", {}, link, when ? `, ${when}` : "");
  });
  return element("ul", { className: "who__same" }, ...lines);
}

function placesOf({ number }, index, texts) {
  return placesLine(index.codes.territori[number].map((code) => index.labels.territori[code]), texts);
}

function placesLine(places, texts) {
  if (places.length <= NAMED_PLACES) return places.join(", ");
  const named = places.slice(0, NAMED_PLACES - 1);
  return texts.andMore.replace("{places}", () => named.join(", ")).replace("{n}", places.length - named.length);
}

/** Three buttons, of which one at a time opens what to do. */
function choices(about) {
  const panel = element("div", { className: "who__panel", hidden: true, id: `strada-${about.activity.number}` });
  const buttons = Object.entries(CHOICES).map(([choice, fill]) => {
    const button = element("button", { type: "button", className: "chip", textContent: about.texts[choice] });
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => {
      const opens = button.getAttribute("aria-expanded") === "false";
      for (const other of buttons) other.setAttribute("aria-expanded", other === button && opens);
      panel.replaceChildren(...(opens ? fill(about).filter(Boolean) : []));
      panel.hidden = !opens;
    });
    return button;
  });
  const row = element("div", { className: "chips who__choices", role: "group" }, ...buttons);
  row.setAttribute("aria-label", `${about.texts.choose} ${about.activity.name}`);
  return [row, panel];
}

function samePanel(about) {
  return [element("p", { textContent: about.texts.sameHow }), ...contacts(about)];
}

function contacts({ activity, texts, door }) {
  const page = element("p", {}, element("a", { href: activity.address, textContent: texts.contactPage }));
  if (!door) return [element("p", { textContent: texts.noContact }), page];
  const intro = door.office ? texts.noDoor.replace("{name}", () => activity.name) : "";
  const list = element("ul", { className: "who__ways-to" }, ...(door.ways ?? []).map(way));
  const whose = door.whose ? element("p", { className: "quiet", textContent: door.whose }) : "";
  return [intro && element("p", { textContent: intro }), list, whose, page];
}

function way([href, text, note]) {
  const address = /^[a-z]+:/.test(href) ? href : new URL(href, ROOT).href;
  const shown = href ? element("a", { href: address, textContent: text }) : text;
  return element("li", {}, shown, note ? element("small", { textContent: note }) : "");
}

function togetherPanel(about) {
  const { texts, door } = about;
  if (!door?.mail) return [element("p", { textContent: texts.togetherCall }), ...contacts(about)];
  const how = door.office ? texts.togetherOffice : texts.togetherHow;
  const write = element("a", { className: "button", href: message(about), textContent: texts.write });
  return [element("p", { textContent: how }), element("p", { className: "actions" }, write), element("p", { className: "quiet", textContent: door.mail })];
}

function message({ activity, asked, texts, door }) {
  const filled = { name: activity.name, operator: activity.operator, address: activity.address, text: asked.text || "…" };
  const fill = (text) => text.replace(/\{([a-z]+)\}/g, (_, name) => filled[name]);
  const subject = encodeURIComponent(fill(texts.mailSubject));
  const body = encodeURIComponent(fill(door.office ? texts.mailBodyOffice : texts.mailBody).replaceAll("\n", "\r\n"));
  return `mailto:${encodeURIComponent(door.mail).replaceAll("%40", "@")}?subject=${subject}&body=${body}`;
}

/** What changes, in words, goes to the form; whoever writes files finds the lines (simile_a) folded. */
function differentPanel({ activity, texts }) {
  const field = element("input", { type: "text", maxLength: 200, id: `diversa-${activity.number}`, autocomplete: "off" });
  const label = element("label", { htmlFor: field.id, textContent: texts.differentHow });
  const add = element("a", { className: "button", textContent: texts.add });
  const code = element("code");
  const write = () => {
    code.textContent = judgement(activity.id, field.value);
    add.href = newActivity(activity.id, field.value, texts);
  };
  field.addEventListener("input", write);
  write();
  const files = element(
    "details",
    {},
    element("summary", { textContent: texts.differentFiles }),
    element("p", { textContent: texts.differentWrite }),
    element("pre", { tabIndex: 0 }, code),
    element("p", { className: "actions" }, copyButton(code, texts)),
  );
  return [element("p", { className: "who__because" }, label, field), element("p", { className: "actions" }, add), files];
}

/** The form, told which activity the new one differs from, and how. */
function newActivity(id, note, texts) {
  const why = note.trim() ? `&perche=${encodeURIComponent(note.trim())}` : "";
  return `${texts.addAddress}&diversa=${encodeURIComponent(id)}${why}`;
}

function judgement(id, note) {
  const reason = note.trim() ? `, nota: ${JSON.stringify(note.trim())}` : "";
  return `simile_a:\n  - {attivita: ${id}, esito: diversa${reason}}`;
}

function copyButton(code, texts) {
  const button = element("button", { type: "button", className: "button button--quiet", textContent: texts.copy });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(`${code.textContent}\n`);
      button.textContent = texts.copied;
    } catch {
      getSelection().selectAllChildren(code); // where copying is forbidden, the lines are ready to be copied by hand
    }
  });
  return button;
}
