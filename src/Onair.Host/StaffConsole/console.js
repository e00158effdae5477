// The line to the server: says when it is lost, and loads the page anew when the server no longer knows it. The page's
// address says what is shown, so nothing but an unsaved field is lost.
(() => {
  "use strict";
  const note = document.getElementById("components-reconnect-modal");
  note.addEventListener("components-reconnect-state-changed", ({ detail }) => {
    note.hidden = detail.state === "hide";
    // Rejected: it answers, and has forgotten this page. Failed: it did not answer for long; a reload waits for it.
    if (detail.state === "rejected" || detail.state === "resume-failed") location.reload();
    if (detail.state === "failed") again();
  });

  const waitMs = 2000;
  const again = async () => {
    for (;;) {
      await new Promise(done => setTimeout(done, waitMs + Math.random() * waitMs));
      try {
        await fetch("/sign-in", { cache: "no-store" });
        location.reload();
        return;
      } catch {
        // Still away.
      }
    }
  };
})();
