// Elements made in code: what a record says only ever becomes text, never markup.

/** An element with its properties (`dataset` too) and children; what is null or empty is left out. */
export function element(name, properties = {}, ...children) {
  const { dataset, ...plain } = properties;
  const made = Object.assign(document.createElement(name), plain);
  Object.assign(made.dataset, dataset);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}
