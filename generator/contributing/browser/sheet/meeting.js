// The sheet of a meeting: prints it, and makes of what was ticked one proposal (docs/proposal.md) and minutes.
// Nothing is kept or sent: the proposal leaves by the ways of the form, the minutes are a file of who writes them.

const sheet = document.querySelector("[data-sheet]");
const words = sheet.dataset;
const at = (name) => sheet.querySelector(`[data-${name}]`);
const all = (name) => [...sheet.querySelectorAll(`[data-${name}]`)];
const typed = (input) => input?.value.trim().split(/\s+/u).join(" ") ?? "";
const today = () => new Intl.DateTimeFormat(document.documentElement.lang || "it", { timeZone: "Europe/Rome", dateStyle: "long" }).format(new Date());
const outcomeOf = (pair) => pair.querySelector("input[type=radio]:checked");

/** Everything that was decided and has a place in the records: `{kind, id, fields}`, one for each record. */
function changes() {
  const records = new Map();
  const add = (kind, id, field) => {
    const record = records.get(id) ?? { kind, id, fields: [] };
    record.fields.push(field);
    records.set(id, record);
  };
  for (const pair of all("pair")) {
    const outcome = outcomeOf(pair)?.value;
    if (!outcome) continue;
    const note = typed(pair.querySelector("input[type=text]"));
    const after = { attivita: pair.dataset.other, esito: outcome, ...(note ? { nota: note } : {}) };
    add(pair.dataset.homeKind, pair.dataset.home, { path: ["attivita", pair.dataset.step, "simile_a", "+"], after });
  }
  for (const measure of all("measure")) {
    const [periodo, valore] = ["period", "value"].map((name) => typed(measure.querySelector(`[data-${name}]`)));
    if (!periodo && !valore) continue;
    const number = valore.replace(",", ".");
    if (!periodo || !/^-?[0-9]+(\.[0-9]+)?$/.test(number)) {
      measure.querySelector(periodo ? "[data-value]" : "[data-period]").focus();
      throw new RangeError(words.badValue);
    }
    add(words.kind, words.id, { path: ["indicatori", measure.dataset.step, "valori", "+"], after: { periodo, valore: number } });
  }
  const meeting = at("meeting");
  const day = typed(meeting?.querySelector("input"));
  if (day && day !== meeting.dataset.before) {
    const before = meeting.dataset.before ? { before: meeting.dataset.before } : {};
    add(words.kind, words.id, { path: ["organi", meeting.dataset.step, "prossimo_incontro"], ...before, after: day });
  }
  return [...records.values()];
}

async function propose() {
  const result = at("result");
  result.hidden = true;
  let records;
  try {
    records = changes();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    at("status").textContent = error.message;
    return;
  }
  if (!records.length) {
    at("status").textContent = words.nothing;
    return;
  }
  const [{ writeProposal }, sending] = await Promise.all([
    import("../proposal.js"),
    import("../form-sending.js"),
  ]);
  const source = words.source.replace("{day}", today);
  const text = records.map((record) => writeProposal({ ...record, source })).join("\n");
  const letter = sending.letterAddress(words.email, words.subject, text);
  const issue = sending.issueAddress({ repository: words.repository }, words.subject, text);
  for (const [name, address] of [["letter", letter], ["issue", issue]]) {
    at(name).hidden = !address;
    if (address) at(name).href = address;
  }
  at("text").textContent = text;
  asDownload(at("file"), text, `proposta-${words.id}.txt`);
  at("copy").onclick = () => sending.copied(text, at("status"), (key) => (key === "form.copied" ? words.copied : words.notCopied));
  at("status").textContent = words.ready;
  result.hidden = false;
}

function asDownload(link, text, name) {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
}

/** The minutes: everything that was ticked or written, also what no record has a place for. */
function minutes() {
  const decided = all("decision").map((row) => [...row.querySelectorAll("input")].map(typed)).filter(([what]) => what);
  const alike = all("pair").flatMap((pair) => {
    const outcome = outcomeOf(pair);
    if (!outcome) return [];
    const note = typed(pair.querySelector("input[type=text]"));
    return [`${typed({ value: pair.querySelector("legend").textContent })}: ${typed({ value: outcome.parentElement.textContent })}${note ? ` (${note})` : ""}`];
  });
  const ticked = (name) => sheet.querySelectorAll(`[data-${name}]:checked`);
  const parts = [
    [words.minutesDecided, decided.map((row) => row.filter(Boolean).join(" · "))],
    [words.minutesAlike, alike],
    [words.minutesExchanges, [...ticked("exchange")].map((box) => box.dataset.exchange)],
    [words.minutesInvite, [...ticked("invite")].map((box) => box.dataset.invite)],
  ];
  const lines = parts.filter(([, items]) => items.length).map(([title, items]) => `## ${title}\n\n${items.map((item) => `- ${item}`).join("\n")}\n`);
  return [`# ${words.source.replace("{day}", today)}\n`, ...lines].join("\n");
}

for (const part of all("scripted")) part.hidden = false;
sheet.addEventListener("submit", (event) => event.preventDefault()); // Enter in a line of decisions goes nowhere
at("print").addEventListener("click", () => window.print());
at("propose").addEventListener("click", propose);
at("minutes").addEventListener("click", () => {
  const link = document.createElement("a");
  asDownload(link, minutes(), words.minutesFile);
  link.click();
});
