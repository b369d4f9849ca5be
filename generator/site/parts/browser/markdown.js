// The Markdown of records as the site shows it: twin of `../markdown.py`, for the form to show before it is published.
// It makes elements, never markup: whatever a record says can only become text. One table of texts is read by both.

import { element } from "../elements.js";

const MOST_BRACKETS = 50;
const HEADING = /(?:^|\n)(#{1,6})((?:\\.|[^\\\n])*?)#*(?:\n|$)/;
const UNDERLINED = /^(.*)\n[=-]+ *(?:\n|$)/;
const RULE = /(?:^|\n) {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})(?=\n|$)/;
const QUOTE = /(?:^|\n) {0,3}> ?/;
const DEFINITION = /(?:^|\n) {0,3}\[([^[\]]*)\]:[ \n]*(\S+)[ \n]*(?:"[^"\n]*"|'[^'\n]*'|\([^)\n]*\))? *(?=\n|$)/;
const TABLE = /^.*\|.*\n *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)? *(?:\n|$)/;
const ITEMS = { ul: /^ {0,3}[*+-] +(.*)/, ol: /^ {0,3}[0-9]+\. +(.*)/ };
const FIRST_NUMBER = /[0-9]+/;
const SUBORDINATE = /^ {4}/;

/** Read a text; returns the nodes that show it. */
export function rendered(text) {
  const lines = text.replace(/\r\n?/g, "\n").replaceAll("\t", "    ").replace(/^ +$/gm, "");
  const box = document.createElement("div");
  if (lines.split("[").length - 1 > MOST_BRACKETS) box.append(...split(lines).map((part) => element("p", {}, part.trim())));
  else {
    const links = new Map([...lines.matchAll(new RegExp(DEFINITION, "g"))].map(([, name, address]) => [name.toLowerCase(), address]));
    addBlocks(lines.replace(/<(script|style)\b[^>]*>[^]*?<\/\1>|<!--[^]*?-->/gi, ""), box, links);
  }
  return [...box.childNodes];
}

const split = (text) => text.split(/\n{2,}/).map((part) => part.replace(/^\n+|\n+$/g, "")).filter((part) => part.trim());

function addBlocks(text, box, links) {
  split(text).forEach((block) => addBlock(block, box, links));
  return box;
}

/** Add what a block says to a box; a heading or a rule within it cuts it in parts. */
function addBlock(block, box, links) {
  const add = (name, words) => box.append(element(name, {}, ...inline(words.trim(), links)));
  const around = (found, act) => {
    const [before, after] = [block.slice(0, found.index), block.slice(found.index + found[0].length)];
    for (const [part, isAfter] of [[before], [after, true]]) {
      if (isAfter) act(found);
      if (part.trim()) addBlock(part.replace(/^\n+/, ""), box, links);
    }
  };
  const tag = Object.keys(ITEMS).find((name) => ITEMS[name].test(block));
  const find = (pattern) => pattern.exec(block);
  if (SUBORDINATE.test(block)) addSubordinate(block, box, links);
  else if (find(TABLE)) box.append(table(block.split("\n"), links));
  else if (find(HEADING)) around(find(HEADING), ([, level, words]) => add(level.length > 3 ? "h4" : "h3", words));
  else if (find(UNDERLINED)) around(find(UNDERLINED), ([, words]) => add("h3", words));
  else if (find(RULE)) around(find(RULE), () => box.append(element("hr")));
  else if (tag) addList(block, tag, box, links);
  else if (find(QUOTE)) {
    const { index } = find(QUOTE);
    if (block.slice(0, index).trim()) addBlock(block.slice(0, index), box, links);
    const quoted = block.slice(index).replace(/^\n/, "").replace(/^ {0,3}> ?/gm, "");
    const before = box.lastChild?.localName === "blockquote" ? box.lastChild : box.appendChild(element("blockquote"));
    addBlocks(quoted, before, links);
  } else if (find(DEFINITION)) around(find(DEFINITION), () => {});
  else add("p", block);
}

/** What is set in by four spaces goes on with the list above it, or else is written as it stands. */
function addSubordinate(block, box, links) {
  const bare = block.replace(/^ {4}/gm, "");
  const list = box.lastChild;
  if (list?.localName in ITEMS) addBlocks(bare, list.lastChild, links);
  else box.append(element("pre", {}, bare));
}

