// Reloads the page when the site that `intreccio serve` shows has changed.
// A tab that nobody looks at does not ask, nor does a page inside another: browsers allow six connections to a host, for all together.

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
      // The server is gone; when it is back, another site may bear the same number.
      lost = true;
      setTimeout(ask, PAUSE);
    }
  }

  // Who is at work wants pages as they are, and other catalogues will stand at this address.
  document.querySelector("script[data-offline]")?.removeAttribute("data-offline");
  document.addEventListener("visibilitychange", ask);
  ask();
})();
