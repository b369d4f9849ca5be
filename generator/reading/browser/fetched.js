// Files of the site, read by its scripts when they are needed: the network may be away, and come back.

/** What is thrown when a file of the site does not arrive; `status` is that of the answer, 0 where there was none. */
export class Unreachable extends Error {
  constructor(address, status = 0) {
    super(`${status} ${address}`);
    this.status = status;
  }
}

/** Read a JSON file of the site; raises Unreachable. */
export async function fetched(address) {
  const answer = await fetch(address).catch(() => ({}));
  const content = answer.ok ? await answer.json().catch(() => undefined) : undefined; // an answer may be cut short
  if (content === undefined) throw new Unreachable(address, answer.status);
  return content;
}

/** Make something when it is first asked for, and keep it; a failure is forgotten, so that the next one tries again. */
export function kept(make) {
  let made;
  return () =>
    (made ??= make().catch((failure) => {
      made = undefined;
      throw failure;
    }));
}
