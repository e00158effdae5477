// The part of INIStdPay.js that a shop's page uses. It leaves the page for the sandbox's window.
(function () {
  'use strict';
  var origin = new URL(document.currentScript.src).origin;

  window.INIStdPay = {
    // The form by its id, or by its name.
    pay: function (name) {
      var form = document.getElementById(name) || document.forms[name];
      if (!form) throw new Error('form 객체를 찾을수 없습니다.');
      var window_ = document.createElement('form');
      window_.method = 'post';
      window_.acceptCharset = 'UTF-8';
      window_.action = origin + '/inicis/pc/window';
      new FormData(form).forEach(function (value, field) {
        var input = document.createElement('input');
        input.type = 'hidden';
        input.name = field;
        input.value = String(value);
        window_.appendChild(input);
      });
      document.body.appendChild(window_);
      // A shop's field may be named submit.
      HTMLFormElement.prototype.submit.call(window_);
    }
  };
})();
