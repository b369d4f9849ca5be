// Pieces of a catalogue inside pages of other sites: <intreccio-scheda scheda="attivita/…">, and one element for each other piece.
// It asks for nothing but the frame, keeps nothing and tells nobody. What stands inside the element is shown until the piece is there.
(() => {
  const HOME = new URL(".", document.currentScript.src);
  const PIECES = ["PIECES"];
  const OWN = new Set(["id", "class", "style", "titolo", "title", "slot", "hidden", "lang", "dir"]);
  const MOST = 20000;

  class Piece extends HTMLElement {
    connectedCallback() {
      if (this.querySelector("iframe")) return;
      const frame = document.createElement("iframe");
      const address = new URL(`${this.localName.replace("intreccio-", "")}/`, HOME);
      for (const { name, value } of this.attributes) if (!OWN.has(name)) address.searchParams.set(name, value);
      frame.src = address;
      frame.title = this.getAttribute("titolo") || this.textContent.trim().slice(0, 100) || document.title;
      frame.style.cssText = "display:block;width:100%;height:1px;border:0";
      this.style.display ||= "block";
      this.append(frame);
    }
  }

  // Frames that were pasted without an element grow as well.
  addEventListener("message", ({ source, origin, data }) => {
    const height = data?.intreccio === "altezza" ? Number(data.height) : 0;
    if (origin !== HOME.origin || !(height > 0)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== source) continue;
      frame.style.height = `${Math.min(Math.ceil(height), MOST)}px`;
      // What stood in the frame's place goes; the frame itself stays where it is, for one that is moved begins anew.
      if (frame.parentNode instanceof Piece) for (const other of [...frame.parentNode.childNodes]) if (other !== frame) other.remove();
    }
  });

  for (const piece of PIECES) if (!customElements.get(piece)) customElements.define(piece, class extends Piece {});
})();
