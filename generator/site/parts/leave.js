// «Esci da questa pagina»: the page goes out of the history, and something harmless takes its place.
const leave = document.querySelector("[data-leave]");
leave?.addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(leave.href);
});
