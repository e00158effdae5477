// The part of the payment SDK that a shop's page uses. It leaves the page for the sandbox's window.
(function () {
  'use strict';
  var origin = new URL(document.currentScript.src).origin;

  function open(clientKey, customerKey, request) {
    var fields = {
      clientKey: clientKey,
      customerKey: customerKey,
      method: request.method,
      currency: request.amount && request.amount.currency,
      value: request.amount && request.amount.value,
      orderId: request.orderId,
      orderName: request.orderName,
      successUrl: request.successUrl,
      failUrl: request.failUrl,
      customerName: request.customerName,
      customerEmail: request.customerEmail,
      customerMobilePhone: request.customerMobilePhone,
      taxFreeAmount: request.taxFreeAmount,
      validHours: request.virtualAccount && request.virtualAccount.validHours,
      useEscrow: request.card && request.card.useEscrow || request.virtualAccount && request.virtualAccount.useEscrow
    };
    var form = document.createElement('form');
    form.method = 'post';
    form.action = origin + '/toss/window';
    Object.keys(fields).forEach(function (name) {
      if (fields[name] === undefined || fields[name] === null) return;
      var field = document.createElement('input');
      field.type = 'hidden';
      field.name = name;
      field.value = String(fields[name]);
      form.appendChild(field);
    });
    document.body.appendChild(form);
    form.submit();
    // The page is on its way out: the promise stays open, as it does with the real window.
    return new Promise(function () {});
  }

  function TossPayments(clientKey) {
    if (typeof clientKey !== 'string' || clientKey === '') throw new Error('INVALID_CLIENT_KEY');
    return {
      payment: function (options) {
        if (!options || !options.customerKey) throw new Error('INVALID_CUSTOMER_KEY');
        return { requestPayment: function (request) { return open(clientKey, options.customerKey, request); } };
      }
    };
  }

  TossPayments.ANONYMOUS = 'ANONYMOUS';
  window.TossPayments = TossPayments;
})();