function addList(block, tag, box, links) {
  const items = [];
  for (const line of block.split("\n")) {
    const [, words] = ITEMS[tag].exec(line) ?? [];
    if (words !== undefined) items.push(words);
    else items[items.length - 1] += `\n${line}`;
  }
  const isSame = box.lastChild?.localName === tag;
  const list = isSame ? box.lastChild : box.appendChild(element(tag));
  if (!isSame && tag === "ol") list.start = Number(FIRST_NUMBER.exec(block));
  for (const item of items) {
    const line = list.appendChild(element("li"));
    const at = item.search(/\n {4}/);
    const [words, below] = at < 0 ? [item, ""] : [item.slice(0, at), item.slice(at + 1)];
    addBlock(words, line, links);
    if (below) addBlocks(below.replace(/^ {1,4}/gm, ""), line, links);
    if (line.firstChild?.localName === "p") line.firstChild.replaceWith(...line.firstChild.childNodes);
  }
}

function table([head, , ...rows], links) {
  const cells = (row) => row.trim().replace(/^\||\|$/g, "").split("|");
  const line = (row, name) => element("tr", {}, ...cells(row).map((cell) => element(name, {}, ...inline(cell.trim(), links))));
  const body = rows.filter((row) => row.trim()).map((row) => line(row, "td"));
  return element("table", {}, element("thead", {}, line(head, "th")), element("tbody", {}, ...body));
}

/** Words between two runs of as many marks: the first is followed by a letter or a sign, the last follows one. */
function emphasis(mark, many) {
  const [apart, then] = mark === "_" ? ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"] : ["", ""];
  const run = `[${mark}]{${many}}`;
  return new RegExp(`${apart}(?<![${mark}])${run}(?=[^\\s${mark}])(.+?)(?<=[^\\s${mark}])${run}(?![${mark}])${then}`, "gsu");
}

const EMPHASES = [3, 2, 1].flatMap((many) => ["*", "_"].map((mark) => emphasis(mark, many)));

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Words with their emphases and links. What is already read waits in `kept`, its place marked by a number. */
function inline(text, links, kept = []) {
  const keep = (...nodes) => `\u0002${kept.push(nodes) - 1}\u0003`;
  const within = (words) => inline(words, links, kept);
  const link = (words, address) =>
    keep(SAFE.test(address) ? element("a", { href: address, rel: "noopener nofollow" }, ...within(words)) : element("span", {}, ...within(words)));
  const named = (whole, words, name = "") => {
    const address = links.get((name || words).toLowerCase());
    return address ? link(words, address) : whole;
  };
  const strong = (mark) => (whole, words) => keep(element(mark, {}, ...within(words)));
  const both = (whole, words) => keep(element("strong", {}, element("em", {}, ...within(words))));
  const read = text
    .replace(/(?<!\\)(\x60+)(.+?)(?<!\x60)\1(?!\x60)/gs, (whole, ticks, words) => keep(element("code", {}, words.trim())))
    .replace(/\\([\\\x60*_{}[\]()>#+.!-])/g, (whole, letter) => keep(letter))
    .replace(/!\[[^\]]*\]\([^)]*\)/g, () => keep(""))
    .replace(/\[([^[\]]*)\]\( *<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'))? *\)/g, (whole, words, address) => link(words, address))
    .replace(/\[([^[\]]*)\] ?\[([^[\]]*)\]/g, named)
    .replace(/\[([^[\]]*)\]/g, (whole, words) => named(whole, words))
    .replace(/<((?:https?|ftp):\/\/[^<>]*)>/gi, (whole, address) => keep(element("a", { href: address }, address)))
    .replace(/<([^<> !]+@[^@<> ]+)>/g, (whole, address) => keep(element("a", { href: `mailto:${address}` }, address)))
    .replace(/ {2,}\n/g, () => keep(element("br")))
    .replace(/<(\/?[a-zA-Z][^<>@ ]*)(?: [^<>]*)?>/g, (whole, name) => keep(...tag(whole, name.replace(/^\/|\/$/g, "").toLowerCase())))
    .replace(/&(?:[a-zA-Z0-9]+|#[0-9]+|#x[0-9a-fA-F]+);/g, (entity) => keep(new DOMParser().parseFromString(entity, "text/html").body.textContent))
    .replace(EMPHASES[0], both)
    .replace(EMPHASES[1], both)
    .replace(EMPHASES[2], strong("strong"))
    .replace(EMPHASES[3], strong("strong"))
    .replace(EMPHASES[4], strong("em"))
    .replace(EMPHASES[5], strong("em"));
  return read.split(/\u0002([0-9]+)\u0003/).flatMap((part, at) => (at % 2 ? kept[part] : part));
}

/** A tag of HTML is not shown, and breaks a line where it is one; what no HTML has was written to be read. */
function tag(whole, name) {
  if (name === "br") return [element("br")];
  return isOfHtml(name) ? [] : [whole];
}

function isOfHtml(name) {
  if (/[^a-z0-9]/.test(name)) return false;
  return !(document.createElement(name) instanceof HTMLUnknownElement);
}
