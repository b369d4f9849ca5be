// Where the site is, for scripts of any depth: the one place that counts steps. Twin of generator/addresses.py.
// It is published at assets/addresses.js, and a catalogue may live in a folder of its host.

/** The whole site: what no language changes. */
export const SITE = new URL("../", import.meta.url);
/** The site in the language of this page: its pages, and what is written in words. */
export const ROOT = new URL(globalThis.document?.documentElement.dataset.edition ?? "", SITE);
