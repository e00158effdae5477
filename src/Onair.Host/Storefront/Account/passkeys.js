// Asks the browser's authenticator, and sends its answer by the form that is on the page. Without script, or in a
// browser that knows no passkeys, the form stays hidden and the password does.
(() => {
  "use strict";
  const form = document.getElementById("passkey-form");
  const button = document.getElementById("passkey-ask");
  const says = document.getElementById("passkey-says");
  const credential = window.PublicKeyCredential;
  if (!form || !credential || !credential.parseRequestOptionsFromJSON) return;
  form.hidden = false;

  const ask = async () => {
    says.textContent = "";
    const answer = await fetch(form.dataset.question, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      credentials: "same-origin",
      redirect: "error",
    });
    const question = await answer.json();
    if (!answer.ok) {
      says.textContent = question.title || says.dataset.failed;
      return;
    }
    const options = JSON.parse(question.options);
    const made = form.dataset.kind === "create"
      ? await navigator.credentials.create({ publicKey: credential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: credential.parseRequestOptionsFromJSON(options) });
    form.elements.answer.value = JSON.stringify(made.toJSON());
    form.elements.state.value = question.state;
    // The password has been asked already and is not sent twice.
    if (form.elements["passkey-current"]) form.elements["passkey-current"].value = "";
    form.submit();
  };

  button.addEventListener("click", () => ask().catch(() => { says.textContent = says.dataset.failed; }));
})();
