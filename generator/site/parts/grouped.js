// Object.groupBy and Map.groupBy came to browsers in 2024: a telephone of some years ago has neither.

/** What has the same answer to `of` together, in the order in which each answer came first: a Map from answer to list. */
export function grouped(items, of) {
  const groups = new Map();
  for (const item of items) {
    const key = of(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
