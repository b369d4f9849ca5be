// What is open now stands before what opens later today, and that before the rest; otherwise as the page was written.

const RANKS = { open: 0, today: 1, opens: 2 };

function order() {
  for (const list of document.querySelectorAll(".answers__list")) {
    const answers = [...list.children];
    answers.forEach((answer, at) => { answer.dataset.written ??= at; });
    const rank = (answer) => RANKS[answer.querySelector("[data-state]")?.dataset.state] ?? 3;
    list.append(...answers.sort((left, right) => rank(left) - rank(right) || left.dataset.written - right.dataset.written));
  }
}

document.addEventListener("adesso", order);
order();
