// Once the terminal is connected: keys go to the lab at once, without a click.
addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  const focus = () => {
    if (terminal.classList.contains("-connected")) document.querySelector(".xterm-helper-textarea").focus();
  };
  new MutationObserver(focus).observe(terminal, { attributeFilter: ["class"] });
  addEventListener("focus", focus);

  // The terminal is drawn with WebGL, and nothing else would say that it cannot be.
  if (!document.createElement("canvas").getContext("webgl2")) document.body.classList.add("-no-webgl");
});

// The terminal measures the font when it is made, on load: it has to be there by then.
document.fonts.load('16px "Roboto Mono"');
document.fonts.load('bold 16px "Roboto Mono"');
