// Copies what stands above a button.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    for (const other of document.querySelectorAll("[data-copy]")) {
      other.nextElementSibling.textContent = other === button ? button.dataset.copied : "";
    }
  });
}
