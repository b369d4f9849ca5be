// An idea goes on to «Chi lo fa già?» after the # of its address: it never reaches a server.

const form = document.querySelector(".doors__idea");
if (form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = form.querySelector("input").value.trim();
    location.href = asked ? `${form.action}#testo=${encodeURIComponent(asked)}` : form.action;
  });
}
