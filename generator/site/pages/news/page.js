// Copies a bulletin: as a message, or with its looks for e-mail. Without it the same files can be downloaded.

const row = document.querySelector("[data-bulletin]");
const said = row?.querySelector("[role=status]");

const read = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

// What is copied is asked for inside: Safari lets a page write only while the press lasts.
const copy = ({ dataset }) => {
  const blob = (address, type) => read(address).then((text) => new Blob([text], { type }));
  const kinds = dataset.plain
    ? { "text/html": blob(dataset.copy, "text/html"), "text/plain": blob(dataset.plain, "text/plain") }
    : { "text/plain": blob(dataset.copy, "text/plain") };
  return navigator.clipboard.write([new ClipboardItem(kinds)]);
};

if (row && navigator.clipboard?.write && globalThis.ClipboardItem) {
  for (const button of row.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await copy(button);
        said.textContent = row.dataset.copied;
      } catch {
        said.textContent = row.dataset.failed;
      }
    });
  }
}
