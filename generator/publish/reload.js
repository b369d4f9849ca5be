// Reloads a page when its site has changed; why it is so is told in server.py.

(() => {
  const shown = document.currentScript.dataset.versione;
  const PAUSE = 1000;
  let asking = new AbortController();
  let lost = false;

  async function ask() {
    asking.abort();
    if (document.hidden || parent !== window) return;
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(`/__intreccio/versione?vista=${shown}`, { signal });
      const { versione } = await answer.json();
      if (lost || String(versione) !== shown) location.reload();
      else ask();
    } catch {
      if (signal.aborted) return;
      lost = true;
      setTimeout(ask, PAUSE);
    }
  }

  document.querySelector("[data-offline]")?.removeAttribute("data-offline");
  document.addEventListener("visibilitychange", ask);
  ask();
})();
