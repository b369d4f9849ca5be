// Published as sw.js where a catalogue wants no worker (`senza_rete: no`): it forgets what another kept, and goes.
const NAME = `intreccio ${new URL(registration.scope).pathname} `;
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(leave());
});
