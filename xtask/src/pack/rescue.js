// Second script of the page, as old as the check: what saves the work when the
// engine stops. It asks nothing of the engine: the texts are read out of the
// boxes, which the browser goes on showing.
(function () {
  var stopped = false;
  // What closes the boxes, until it has.
  var closing = null;

  function trimmed(text) {
    return text.replace(/^\s+|\s+$/g, "");
  }

  function label(input) {
    return trimmed(input.labels && input.labels.length ? input.labels[0].textContent : input.value);
  }

  // The text of a box as a draft holds it, null where it is blank.
  function raw(cell) {
    if (cell.nodeName === "OUTPUT") { return null; }
    if (cell.nodeName === "FIELDSET") {
      var inputs = cell.querySelectorAll("input");
      var texts = [];
      var several = false;
      for (var i = 0; i < inputs.length; i += 1) {
        if (inputs[i].type === "checkbox") { several = true; }
        if (inputs[i].checked) { texts.push(label(inputs[i])); }
      }
      if (!texts.length) { return null; }
      return several ? texts : texts[0];
    }
    if (cell.nodeName === "SELECT") {
      var option = cell.options[cell.selectedIndex];
      return cell.value === "" || !option ? null : trimmed(option.textContent);
    }
    if (cell.type === "checkbox") { return cell.checked ? "○" : null; }
    return cell.value === "" ? null : cell.value;
  }

  function draft(sheet) {
    var cells = {};
    var boxes = sheet.querySelectorAll("[data-cell]");
    for (var i = 0; i < boxes.length; i += 1) {
      var text = raw(boxes[i]);
      if (text !== null) { cells[boxes[i].getAttribute("data-cell")] = text; }
    }
    return {
      format: "kohyo/draft",
      version: 1,
      form: { id: sheet.getAttribute("data-form"), edition: sheet.getAttribute("data-edition") },
      document: { id: sheet.getAttribute("data-document") },
      cells: cells
    };
  }

  function handOut(text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "下書き_異常のときの控え.json";
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
  }

  // Whoever goes on typing loses the text, and a half-dead engine that is
  // still called could write over what is whole.
  function still(sheet) {
    var boxes = sheet ? sheet.querySelectorAll("input, textarea") : [];
    for (var i = 0; i < boxes.length; i += 1) { boxes[i].readOnly = true; }
  }

  var heard = ["input", "change", "beforeinput", "keydown", "click", "focusin", "focusout", "blur",
    "compositionstart", "compositionend", "drop", "hashchange", "pagehide", "beforeunload"];
  function hold(event) {
    var own = event.target && event.target.id === "kohyo-rescue";
    if (!stopped || own) { return; }
    event.stopImmediatePropagation();
    if (closing && event.type === "input") { closing(); }
  }
  for (var i = 0; i < heard.length; i += 1) { window.addEventListener(heard[i], hold, true); }

  // Called once, with the box in which the sentence stands. The key at which
  // the engine stopped may be on its way still: it goes into its box first.
  window.kohyoRescue = function (box) {
    stopped = true;
    // Not with the others: who listens to the storage opens it, and this script
    // runs too soon for that (see kohyoNoted).
    window.addEventListener("storage", hold, true);
    var sheet = document.querySelector("[data-document]");
    if (!sheet) { return; }
    closing = function () {
      closing = null;
      close(box, sheet);
    };
    setTimeout(function () { if (closing) { closing(); } }, 200);
  };

  function close(box, sheet) {
    still(sheet);
    var found = draft(sheet);
    var text = JSON.stringify(found);
    try {
      // The next start takes it from here.
      var place = [found.form.id, found.form.edition, encodeURIComponent(found.document.id)];
      localStorage.setItem("kohyo/rescue/" + place.join("/"), text);
    } catch (refused) {
      // The journal has all but the last key, and the file has that too.
    }
    var button = document.createElement("button");
    button.id = "kohyo-rescue";
    button.type = "button";
    button.className = "button is-filled";
    button.textContent = "ここまでの入力を下書きファイルに保存";
    button.onclick = function () { handOut(text); };
    box.appendChild(button);
  }
}());
