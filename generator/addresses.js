// Where the site is, for scripts of any depth: the one place that counts steps. Twin of generator/addresses.py.
// It is published at assets/addresses.js, and a catalogue may live in a folder of its host.

export const ROOT = new URL("../", import.meta.url);
