// Opens the provider's window at once; the button does the same, for a browser that refuses windows nobody asked for.
(() => {
  "use strict";
  const form = document.querySelector("form[accept-charset]");
  const button = document.getElementById("window-open");
  const says = document.getElementById("window-says");

  const fail = () => { says.textContent = says.dataset.failed; };

  const openers = {
    "inicis-form": () => window.INIStdPay.pay("inicis-form"),
    "window-form": () => {
      const f = Object.fromEntries(new FormData(form));
      const toss = window.TossPayments(f.clientKey);
      const payment = toss.payment({ customerKey: window.TossPayments.ANONYMOUS });
      const asked = {
        method: f.method,
        amount: { currency: f.currency, value: Number(f.amount) },
        orderId: f.orderId,
        orderName: f.orderName,
        successUrl: f.successUrl,
        failUrl: f.failUrl,
      };
      for (const name of ["customerName", "customerEmail", "customerMobilePhone"]) {
        if (f[name]) asked[name] = f[name];
      }
      if (f.cashReceiptType) {
        const own = { cashReceipt: { type: f.cashReceiptType } };
        if (f.method === "TRANSFER") asked.transfer = own;
        if (f.method === "VIRTUAL_ACCOUNT") asked.virtualAccount = own;
      }
      return payment.requestPayment(asked);
    },
  };

  const open = () => {
    if (!form) { button.click(); return; }
    if (!form.dataset.providerScript) { form.requestSubmit(); return; }
    try {
      Promise.resolve(openers[form.id]()).catch(fail);
    } catch {
      fail();
    }
  };

  if (form && form.dataset.providerScript) button.addEventListener("click", open);
  open();
})();
