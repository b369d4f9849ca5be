// «Copia la tabella»: to the clipboard as tables, and as tabbed text where only text is taken.
for (const button of document.querySelectorAll("[data-copy-table]")) {
  if (!navigator.clipboard) continue;
  const tables = [...document.querySelectorAll(`[data-table="${button.dataset.copyTable}"]`)];
  const line = (row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")).join("\t");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = tables.flatMap((table) => [...table.rows].map(line)).join("\n");
    const blob = (type, content) => new Blob([content], { type });
    const html = blob("text/html", tables.map((table) => table.outerHTML).join(""));
    try {
      await navigator.clipboard.write([new ClipboardItem({ [html.type]: html, "text/plain": blob("text/plain", text) })]);
    } catch {
      await navigator.clipboard.writeText(text);
    }
    document.querySelector("[data-copy-told]").textContent = button.dataset.copied;
  });
}
