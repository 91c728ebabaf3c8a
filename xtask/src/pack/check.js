// First script of the page. ES5 and nothing newer: Internet Explorer, which
// Edge's IE mode is, must be able to read it to its end and say what to do.
(function () {
  var said = false;

  function say(sentence, detail) {
    if (said) { return null; }
    said = true;
    var box = document.createElement("div");
    box.id = "kohyo-failure";
    box.setAttribute("role", "alert");
    var first = document.createElement("p");
    first.textContent = sentence;
    box.appendChild(first);
    if (detail) {
      var second = document.createElement("p");
      second.textContent = "詳細: " + detail;
      box.appendChild(second);
    }
    document.body.insertBefore(box, document.body.firstChild);
    return box;
  }

  function fail(error) {
    if (document.body.getAttribute("data-ready") === "true") {
      // A stopped engine looks alive: whoever goes on typing loses the text.
      if (typeof WebAssembly === "object" &&
          (error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) {
        var box = say("画面の内部で異常が起き、これより後の入力は保存されません。" +
            "下のボタンでファイルに保存してから、この画面を閉じて開き直してください。" +
            "ここまでの入力は、開き直すと元に戻ります。", String(error));
        if (box) { window.kohyoRescue(box); }
      }
      return;
    }
    say("画面を起動できませんでした。ファイルを開き直しても同じときは、" +
        "次の詳細を添えて、この個票を配布した部署へお知らせください。", String(error));
  }

  window.kohyoCanStart = false;
  window.kohyoFail = fail;

  if (document.documentMode) {
    say("この画面は Internet Explorer（Edge の IE モードを含む）では動きません。" +
        "Microsoft Edge の通常のモードか Firefox で、このファイルを開き直してください。");
    return;
  }
  if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function" ||
      typeof HTMLDialogElement !== "function") {
    say("お使いのブラウザーでは、この画面に必要な機能（WebAssembly など）が使えません。" +
        "Microsoft Edge か Chrome の 110 以降、または Firefox の 115 以降で開いてください。" +
        "新しいブラウザーでもこの文が出るときは、「Web 上のセキュリティを強化する」などの設定で" +
        "止められていますので、情報システムの担当へご相談ください。");
    return;
  }
  window.addEventListener("error", function (event) {
    fail(event.error || event.message);
  });
  window.addEventListener("unhandledrejection", function (event) {
    fail(event.reason);
  });
  window.kohyoCanStart = true;

  // Chromium gives a page its local storage once it has noted that the page is
  // there. Whoever asks sooner, or listens to the storage, gets an empty one that
  // nothing keeps, and is not told; on a busy machine that is some tenths of a
  // second. Any answer of the browser's comes after the noting: the engine waits
  // for this one, which is there before the engine is unpacked.
  function goOn() {}
  try {
    window.kohyoNoted = navigator.locks.query().then(goOn, goOn);
  } catch (refused) {
    // A browser without locks does not keep a page apart from its storage.
  }

  // The journal opens slowly: it does while the rest of the page is being read.
  // The engine takes over what was asked for (browser/journal.rs), and says it
  // where it is refused.
  window.kohyoOpening = {};
  function open(name) {
    var request = indexedDB.open(name, 1);
    request.onupgradeneeded = function () {
      request.result.createObjectStore("journal");
    };
    request.onerror = function (event) { event.preventDefault(); };
    window.kohyoOpening[name] = request;
  }
  try {
    open("kohyo");
    open("kohyo-settled");
  } catch (refused) {
    // Said by the engine.
  }
}());
