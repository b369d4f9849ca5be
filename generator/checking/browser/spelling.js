// The word that was probably meant: the same edit distance as `generator/checking/spelling.py`.

import { withoutAccents } from "../../locale/browser/folding.js";

export function asCode(word) {
  return withoutAccents(word.trim().toLowerCase().normalize("NFKD")).replace(/[ \-'’]/g, "_");
}

export function nearestOf(word, meanings, most = Infinity) {
  const target = [...asCode(word)];
  const limit = Math.min(most, Math.max(1, Math.floor(target.length / 3)));
  let best = null;
  for (const [candidate, meaning] of meanings) {
    const form = asCode(candidate);
    const letters = [...form];
    if (Math.abs(letters.length - target.length) > limit) continue;
    const found = [distance(target, letters, limit), form, meaning];
    if (found[0] <= limit && (best === null || comesBefore(found, best))) best = found;
  }
  return best ? best[2] : "";
}

function comesBefore(left, right) {
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing >= 0 && left[differing] < right[differing];
}

function distance(left, right, limit) {
  let before = [];
  let current = [...right.keys(), right.length];
  for (let row = 1; row <= left.length; row += 1) {
    const following = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const [letter, other] = [left[row - 1], right[column - 1]];
      let cost = Math.min(current[column] + 1, following.at(-1) + 1, current[column - 1] + (letter !== other));
      if (before.length && column > 1 && letter === right[column - 2] && left[row - 2] === other) {
        cost = Math.min(cost, before[column - 2] + 1);
      }
      following.push(cost);
    }
    if (Math.min(...following) > limit) return limit + 1;
    [before, current] = [current, following];
  }
  return current.at(-1);
}
